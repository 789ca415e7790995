import { appendFile, mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ignoreRules } from '../disk/ignore-rules.ts';
import { watchBudget } from './budget.ts';
import { watch, type Watch, type WatchTrouble } from './chokidar-watch.ts';

const open: Watch[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

interface Heard {
  watch: Watch;
  hints: Map<string, string>;
  troubles: WatchTrouble[];
  hears(...paths: string[]): Promise<void>;
}

async function temp(files: string[] = []): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'watch-')));
  for (const file of files) {
    await mkdir(join(root, file, '..'), { recursive: true });
    await writeFile(join(root, file), 'x');
  }
  return root;
}

async function listen(root: string, limit = 1_000, patterns: string[] = []): Promise<Heard> {
  const budget = watchBudget(async () => limit);
  await budget.refresh();
  const rules = ignoreRules(patterns);
  const hints = new Map<string, string>();
  const troubles: WatchTrouble[] = [];
  const one = await watch({
    root,
    budget,
    ignored: (path) => rules.byPath(path) !== null,
    onDirty: (path, hint) => hints.set(path, hint),
    onTrouble: (trouble) => troubles.push(trouble),
  });
  open.push(one);
  return {
    watch: one,
    hints,
    troubles,
    async hears(...paths) {
      await expect.poll(() => [...hints.keys()], { interval: 5 }).toEqual(expect.arrayContaining(paths));
    },
  };
}

test('a file made, written, renamed, moved and removed is hinted at each time, wherever it lies', async () => {
  const root = await temp(['a/deep/er/1.jpg', 'b/2.jpg']);
  const heard = await listen(root);
  await writeFile(join(root, 'a/deep/er/new.jpg'), 'x');
  await heard.hears('a/deep/er/new.jpg');
  await appendFile(join(root, 'b/2.jpg'), 'more');
  await heard.hears('b/2.jpg');
  await rename(join(root, 'a/deep/er/1.jpg'), join(root, 'b/one.jpg'));
  await heard.hears('a/deep/er/1.jpg', 'b/one.jpg');
  heard.hints.clear();
  await rm(join(root, 'b/one.jpg'));
  await heard.hears('b/one.jpg');
  expect(heard.troubles).toEqual([]);
});

test('what was there before is no news', async () => {
  const heard = await listen(await temp(['a/1.jpg', 'b/2.jpg']));
  expect([...heard.hints]).toEqual([]);
});

test('a folder made or moved in is hinted at, and its inside is watched from then on', async () => {
  const root = await temp(['a/1.jpg']);
  const outside = await temp(['deep/er/2.jpg']);
  const heard = await listen(root);
  await rename(outside, join(root, 'moved'));
  await heard.hears('moved', 'moved/deep', 'moved/deep/er');
  expect(heard.hints.get('moved')).toBe('appeared');
  await writeFile(join(root, 'moved/deep/er/3.jpg'), 'x');
  await heard.hears('moved/deep/er/3.jpg');
});

test('one folder costs one handle, files cost none, and a removed folder gives its handle back', async () => {
  const files = Array.from({ length: 200 }, (_, index) => `d${index % 10}/${index}.jpg`);
  const root = await temp(files);
  const heard = await listen(root);
  expect(heard.watch.folders()).toBe(process.platform === 'linux' ? 11 : 1);
  if (process.platform !== 'linux') return;
  await rm(join(root, 'd3'), { recursive: true });
  await heard.hears('d3');
  await expect.poll(() => heard.watch.folders()).toBe(10);
});

test('junk is neither watched nor hinted at', async () => {
  const root = await temp(['a/1.jpg', '.git/x/y', '@eaDir/z.jpg']);
  const heard = await listen(root, 1_000, ['Screenshots']);
  expect(heard.watch.folders()).toBeLessThanOrEqual(2);
  await writeFile(join(root, '.git/x/new'), 'x');
  await writeFile(join(root, '@eaDir/new.jpg'), 'x');
  await writeFile(join(root, 'a/.hidden.jpg'), 'x');
  await mkdir(join(root, 'a/Screenshots'));
  await writeFile(join(root, 'a/seen.jpg'), 'x');
  await heard.hears('a/seen.jpg');
  expect([...heard.hints.keys()]).toEqual(['a/seen.jpg']);
});

test('a folder that is named like a file is watched when it was there, and after it was pointed out', async () => {
  const root = await temp(['old.jpg/1.jpg']);
  const heard = await listen(root);
  await writeFile(join(root, 'old.jpg/2.jpg'), 'x');
  await heard.hears('old.jpg/2.jpg');
  await mkdir(join(root, 'new.jpg'));
  await heard.hears('new.jpg');
  heard.watch.include('new.jpg');
  await expect
    .poll(async () => {
      await writeFile(join(root, 'new.jpg/3.jpg'), 'x');
      return heard.hints.has('new.jpg/3.jpg');
    })
    .toBe(true);
});

test.runIf(process.platform === 'linux')('links are not followed into other places', async () => {
  const outside = await temp(['2.jpg']);
  const root = await temp(['a/1.jpg']);
  await symlink(outside, join(root, 'link'));
  await symlink(root, join(root, 'a', 'loop'));
  const heard = await listen(root);
  expect(heard.watch.folders()).toBe(2);
  await writeFile(join(outside, '3.jpg'), 'x');
  await writeFile(join(root, 'a/4.jpg'), 'x');
  await heard.hears('a/4.jpg');
  expect([...heard.hints.keys()]).toEqual(['a/4.jpg']);
});

test.runIf(process.platform === 'linux')(
  'more folders than the system grants: trouble «limit», and all handles are given back at the end',
  async () => {
    const root = await temp(Array.from({ length: 30 }, (_, index) => `d${index}/1.jpg`));
    const budget = watchBudget(async () => 20);
    await budget.refresh();
    const troubles: WatchTrouble[] = [];
    const one = await watch({
      root,
      budget,
      ignored: () => false,
      onDirty: () => {},
      onTrouble: (trouble) => troubles.push(trouble),
    });
    expect(troubles).toEqual([{ kind: 'limit' }]);
    expect(one.folders()).toBeLessThanOrEqual(18);
    expect(budget.holds(18)).toBe(false);
    await one.close();
    expect(budget.holds(18)).toBe(true);
  },
);

test('names with spaces, Cyrillic, emoji and a line break are hinted at as they are', async () => {
  const root = await temp(['a b/1.jpg']);
  const heard = await listen(root);
  const names =
    process.platform === 'win32'
      ? ['a b/море 🌊.jpg']
      : ['a b/море 🌊.jpg', 'a b/line\nbreak.jpg', 'a b/Мои\u0306.jpg'];
  for (const name of names) await writeFile(join(root, name), 'x');
  await heard.hears(...names);
  expect(heard.troubles).toEqual([]);
});

test('after closing nothing more is heard', async () => {
  const root = await temp(['a/1.jpg']);
  const heard = await listen(root);
  await heard.watch.close();
  await writeFile(join(root, 'a/2.jpg'), 'x');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([...heard.hints]).toEqual([]);
});
