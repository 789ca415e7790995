// Large bodies stream through: the memory of the emulator does not grow with them.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { expect, test } from 'vitest';
import type { Ledger } from '../state/ledger.ts';
import { jpeg } from '../testing/made-images.ts';
import { reserve, uploadUrl, type Credentials } from '../testing/ok-client.ts';

const ENTRY = fileURLToPath(new URL('../entry.ts', import.meta.url));
const MEGABYTE = 1024 * 1024;
const FILE_BYTES = 200 * MEGABYTE;

/** Peak memory of a process in MB. Linux only: elsewhere there is no place to read it. */
const peakMegabytes = (pid: number) =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

test.skipIf(process.platform !== 'linux')('a file of 200 MB is hashed, judged and kept in little memory', async () => {
  const child = spawn(process.execPath, [ENTRY, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const emulator = JSON.parse(line) as Credentials;
    await fetch(`${emulator.address}__emulator/switches`, {
      method: 'POST',
      body: JSON.stringify({ limits: { maxBytes: 1e12 } }),
    });
    const reserved = await reserve(emulator);
    const before = peakMegabytes(child.pid!);
    const hash = createHash('sha256');
    const filler = Buffer.alloc(MEGABYTE, 'the tail of a motion photo ');
    async function* body() {
      yield Buffer.from(
        '--bb\r\nContent-Disposition: form-data; name="pic1"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n',
      );
      const start = jpeg(4000, 3000);
      hash.update(start);
      yield start;
      for (let sent = 0; sent < FILE_BYTES; sent += MEGABYTE) {
        hash.update(filler);
        yield filler;
      }
      yield Buffer.from('\r\n--bb--\r\n');
    }
    const headers = { 'content-type': 'multipart/form-data; boundary=bb' };
    const answer = await request(uploadUrl(reserved), { method: 'POST', headers, body: Readable.from(body()) });
    expect(Object.keys(((await answer.body.json()) as { photos: object }).photos)).toEqual(reserved.photo_ids);
    // The garbage of 200 MB of chunks, but never the half of them at once.
    expect(peakMegabytes(child.pid!) - before).toBeLessThan(100);
    const ledger = (await (await fetch(`${emulator.address}__emulator/ledger`)).json()) as Ledger;
    expect(ledger.reservations[0]!.sha256).toBe(hash.digest('hex'));
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
});
