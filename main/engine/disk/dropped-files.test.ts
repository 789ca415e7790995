import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { photoBytes } from '../../../test/fixtures/make-photos.ts';
import { expandDrop } from './dropped-files.ts';

async function temp(files: string[]): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'drop-')));
  for (const file of files) {
    await mkdir(join(root, file, '..'), { recursive: true });
    await writeFile(join(root, file), file);
  }
  return root;
}

test('files and whole trees become files; from trees only what counts as a photo', async () => {
  const root = await temp([
    'one.jpg',
    'notes.txt',
    'tree/a.jpg',
    'tree/deep/b.heic',
    'tree/deep/c.mov',
    'tree/noname',
    'tree/.hidden.jpg',
  ]);
  const drop = await expandDrop([join(root, 'one.jpg'), join(root, 'notes.txt'), join(root, 'tree')]);
  expect(drop.files.map((file) => file.path).sort()).toEqual(
    ['one.jpg', 'tree/a.jpg', 'tree/deep/b.heic'].map((path) => join(root, path)),
  );
  expect(drop.folders).toBe(2);
  expect(drop.refused).toEqual(
    expect.arrayContaining([
      { path: join(root, 'notes.txt'), code: 'not_a_photo' },
      { path: join(root, 'tree/deep/c.mov'), code: 'not_a_photo' },
      { path: join(root, 'tree/noname'), code: 'not_a_photo' },
      { path: join(root, 'tree/.hidden.jpg'), code: 'ignored' },
    ]),
  );
  expect(drop.refused.length).toBe(4);
  expect(drop.files.find((file) => file.path === join(root, 'one.jpg'))?.sizeBytes).toBe(7);
});

test('a picture under another name is refused with its folder, and taken when dropped by itself', async () => {
  const root = await temp(['tree/a.jpg']);
  const hidden = [
    'tree/scan.dat',
    'tree/IMG_7',
    'tree/IMG_8.jpg.3',
    'tree/IMG_9 (conflicted copy 2024-05-01 101500).png',
  ];
  const bytes = await photoBytes({ format: 'png', width: 32, height: 32, grain: 0 });
  for (const path of hidden) await writeFile(join(root, path), bytes);
  const paths = hidden.map((path) => join(root, path)).sort();
  const drop = await expandDrop([join(root, 'tree')]);
  expect(drop.files.map(({ path }) => path)).toEqual([join(root, 'tree/a.jpg')]);
  expect(drop.refused.map(({ path }) => path).sort()).toEqual(paths);
  expect(new Set(drop.refused.map(({ code }) => code))).toEqual(new Set(['unnamed']));
  expect((await expandDrop(paths)).files.map(({ path }) => path).sort()).toEqual(paths);
  const both = await expandDrop([join(root, 'tree'), join(root, 'tree/IMG_7')]);
  expect(both.files.length).toBe(2);
  expect(both.refused.length).toBe(3);
});

test('the same file by two ways comes once', async () => {
  const root = await temp(['tree/a.jpg']);
  await symlink(join(root, 'tree'), join(root, 'link'));
  const drop = await expandDrop([
    join(root, 'tree/a.jpg'),
    join(root, 'tree'),
    join(root, 'link'),
    join(root, 'link/a.jpg'),
    `${join(root, 'tree')}/`,
  ]);
  expect(drop.files.map((file) => file.path)).toEqual([join(root, 'tree/a.jpg')]);
  expect(drop.folders).toBe(1);
});

test('what cannot be taken is refused with its reason, the rest is taken', async () => {
  const root = await temp(['a.jpg']);
  await symlink('nowhere', join(root, 'dangling.jpg'));
  const drop = await expandDrop([
    join(root, 'gone.jpg'),
    join(root, 'a.jpg'),
    join(root, 'dangling.jpg'),
    join(root, 'a.jpg', 'below'),
  ]);
  expect(drop.files).toHaveLength(1);
  expect(drop.refused.map((one) => one.code)).toEqual(['vanished', 'not_a_file', 'vanished']);
});

test.runIf(process.platform === 'linux')(
  'a FIFO is no file and is not opened; a path that the system refuses is unreadable',
  async () => {
    const root = await temp([]);
    execFileSync('mkfifo', [join(root, 'pipe.jpg')]);
    const drop = await expandDrop([join(root, 'pipe.jpg'), join(root, 'x'.repeat(300))]);
    expect(drop.refused.map((one) => one.code)).toEqual(['not_a_file', 'unreadable']);
  },
);

test('five thousand files at once give one result', async () => {
  const root = await temp(Array.from({ length: 500 }, (_, index) => `d/${index}.jpg`));
  const paths = Array.from({ length: 5_000 }, (_, index) => join(root, `d/${index % 500}.jpg`));
  expect((await expandDrop(paths)).files).toHaveLength(500);
});

test('an abort ends it early', async () => {
  const root = await temp(['a.jpg']);
  expect((await expandDrop([join(root, 'a.jpg')], { signal: AbortSignal.abort() })).files).toEqual([]);
});
