// Folders that are walked on a timer: where watching does not suffice, where it is not tried, and once an hour all the
// same.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { classifyFileSystem } from '../../main/engine/disk/file-system.ts';
import { watchBudget } from '../../main/engine/watch/budget.ts';
import { fakeClock } from '../../main/engine/testing/fake-clock.ts';
import { folderOf, watchingsOfTests } from '../../main/engine/testing/watched-folder.ts';

const start = watchingsOfTests();

test('where the watch limit does not suffice the folder is scanned every five minutes, with the line that lifts it', async () => {
  const root = await folderOf(Array.from({ length: 30 }, (_, index) => `d${index}/1.jpg`));
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
  const root = await folderOf(['1.jpg']);
  const clock = fakeClock({ startMs: Date.now() });
  const budget = watchBudget(async () => 10);
  const started = start(root, { clock, budget, timers: {}, fileSystem: async () => classifyFileSystem('nfs4') });
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
  const root = await folderOf(['1.jpg']);
  const clock = fakeClock({ startMs: Date.now() });
  const started = start(root, { clock, timers: { rootProbeMs: 1e9 } });
  await started.watching.scanNow();
  const scans = started.store.scans.length;
  await clock.advance(3_599_000);
  expect(started.store.scans.length).toBe(scans);
  await clock.advance(1_000);
  await expect.poll(() => started.store.scans.length).toBe(scans + 1);
});

test('on a disk that makes its inodes up they are told as 0', async () => {
  const root = await folderOf(['1.jpg']);
  const started = start(root, { live: false, fileSystem: async () => classifyFileSystem('exfat') });
  await started.watching.scanNow();
  expect(started.store.files.get('1.jpg')?.entry.inode).toBe(0n);
});
