import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkHints, outermost } from './check-hints.ts';
import type { Hint } from './chokidar-watch.ts';

async function temp(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'look-'));
  await mkdir(join(root, 'a/b'), { recursive: true });
  await writeFile(join(root, 'a/1.jpg'), 'one');
  return root;
}
const hints = (...paths: string[]): Map<string, Hint> => new Map(paths.map((path) => [path, 'appeared']));

test('files are told as entries, what is not there as gone, folders by their outermost name', async () => {
  const looked = await checkHints(
    await temp(),
    hints('a/1.jpg', 'a/2.jpg', 'gone/deep/3.jpg', 'a', 'a/b', 'a/1.jpg/below'),
    false,
  );
  expect(looked.entries).toMatchObject([{ relativePath: 'a/1.jpg', sizeBytes: 3 }]);
  expect(looked.gone.sort()).toEqual(['a/1.jpg/below', 'a/2.jpg', 'gone/deep/3.jpg']);
  expect(looked.folders).toEqual(['a']);
  expect(looked.unclear).toBe(false);
});

test('a folder that merely changed is not walked', async () => {
  expect((await checkHints(await temp(), new Map([['a', 'changed']]), false)).folders).toEqual([]);
});

test('the root itself is unclear', async () => {
  expect((await checkHints(await temp(), hints(''), false)).unclear).toBe(true);
});

test('a link counts as nothing there, and nothing is seen through it', async () => {
  const root = await temp();
  const outside = await temp();
  await symlink(outside, join(root, 'link'));
  await symlink(join(root, 'a/1.jpg'), join(root, 'twin.jpg'));
  const looked = await checkHints(root, hints('link', 'link/a/1.jpg', 'link/a', 'twin.jpg'), false);
  expect(looked).toMatchObject({ entries: [], folders: [] });
  expect(looked.gone).toHaveLength(4);
});

test('where case does not count, only the name that the folder lists is there', async () => {
  const root = await temp();
  const looked = await checkHints(root, hints('a/1.jpg'), true);
  expect(looked.entries).toHaveLength(1);
  expect((await checkHints(root, hints('a/1.JPG'), true)).gone).toEqual(['a/1.JPG']);
});

test('folders inside others are left to those', () => {
  expect(outermost(['a/b', 'a', 'ab', 'c/d/e', 'c/d'])).toEqual(['a', 'ab', 'c/d']);
});
