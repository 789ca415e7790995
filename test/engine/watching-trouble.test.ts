// What the watcher misses or suffers is made good by a scan: lost events, its own errors, and a computer that slept.
import { mkdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FSWatcher } from 'chokidar';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderOf, watchingsOfTests } from '../../main/engine/testing/watched-folder.ts';

const start = watchingsOfTests();

/** The watchers that are at work, so that a test can be the system that lets one down. */
const watchers = new Set<FSWatcher>();
const { add, close } = FSWatcher.prototype;
beforeEach(() => {
  watchers.clear();
  FSWatcher.prototype.add = function (...args: Parameters<typeof add>) {
    watchers.add(this);
    return add.apply(this, args);
  };
  FSWatcher.prototype.close = function () {
    watchers.delete(this);
    return close.apply(this);
  };
});
afterEach(() => {
  FSWatcher.prototype.add = add;
  FSWatcher.prototype.close = close;
});
const letDown = (code: string): void => {
  for (const one of watchers) one.emit('error', Object.assign(new Error(code), { code }));
};

test.runIf(process.platform === 'linux')(
  'more events at one moment than the system keeps: what it dropped is found',
  async () => {
    const root = await folderOf(['keep.jpg']);
    const started = start(root);
    await started.watching.scanNow();
    const scans = started.store.scans.length;
    // Nobody reads the queue meanwhile; it holds 16,384 by default, and each file is two of them.
    for (let folder = 0; folder < 20; folder += 1) {
      mkdirSync(join(root, `d${folder}`));
      for (let file = 0; file < 300; file += 1) writeFileSync(join(root, `d${folder}`, `${file}.jpg`), 'x');
    }
    for (let file = 0; file < 12_000; file += 1) writeFileSync(join(root, `${file}.jpg`), 'x');
    await expect.poll(() => started.store.present().length, { timeout: 90_000 }).toBe(18_001);
    expect(started.store.scans.length - scans).toBeLessThan(40);
    await writeFile(join(root, 'd19/last.jpg'), 'x');
    await expect.poll(() => started.store.present().length).toBe(18_002);
  },
  180_000,
);

/**
 * Its own, no more watches for the moment, no more watchers: where the system goes on refusing is shown in
 * watching-on-timers.test.ts.
 */
test.each(['EIO', 'ENOSPC', 'EMFILE'])(
  'after an error of the watcher (%s) the folder is scanned and watched anew',
  async (code) => {
    const root = await folderOf(['a/1.jpg']);
    const started = start(root);
    await started.watching.scanNow();
    const scans = started.store.scans.length;
    const [former] = watchers;
    letDown(code);
    // Nothing hears this but the scan.
    writeFileSync(join(root, 'a/2.jpg'), 'x');
    await started.knows('a/1.jpg', 'a/2.jpg');
    // The former one may still have told of it before it was gone.
    await expect.poll(() => started.store.scans.length).toBeGreaterThan(scans);
    await expect.poll(started.health).toBe('live');
    expect(watchers.size).toBe(1);
    expect(watchers.has(former as FSWatcher)).toBe(false);
    const after = started.store.scans.length;
    await writeFile(join(root, 'a/3.jpg'), 'x');
    await started.knows('a/1.jpg', 'a/2.jpg', 'a/3.jpg');
    expect(started.store.scans.length).toBe(after);
  },
);
