// Pictures from the clipboard as files.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { keepPastedImage, pastedName } from './pasted-image.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'ok-photo-sync-pasted-'));
const png = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
const at = new Date(2026, 6, 4, 9, 5, 7, 42).getTime();

test('a picture is written byte for byte, to a file named after its time', async () => {
  const target = join(folder(), 'pasted');
  const path = await keepPastedImage(target, png, at);
  expect(basename(path ?? '')).toBe('2026-07-04 09-05-07-042.png');
  expect(readFileSync(path ?? '')).toEqual(png);
  expect(await keepPastedImage(target, Buffer.from([0xff, 0xd8, 0xff, 0]), at + 1)).toMatch(/043\.jpg$/);
  expect(readdirSync(target)).toHaveLength(2);
});

test('other bytes make no file, and a folder that cannot be written is an error that leaves no file', async () => {
  const target = folder();
  for (const other of [Buffer.alloc(0), Buffer.from('<svg/>'), Buffer.from('<svg xmlns="x"/>')])
    expect(await keepPastedImage(target, other, at)).toBeNull();
  expect(readdirSync(target)).toEqual([]);
  writeFileSync(join(target, 'file'), '');
  await expect(keepPastedImage(join(target, 'file'), png, at)).rejects.toThrow(/EEXIST|ENOTDIR/);
  expect(pastedName(new Date(2026, 0, 1))).toBe('2026-01-01 00-00-00-000');
});
