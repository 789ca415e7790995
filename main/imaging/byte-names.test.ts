// Pictures under names that are no UTF-8: read, copied and compared like any other, also where they are too large to be
// kept otherwise.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { photoBytes } from '../../test/fixtures/make-photos.ts';
import { nameOfBytes } from '../../shared/byte-names.ts';
import { fingerprintFile } from './fingerprint.ts';
import { inspect } from './inspect.ts';
import { makeCopy } from './make-copy.ts';
import { asDiskPath } from './on-disk.ts';

let base: string;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'byte-names-'));
});
afterAll(() => rm(base, { recursive: true, force: true }));

/** «фото» in cp866. */
const odd = nameOfBytes(Buffer.from('e4aee2ae2e6a7067', 'hex'));

test.runIf(process.platform === 'linux')(
  'what is learned of a picture does not depend on the encoding of its name',
  async () => {
    const photo = await photoBytes({ width: 640, height: 480, seed: 3 });
    // Above what is usually kept in memory; decoders read such files themselves, by their name.
    const large = Buffer.concat([photo, Buffer.alloc(66 * 1024 * 1024)]);
    for (const bytes of [photo, large]) {
      const [plainPath, oddPath] = [join(base, 'plain.jpg'), join(base, odd)];
      await writeFile(plainPath, bytes);
      await writeFile(asDiskPath(oddPath), bytes);
      const plain = await inspect(plainPath, join(base, 'thumbnails'));
      const other = await inspect(oddPath, join(base, 'thumbnails'));
      const dated = { capturedAtMs: 0, capturedFrom: 'file' };
      expect(plain).toMatchObject({ kind: 'facts', facts: { width: 640, height: 480, hasThumbnail: true } });
      expect({ ...other, facts: { ...('facts' in other ? other.facts : {}), ...dated } }).toEqual({
        ...plain,
        facts: { ...('facts' in plain ? plain.facts : {}), ...dated },
      });
      expect(await fingerprintFile(oddPath)).toEqual(await fingerprintFile(plainPath));
    }
    const plan = { maxSidePixels: 200, maxBytes: null, toFormat: null, removeGps: false };
    const copy = await makeCopy(join(base, odd), join(base, 'copy'), plan);
    expect(copy).toMatchObject({ kind: 'made', width: 200, height: 150 });
  },
);

test('a name that is not there is told like any other', async () => {
  expect(await inspect(join(base, `no ${odd}`), join(base, 'thumbnails'))).toEqual({ kind: 'vanished' });
});
