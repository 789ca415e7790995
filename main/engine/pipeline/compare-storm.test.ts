import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { defaultRules } from '../../../shared/library/folder-rules.ts';
import { tablesOf } from '../db/tables.ts';
import { openLibrary } from '../db/storage/open.ts';
import { defaultPolicy } from '../sending/retry-policy.ts';
import { fillLibrary } from '../testing/fill-library.ts';
import { fixtureOfEachTest } from '../testing/fixture-of-each-test.ts';

const fixture = fixtureOfEachTest();

/** Photos of the person's own, after a restore: none is compared yet. */
function fill(files: number): void {
  const opened = openLibrary(fixture.dataFolder);
  if (opened.kind !== 'open') throw new Error(opened.kind);
  const tables = tablesOf(opened.db, () => Date.now());
  const albumId = tables.albums.personal();
  const target = { kind: 'personal', albumId } as const;
  const folderId = tables.folders.add({ kind: 'dropped', path: null, title: '', target, rules: defaultRules });
  fillLibrary(opened.db, { folderId, albumId, files, waiting: 1, newestMs: Date.now() });
  opened.db.prepare('UPDATE albums SET compare_since_ms = 1').run();
  opened.close();
}

test('a service in trouble is not asked for its list again for every hundred photos to compare', async () => {
  fill(3_000);
  fixture.emulator.fail({ method: 'photos.getPhotos', code: 2, times: null, probability: 1, skip: 0 });
  // Nothing else asks within the test, however busy the machine is.
  const hour = 3_600_000;
  await fixture.started({
    policy: { ...defaultPolicy, firstWaitMs: hour, breakerRestFirstMs: hour, breakerRestLongestMs: hour },
  });
  const asked = (): number =>
    fixture.emulator.ledger().calls.filter((call) => call.method === 'photos.getPhotos').length;
  await expect.poll(asked).toBeGreaterThan(2);
  await sleep(500);
  expect(asked()).toBeLessThan(5);
});
