import { expect, test } from 'vitest';
import { FailedFolders } from './failed-folders.ts';

test('a folder is opened again later after each failure in a row, at most after a quarter of an hour', () => {
  const failed = new FailedFolders();
  const waits = Array.from({ length: 8 }, () => {
    failed.add(1);
    return failed.waitMs();
  });
  expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 900_000, 900_000, 900_000]);
});

test('the folder with the fewest failures in a row decides the wait; a scan that ended begins the count anew', () => {
  const failed = new FailedFolders();
  failed.add(1);
  failed.add(1);
  failed.add(2);
  expect(failed.waitMs()).toBe(30_000);
  failed.remove(2);
  expect([failed.list(), failed.has(2), failed.waitMs()]).toEqual([[1], false, 60_000]);
  failed.scanned(1);
  failed.add(1);
  expect(failed.waitMs()).toBe(30_000);
});
