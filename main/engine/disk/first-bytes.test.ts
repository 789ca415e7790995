// A picture under a name that says nothing is known by its first bytes; a letter is not.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { photoBytes } from '../../../test/fixtures/make-photos.ts';
import { beginsLikeImage } from './first-bytes.ts';

test('pictures of every format are known without a name, texts and empty files are not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ok-photo-sync-head-'));
  const judged = async (bytes: Buffer | string): Promise<boolean | { code: string }> => {
    await writeFile(join(folder, 'file.bin'), bytes);
    return beginsLikeImage(join(folder, 'file.bin'));
  };
  try {
    for (const format of ['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'] as const)
      expect([format, await judged(await photoBytes({ format, width: 32, height: 32, grain: 0 }))]).toEqual([
        format,
        true,
      ]);
    for (const bytes of ['Dear all,\n', '', '%PDF-1.7', 'PK\u0003\u0004'])
      expect([bytes, await judged(bytes)]).toEqual([bytes, false]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
