import { execFileSync } from 'node:child_process';
import { appendFile, link, mkdir, mkdtemp, realpath, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Log } from './ports.ts';
import { judgeFileSystem } from './steps/scan-file-system.ts';
import { watchBudget } from './steps/watch-budget.ts';
import { systemClock } from './system-clock.ts';
import { fakeClock } from './testing/fake-clock.ts';
import { memoryWatchStore, type MemoryWatchStore } from './testing/memory-watch-store.ts';
import { openWatching, type Watching, type WatchingOptions } from './watching.ts';

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
const open: Watching[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function temp(files: string[] = []): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'watching-')));
  for (const file of files) {
    await mkdir(join(root, file, '..'), { recursive: true });
    await writeFile(join(root, file), file);
  }
  return root;
}

interface Started {
  store: MemoryWatchStore;
  watching: Watching;
  failures: unknown[];
  /** Waits until exactly these files are known to be there. */
  knows(...paths: string[]): Promise<void>;
  health(): string | undefined;
}

const quick = { coalesceMs: 10, rescanGapMs: 20, absentLookMs: 20, rootLookMs: 50 };

function start(root: string, over: Partial<WatchingOptions> = {}, store = memoryWatchStore()): Started {
  const failures: unknown[] = [];
  const watching = openWatching({
    folderId: 1,
    root,
    patterns: [],
    store,
    budget: watchBudget(async () => 100_000),
    clock: systemClock,
    log: silent,
    live: true,
    onFailure: (error) => failures.push(error),
    timers: quick,
    ...over,
  });
  open.push(watching);
  return {
    store,
    watching,
    failures,
    knows: (...paths) =>
      expect.poll(() => store.present(), { timeout: 15_000, interval: 5 }).toEqual([...paths].sort()),
    health: () => store.healths.at(-1)?.health,
  };
}

test('a folder is scanned at the start, and from then on followed by its events', async () => {
  const root = await temp(['a/1.jpg', 'b/2.jpg']);
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
  const root = await temp(['a/1.jpg', 'b/2.jpg']);
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
  const root = await temp(['1.jpg', '2.jpg']);
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
  const root = await temp(['1.jpg', '2.jpg']);
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
  const outside = await temp();
  for (let folder = 0; folder < 100; folder++) {
    await mkdir(join(outside, `d${folder}`));
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => writeFile(join(outside, `d${folder}`, `${index}.jpg`), '')),
    );
  }
  const root = await temp(['1.jpg']);
  const started = start(root);
  await started.watching.scanNow();
  await rename(outside, join(root, 'moved'));
  await expect.poll(() => started.store.present().length, { timeout: 20_000 }).toBe(10_001);
  await writeFile(join(root, 'moved/d99/late.jpg'), 'x');
  await expect.poll(() => started.store.present().length, { timeout: 20_000 }).toBe(10_002);
  await rename(join(root, 'moved'), `${outside}-again`);
  await started.knows('1.jpg');
}, 60_000);

test('thousands of events do not cause as many looks: above a bound one scan, and the end is right', async () => {
  const root = await temp(['keep.jpg']);
  const started = start(root, { timers: { ...quick, coalesceMs: 50, paths: 100, events: 500, rescanGapMs: 50 } });
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

test('a folder deleted and made anew at once is looked at whole', async () => {
  const root = await temp(['a/1.jpg', 'a/2.jpg']);
  const started = start(root);
  await started.watching.scanNow();
  await rm(join(root, 'a'), { recursive: true });
  await mkdir(join(root, 'a'));
  await writeFile(join(root, 'a/3.jpg'), 'x');
  await started.knows('a/3.jpg');
  await writeFile(join(root, 'a/4.jpg'), 'x');
  await started.knows('a/3.jpg', 'a/4.jpg');
});

test('a root that goes away freezes its folder: nothing is missing; when it is back, everything goes on', async () => {
  const root = await temp(['a/1.jpg', '2.jpg']);
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
  const root = await temp(['a/1.jpg', '2.jpg']);
  const started = start(root);
  await started.watching.scanNow();
  await rm(root, { recursive: true });
  await expect.poll(started.health).toBe('absent');
  expect(started.store.present()).toContain('a/1.jpg');
});

test('a root emptied, or replaced by an empty folder, is an unplugged drive until proven otherwise', async () => {
  const root = await temp(['a/1.jpg', '2.jpg']);
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
  const root = await temp(['a/1.jpg', '2.jpg']);
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
  const root = await temp(['a/1.jpg', '2.jpg']);
  const started = start(root, { live: false });
  await started.watching.scanNow();
  const copy = await temp(['a/1.jpg', '2.jpg', 'new.jpg']);
  await rename(root, `${root}-away`);
  await rename(copy, root);
  expect(await started.watching.scanNow()).toMatchObject({ kind: 'complete', files: 3, missing: 0 });
});

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'a drive unmounted and mounted again, with other numbers',
  async (context) => {
    const root = await temp();
    const drive = await temp(['a/1.jpg', '2.jpg']);
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

test('a scan tells what went missing while nothing ran', async () => {
  const root = await temp(['a/1.jpg', '2.jpg', '3.jpg']);
  const started = start(root, { live: false });
  await started.watching.scanNow();
  await rm(join(root, '2.jpg'));
  expect(await started.watching.scanNow()).toMatchObject({ kind: 'complete', missing: 1 });
  expect(started.store.missing()).toEqual(['2.jpg']);
});

test('no such folder and a file where a folder is meant end in an answer and a health', async () => {
  const root = await temp(['file.jpg']);
  const nothing = start(join(root, 'none'), { live: false });
  expect(await nothing.watching.scanNow()).toEqual({ kind: 'absent' });
  expect(nothing.health()).toBe('absent');
  const file = start(join(root, 'file.jpg'), { live: false });
  expect(await file.watching.scanNow()).toEqual({ kind: 'not_a_folder' });
  expect(file.health()).toBe('unreadable');
});

test('where the watch limit does not suffice the folder is scanned every five minutes, with the line that lifts it', async () => {
  const root = await temp(Array.from({ length: 30 }, (_, index) => `d${index}/1.jpg`));
  let limit = 20;
  const clock = fakeClock({ startMs: Date.now() });
  const started = start(root, { budget: watchBudget(async () => limit), clock, timers: {} });
  if (process.platform !== 'linux') limit = 0;
  expect(await started.watching.scanNow()).toMatchObject({ kind: 'complete', files: 30 });
  expect(started.store.healths.at(-1)).toEqual({
    health: 'scanned',
    scanEveryMs: 300_000,
    remedy: 'sudo sysctl fs.inotify.max_user_watches=524288',
  });
  await writeFile(join(root, 'd3/new.jpg'), 'x');
  await clock.advance(300_000);
  await expect.poll(() => started.store.present()).toContain('d3/new.jpg');
  // Lifted: the next scan watches.
  limit = 1_000;
  await started.watching.scanNow();
  expect(started.health()).toBe('live');
});

test('a network disk is scanned every five minutes and costs no watch', async () => {
  const root = await temp(['1.jpg']);
  const clock = fakeClock({ startMs: Date.now() });
  const budget = watchBudget(async () => 10);
  const started = start(root, { clock, budget, timers: {}, fileSystem: async () => judgeFileSystem('nfs4') });
  await started.watching.scanNow();
  expect(started.store.healths.at(-1)).toEqual({ health: 'scanned', scanEveryMs: 300_000, remedy: null });
  await budget.refresh();
  expect(budget.holds(9)).toBe(true);
  const scans = started.store.scans.length;
  await clock.advance(299_000);
  expect(started.store.scans.length).toBe(scans);
  await clock.advance(1_000);
  await expect.poll(() => started.store.scans.length).toBe(scans + 1);
});

test('a watched folder is scanned every hour all the same', async () => {
  const root = await temp(['1.jpg']);
  const clock = fakeClock({ startMs: Date.now() });
  const started = start(root, { clock, timers: { rootLookMs: 1e9 } });
  await started.watching.scanNow();
  const scans = started.store.scans.length;
  await clock.advance(3_599_000);
  expect(started.store.scans.length).toBe(scans);
  await clock.advance(1_000);
  await expect.poll(() => started.store.scans.length).toBe(scans + 1);
});

test('on a disk that makes its inodes up they are told as 0', async () => {
  const root = await temp(['1.jpg']);
  const started = start(root, { live: false, fileSystem: async () => judgeFileSystem('exfat') });
  await started.watching.scanNow();
  expect(started.store.files.get('1.jpg')?.entry.inode).toBe(0n);
});

test('paused: nothing is heard and no timer runs; resumed: what happened meanwhile is found', async () => {
  const root = await temp(['1.jpg']);
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

test('closing in the middle of a scan ends it, answers whoever waited, and leaves nothing behind', async () => {
  const root = await temp(Array.from({ length: 300 }, (_, index) => `d${index % 20}/${index}.jpg`));
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

test('a store that throws closes its folder and says so; nobody waits for ever', async () => {
  const root = await temp(['1.jpg']);
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
  const root = await temp(['a/1.jpg', 'Screenshots/2.png']);
  const started = start(root, { patterns: ['Screenshots', '*_edited.*'] });
  await started.watching.scanNow();
  await writeFile(join(root, 'Screenshots/3.png'), 'x');
  await writeFile(join(root, 'a/1_edited.jpg'), 'x');
  await writeFile(join(root, 'a/4.jpg'), 'x');
  await started.knows('a/1.jpg', 'a/4.jpg');
});

test('starting again changes no entry of what did not change', async () => {
  const root = await temp(['a/1.jpg', 'b/2.jpg']);
  const first = start(root, { live: false });
  await first.watching.scanNow();
  const before = new Map([...first.store.files].map(([path, file]) => [path, file.entry]));
  await first.watching.close();
  const second = start(root, { live: false }, first.store);
  await second.watching.scanNow();
  expect(new Map([...second.store.files].map(([path, file]) => [path, file.entry]))).toEqual(before);
});
