// Roots that go away, are emptied or replaced, and come back: absence proves nothing.
import { execFileSync } from 'node:child_process';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, watchingsOfTests } from '../../main/engine/testing/watched-folder.ts';

const start = watchingsOfTests();

test('a root that goes away freezes its folder: nothing is missing; when it is back, everything goes on', async () => {
  const root = await folderOf(['a/1.jpg', '2.jpg']);
  const started = start(root);
  await started.watching.scanNow();
  await rename(root, `${root}-away`);
  await expect.poll(started.health).toBe('absent');
  expect(started.store.missing()).toEqual([]);
  expect(await started.watching.scanNow()).toEqual({ kind: 'absent' });
  await writeFile(join(`${root}-away`, '3.jpg'), 'x');
  await rename(`${root}-away`, root);
  await expect.poll(started.health).toBe('live');
  await started.knows('2.jpg', '3.jpg', 'a/1.jpg');
  await writeFile(join(root, 'a/4.jpg'), 'x');
  await started.knows('2.jpg', '3.jpg', 'a/1.jpg', 'a/4.jpg');
});

test('a root deleted with all its files freezes too: absence proves nothing', async () => {
  const root = await folderOf(['a/1.jpg', '2.jpg']);
  const started = start(root);
  await started.watching.scanNow();
  await rm(root, { recursive: true });
  await expect.poll(started.health).toBe('absent');
  expect(started.store.present()).toContain('a/1.jpg');
});

test('a root emptied, or replaced by an empty folder, is an unplugged drive until proven otherwise', async () => {
  const root = await folderOf(['a/1.jpg', '2.jpg']);
  const started = start(root, { live: false });
  await started.watching.scanNow();
  await rename(root, `${root}-away`);
  await mkdir(root);
  expect(await started.watching.scanNow()).toEqual({ kind: 'absent' });
  await writeFile(join(root, '.Trash-1000'), '');
  expect(await started.watching.scanNow()).toEqual({ kind: 'absent' });
  expect(started.store.present()).toEqual(['2.jpg', 'a/1.jpg']);
});

test('another folder under the same name is not taken for ours: nothing added, nothing missing', async () => {
  const root = await folderOf(['a/1.jpg', '2.jpg']);
  const started = start(root, { live: false });
  await started.watching.scanNow();
  await rename(root, `${root}-away`);
  await mkdir(root);
  await writeFile(join(root, 'foreign.jpg'), 'x');
  expect(await started.watching.scanNow()).toEqual({ kind: 'replaced' });
  expect(started.health()).toBe('absent');
  expect(started.store.present()).toEqual(['2.jpg', 'a/1.jpg']);
});

test('the same library on another drive is recognised by its files', async () => {
  const root = await folderOf(['a/1.jpg', '2.jpg']);
  const started = start(root, { live: false });
  await started.watching.scanNow();
  const copy = await folderOf(['a/1.jpg', '2.jpg', 'new.jpg']);
  await rename(root, `${root}-away`);
  await rename(copy, root);
  expect(await started.watching.scanNow()).toMatchObject({ kind: 'complete', files: 3, missing: 0 });
});

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'a drive unmounted and mounted again, with other numbers',
  async (context) => {
    const root = await folderOf();
    const drive = await folderOf(['a/1.jpg', '2.jpg']);
    const mount = (): Buffer => execFileSync('mount', ['--bind', drive, root], { stdio: 'pipe' });
    try {
      mount();
    } catch {
      return context.skip();
    }
    try {
      const started = start(root);
      expect(await started.watching.scanNow()).toMatchObject({ kind: 'complete', files: 2 });
      await started.watching.pause();
      execFileSync('umount', [root]);
      started.watching.resume();
      await expect.poll(started.health).toBe('absent');
      expect(started.store.missing()).toEqual([]);
      mount();
      await expect.poll(started.health).toBe('live');
      await started.knows('2.jpg', 'a/1.jpg');
      await started.watching.close();
    } finally {
      execFileSync('umount', [root]);
    }
  },
);

test('no such folder and a file where a folder is meant end in an answer and a health', async () => {
  const root = await folderOf(['file.jpg']);
  const nothing = start(join(root, 'none'), { live: false });
  expect(await nothing.watching.scanNow()).toEqual({ kind: 'absent' });
  expect(nothing.health()).toBe('absent');
  const file = start(join(root, 'file.jpg'), { live: false });
  expect(await file.watching.scanNow()).toEqual({ kind: 'not_a_folder' });
  expect(file.health()).toBe('unreadable');
});
