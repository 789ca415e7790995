// Displays in memory: each is one of its own, closed to those who do not have the key.
import { connect } from 'node:net';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openDisplays } from './displays.ts';
import { ensureProgram } from './system-libraries.ts';

const missing = ensureProgram('Xvfb', 'xvfb');

/** The first byte of the X server's answer to a client: 1 lets it in, 0 refuses. */
function greet(display: string, key: Buffer): Promise<number> {
  const name = Buffer.from(key.length > 0 ? 'MIT-MAGIC-COOKIE-1' : '');
  const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  const head = Buffer.from([0x6c, 0, 11, 0, 0, 0, name.length, 0, key.length, 0, 0, 0]);
  return new Promise((resolve, reject) => {
    const socket = connect(`/tmp/.X11-unix/X${display.slice(1)}`);
    socket.once('error', reject).once('data', (answer) => {
      socket.destroy();
      resolve(answer[0] ?? -1);
    });
    socket.write(Buffer.concat([head, padded(name), padded(key)]));
  });
}

test.skipIf(missing !== null)('two displays are apart, and only who has the key gets in', async () => {
  const displays = await openDisplays(2);
  try {
    expect(displays.names).toEqual([expect.stringMatching(/^:\d+$/u), expect.stringMatching(/^:\d+$/u)]);
    expect(displays.names[0]).not.toBe(displays.names[1]);
    expect(displays.environment['DISPLAY']).toBe(displays.names[0]);
    const key = (await readFile(displays.environment['XAUTHORITY'] ?? '')).subarray(-16);
    for (const display of displays.names) {
      expect(await greet(display, key)).toBe(1);
      expect(await greet(display, Buffer.alloc(0))).toBe(0);
    }
  } finally {
    await displays.close();
  }
});
