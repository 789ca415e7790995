// `kill -9` with a photo in each state on its way: the next run brings every photo to the service exactly once.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLibrary } from '../../test/fixtures/make-photos.ts';
import type { FaultOrder } from '../emulator/faults/faults.ts';
import { openForReading } from '../engine/db/storage/open.ts';
import { exitStatus } from './exit-status.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { startCli } from './testing/run-cli.ts';
import { expectOnceEach } from './testing/ledger.ts';

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace();
});
afterEach(() => place.close());

const photos = 8;

/** Each slows the call that would take the photo out of its state. */
const moments: readonly { state: string; fault: FaultOrder }[] = [
  { state: 'queued', fault: { method: 'photosV2.getUploadUrl', times: null, latencyMs: 2_000 } },
  { state: 'reserved', fault: { method: 'upload', times: null, latencyMs: 1_000 } },
  // With bytes on their way, an uploaded photo waits a moment for company before it is committed.
  { state: 'uploaded', fault: { method: 'upload', skip: 2, times: null, latencyMs: 1_000 } },
  // The service carries the commit out although the program that asked is gone.
  { state: 'committing', fault: { method: 'photosV2.commit', times: null, latencyMs: 700 } },
  { state: 'committing', fault: { method: 'photosV2.commit', times: null, cut: 'after-stored' } },
];

test.each(moments)('killed with a photo $state', async ({ state, fault }) => {
  const paths = await makeLibrary(place.folder, photos, { width: 160, height: 120, pictures: 3 });
  place.emulator.fail(fault);
  const running = startCli(['sync', place.folder, '--data', place.data], place.env);
  await until(() => countIn(state) > 0);
  running.child.kill('SIGKILL');
  await running.ended;
  expect(countIn(state)).toBeGreaterThan(0);
  place.emulator.clearFaults();
  // What was under way at the service when the program died ends there by itself.
  await new Promise((resolve) => setTimeout(resolve, fault.latencyMs ?? 0));
  const second = await place.sync();
  expect(second.status).toBe(exitStatus.good);
  expect(second.objects.at(-1)).toMatchObject({ done: photos, held: 0, failed: 0 });
  await expectOnceEach(place.emulator, paths);
  expect(place.emulator.ledger().summary).toMatchObject({ idsCommittedTwice: 0, contentsTwiceInAlbum: 0 });
});

function countIn(state: string): number {
  const db = openForReading(place.data);
  if (db === null) return 0;
  try {
    return (db.prepare('SELECT count(*) AS n FROM placements WHERE state = ?').get(state) as { n: number }).n;
  } finally {
    db.close();
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 3));
}
