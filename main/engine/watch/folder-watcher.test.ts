// A watched folder: what its events and its scans bring, and how its watching pauses, fails and ends.
import { appendFile, link, mkdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watchBudget } from './budget.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { memoryWatchStore } from '../testing/memory-watch-store.ts';
import { folderOf, quickTimers, watchingsOfTests } from '../testing/watched-folder.ts';

const start = watchingsOfTests();

test('a folder is scanned at the start, and from then on followed by its events', async () => {
  const root = await folderOf(['a/1.jpg', 'b/2.jpg']);
  const started = start(root);
  expect(await started.watching.scanNow()).toMatchObject({ kind: 'complete', files: 2, missing: 0 });
  expect(started.store.healths.map((one) => one.health)).toEqual(['starting', 'live']);
  expect(started.store.scans.length).toBe(1);
  const scans = started.store.scans.length;
  await writeFile(join(root, 'a/new.jpg'), 'x');
  await started.knows('a/1.jpg', 'a/new.jpg', 'b/2.jpg');
  await rm(join(root, 'b/2.jpg'));
  await started.knows('a/1.jpg', 'a/new.jpg');
  expect(started.store.scans.length).toBe(scans);
  expect(started.store.files.get('a/new.jpg')?.touched).toBe(true);
  expect(started.store.files.get('a/1.jpg')?.touched).toBe(false);
});

test('renames and moves keep the inode, so that the table can recognise the file; case-only ones too', async () => {
  const root = await folderOf(['a/1.jpg', 'b/2.jpg']);
  const started = start(root);
  await started.watching.scanNow();
  const inode = started.store.files.get('a/1.jpg')?.entry.inode;
  await rename(join(root, 'a/1.jpg'), join(root, 'b/one.jpg'));
  await started.knows('b/2.jpg', 'b/one.jpg');
  await rename(join(root, 'b/one.jpg'), join(root, 'b/ONE.JPG'));
  await started.knows('b/2.jpg', 'b/ONE.JPG');
  expect(started.store.files.get('b/ONE.JPG')?.entry.inode).toBe(inode);
});

test('a file edited in place, and one replaced by rename, come again with what is different', async () => {
  const root = await folderOf(['1.jpg', '2.jpg']);
  const started = start(root);
  await started.watching.scanNow();
  const before = started.store.files.get('2.jpg')?.entry.inode;
  await appendFile(join(root, '1.jpg'), 'more');
  await expect.poll(() => started.store.files.get('1.jpg')?.entry.sizeBytes).toBe('1.jpgmore'.length);
  const at = (await stat(join(root, '2.jpg'))).mtime;
  await writeFile(join(root, '.writing'), '2.JPG');
  await utimes(join(root, '.writing'), at, at);
  await rename(join(root, '.writing'), join(root, '2.jpg'));
  await expect.poll(() => started.store.files.get('2.jpg')?.entry.inode).not.toBe(before);
});

test('a file deleted and restored is there again; hard links are two files with one inode', async () => {
  const root = await folderOf(['1.jpg', '2.jpg']);
  const started = start(root);
  await started.watching.scanNow();
  await rename(join(root, '1.jpg'), join(root, '..', 'away.jpg'));
  await started.knows('2.jpg');
  await rename(join(root, '..', 'away.jpg'), join(root, '1.jpg'));
  await started.knows('1.jpg', '2.jpg');
  await link(join(root, '1.jpg'), join(root, 'twin.jpg'));
  await started.knows('1.jpg', '2.jpg', 'twin.jpg');
  const inodes = ['1.jpg', 'twin.jpg'].map((path) => started.store.files.get(path)?.entry.inode);
  expect(inodes[0]).toBe(inodes[1]);
});

test('a folder of 10,000 files moved in is found whole, and moved out is missed whole', async () => {
  const outside = await folderOf();
  for (let folder = 0; folder < 100; folder++) {
    await mkdir(join(outside, `d${folder}`));
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => writeFile(join(outside, `d${folder}`, `${index}.jpg`), '')),
    );
  }
  const root = await folderOf(['1.jpg']);
  const started = start(root);
  await started.watching.scanNow();
  await rename(outside, join(root, 'moved'));
  await expect.poll(() => started.store.present().length).toBe(10_001);
  await writeFile(join(root, 'moved/d99/late.jpg'), 'x');
  await expect.poll(() => started.store.present().length).toBe(10_002);
  await rename(join(root, 'moved'), `${outside}-again`);
  await started.knows('1.jpg');
});

test('thousands of events do not cause as many checks: above a bound one scan, and the result is right', async () => {
  const root = await folderOf(['keep.jpg']);
  const started = start(root, { timers: { ...quickTimers, coalesceMs: 50, paths: 100, events: 500, rescanGapMs: 50 } });
  await started.watching.scanNow();
  for (let round = 0; round < 5; round++) {
    await Promise.all(Array.from({ length: 400 }, (_, index) => writeFile(join(root, `${index}.jpg`), String(round))));
    await Promise.all(Array.from({ length: 400 }, (_, index) => rm(join(root, `${index}.jpg`))));
  }
  await writeFile(join(root, 'last.jpg'), 'x');
  await started.knows('keep.jpg', 'last.jpg');
  expect(started.store.scans.length).toBeGreaterThan(1);
  expect(started.store.scans.length).toBeLessThan(40);
});

test('a folder deleted and created again at once is scanned as a whole', async () => {
  const root = await folderOf(['a/1.jpg', 'a/2.jpg']);
  const started = start(root);
  await started.watching.scanNow();
  await rm(join(root, 'a'), { recursive: true });
  await mkdir(join(root, 'a'));
  await writeFile(join(root, 'a/3.jpg'), 'x');
  await started.knows('a/3.jpg');
  await writeFile(join(root, 'a/4.jpg'), 'x');
  await started.knows('a/3.jpg', 'a/4.jpg');
});

test('a scan tells what went missing while nothing ran', async () => {
  const root = await folderOf(['a/1.jpg', '2.jpg', '3.jpg']);
  const started = start(root, { live: false });
  await started.watching.scanNow();
  await rm(join(root, '2.jpg'));
  expect(await started.watching.scanNow()).toMatchObject({ kind: 'complete', missing: 1 });
  expect(started.store.missing()).toEqual(['2.jpg']);
});

test('paused, a folder has no events and no timers; resumed, what happened meanwhile is found', async () => {
  const root = await folderOf(['1.jpg']);
  const clock = fakeClock({ startMs: Date.now() });
  const started = start(root, { clock });
  await started.watching.scanNow();
  await started.watching.pause();
  expect([started.health(), clock.waiting()]).toEqual(['paused', 0]);
  await writeFile(join(root, '2.jpg'), 'x');
  expect(await started.watching.scanNow()).toEqual({ kind: 'aborted' });
  started.watching.resume();
  await started.knows('1.jpg', '2.jpg');
  await expect.poll(started.health).toBe('live');
});

test('closing in the middle of a scan ends it, answers all who wait for it, and leaves nothing behind', async () => {
  const root = await folderOf(Array.from({ length: 300 }, (_, index) => `d${index % 20}/${index}.jpg`));
  const clock = fakeClock({ startMs: Date.now() });
  const budget = watchBudget(async () => 100);
  const started = start(root, { clock, budget });
  const answer = started.watching.scanNow();
  await started.watching.close();
  expect(await answer).toEqual({ kind: 'aborted' });
  expect(clock.waiting()).toBe(0);
  await budget.refresh();
  expect(budget.holds(90)).toBe(true);
  expect(started.store.scans).toEqual([]);
  await started.watching.close();
});

test('a store that throws closes its folder and reports the failure; no scan waits for ever', async () => {
  const root = await folderOf(['1.jpg']);
  const store = memoryWatchStore();
  store.compare = () => {
    throw Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' });
  };
  const clock = fakeClock({ startMs: Date.now() });
  const started = start(root, { clock }, store);
  expect(await started.watching.scanNow()).toEqual({ kind: 'aborted' });
  await expect.poll(() => started.failures.length).toBe(1);
  expect(await started.watching.scanNow()).toEqual({ kind: 'aborted' });
  await started.watching.close();
  expect(clock.waiting()).toBe(0);
});

test('the person’s patterns hold for scans and for events', async () => {
  const root = await folderOf(['a/1.jpg', 'Screenshots/2.png']);
  const started = start(root, { patterns: ['Screenshots', '*_edited.*'] });
  await started.watching.scanNow();
  await writeFile(join(root, 'Screenshots/3.png'), 'x');
  await writeFile(join(root, 'a/1_edited.jpg'), 'x');
  await writeFile(join(root, 'a/4.jpg'), 'x');
  await started.knows('a/1.jpg', 'a/4.jpg');
});

test('starting again changes no entry of what did not change', async () => {
  const root = await folderOf(['a/1.jpg', 'b/2.jpg']);
  const first = start(root, { live: false });
  await first.watching.scanNow();
  const before = new Map([...first.store.files].map(([path, file]) => [path, file.entry]));
  await first.watching.close();
  const second = start(root, { live: false }, first.store);
  await second.watching.scanNow();
  expect(new Map([...second.store.files].map(([path, file]) => [path, file.entry]))).toEqual(before);
});

test('a folder counts as looked through after a whole scan, but not while an event waits', async () => {
  const root = await folderOf(['1.jpg']);
  const clock = fakeClock({ startMs: Date.now() });
  const started = start(root, { clock });
  const { watching } = started;
  expect(watching.isLookedThrough()).toBe(false);
  await watching.scanNow();
  expect(watching.isLookedThrough()).toBe(true);
  await writeFile(join(root, '2.jpg'), 'x');
  // The event is here, and its look waits for more of them.
  await expect.poll(() => watching.isLookedThrough()).toBe(false);
  await clock.advance(1_000);
  await started.knows('1.jpg', '2.jpg');
  await expect.poll(() => watching.isLookedThrough()).toBe(true);
});

test('a folder does not count as looked through after a scan that was aborted or failed', async () => {
  const root = await folderOf(Array.from({ length: 40 }, (_, index) => `d${index}/1.jpg`));
  const store = memoryWatchStore();
  const paused = start(root, { live: false }, store);
  const scan = paused.watching.scanNow();
  await paused.watching.pause();
  expect(await scan).toEqual({ kind: 'aborted' });
  paused.watching.resume();
  expect(paused.watching.isLookedThrough()).toBe(false);
  await paused.watching.scanNow();
  expect(paused.watching.isLookedThrough()).toBe(true);

  const broken = memoryWatchStore();
  broken.finishScan = () => {
    throw new Error('a bug');
  };
  const failing = start(root, { live: false }, broken);
  await failing.watching.scanNow();
  expect(failing.watching.isLookedThrough()).toBe(false);
  expect(failing.failures).toHaveLength(1);
});
