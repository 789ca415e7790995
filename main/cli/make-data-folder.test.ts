// The data folder is the person's own, and where it cannot be made that is said at once.
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeDataFolder } from './make-data-folder.ts';

test('it is made with its parents, for nobody else, and may be there already', async () => {
  const base = await mkdtemp(join(tmpdir(), 'data-folder-'));
  const folder = join(base, 'a', 'b');
  expect(makeDataFolder(folder)).toBe(true);
  if (process.platform !== 'win32') expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(makeDataFolder(folder)).toBe(true);
  await writeFile(join(base, 'file'), '');
  expect(makeDataFolder(join(base, 'file'))).toBe(false);
  expect(makeDataFolder(join(base, 'file', 'below'))).toBe(false);
  await rm(base, { recursive: true });
});

test.runIf(process.platform === 'linux')('a place where the system lets nobody make a folder ends in an answer', () => {
  expect(makeDataFolder('/proc/ok-photo-sync/library')).toBe(false);
});
