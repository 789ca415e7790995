import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canBeTooLong, makeTooDeep, removeTooDeep } from '../testing/beyond-reach.ts';
import { survey } from './survey.ts';

async function temp(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'survey-'));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(root, file, '..'), { recursive: true });
    await writeFile(join(root, file), text);
  }
  return root;
}

test('images are counted per folder, other files and junk are not', async () => {
  const root = await temp({
    'a.jpg': '1',
    'notes.txt': '22',
    'Море/b.HEIC': '333',
    'Море/c.png': '4',
    'Море/.d.jpg': '5',
    'empty/x.mov': '6',
  });
  const found = await survey(root);
  expect(found).toMatchObject({ kind: 'surveyed', photos: 3, bytes: 5, complete: true });
  if (found.kind !== 'surveyed') return;
  expect(found.subfolders.sort((a, b) => a.path.localeCompare(b.path))).toEqual([
    { path: '', photos: 1, bytes: 1 },
    { path: 'Море', photos: 2, bytes: 4 },
  ]);
});

test('more folders than are listed still count in the sums, and the answer says that it is not complete', async () => {
  const found = await survey(await temp({ 'a/1.jpg': '1', 'b/2.jpg': '2', 'c/3.jpg': '3' }), { listed: 2 });
  expect(found).toMatchObject({ photos: 3, complete: false });
  expect(found.kind === 'surveyed' && found.subfolders.length).toBe(2);
});

test('when time runs out the answer says so', async () => {
  const stopped = AbortSignal.abort();
  expect(await survey(await temp({ 'a/1.jpg': '1' }), { signal: stopped })).toMatchObject({
    kind: 'surveyed',
    photos: 0,
    complete: false,
  });
});

test('nothing there, or no folder, is its own answer', async () => {
  const root = await temp({ 'a.jpg': '1' });
  expect(await survey(join(root, 'none'))).toEqual({ kind: 'absent' });
  expect(await survey(join(root, 'a.jpg'))).toEqual({ kind: 'not_a_folder' });
});

test('the person’s patterns leave out here too', async () => {
  expect(await survey(await temp({ 'a/1.jpg': '1', 'b/2.jpg': '2' }), { patterns: ['b'] })).toMatchObject({
    photos: 1,
  });
});

test('the sums so far are told while they grow, not with every file', async () => {
  const files = Object.fromEntries(Array.from({ length: 1_200 }, (_, n) => [`${n % 12}/${n}.jpg`, 'x']));
  const told: number[] = [];
  await survey(await temp(files), { onFound: (photos) => told.push(photos) });
  expect(told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThan(50);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBeLessThanOrEqual(1_200);
});

test.runIf(canBeTooLong)('what could not be read is listed beside the count', async () => {
  const root = await temp({ 'a.jpg': '1' });
  makeTooDeep(root);
  const found = await survey(root);
  removeTooDeep(root);
  expect(found).toMatchObject({ photos: 1, complete: true, unopened: { places: 1, code: 'ENAMETOOLONG' } });
  expect(await survey(await temp({ 'a.jpg': '1' }))).toMatchObject({ unopened: null });
});
