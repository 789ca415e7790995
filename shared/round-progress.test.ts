import { expect, test } from 'vitest';
import { noCounts } from './library/shown-state.ts';
import { roundProgress } from './round-progress.ts';
import type { Snapshot } from './snapshot.ts';

const halfway: Snapshot['round'] = {
  photosDone: 76,
  photosTotal: 340,
  bytesDone: 412e6,
  bytesTotal: 1_900e6,
  secondsLeft: 240,
  growing: false,
};
const sending: Parameters<typeof roundProgress>[0] = {
  status: { kind: 'sending' },
  round: halfway,
  counts: noCounts(),
  waits: [],
  lanes: [],
};

test('progress is in bytes when all are known, in photos while some are still being checked', () => {
  expect(roundProgress(sending)).toEqual({
    unit: 'bytes',
    done: halfway.bytesDone,
    inFlight: 0,
    total: halfway.bytesTotal,
  });
  // All that is checked is sent: the bar is not full for that.
  const round = { ...halfway, photosDone: 242, photosTotal: 242, bytesDone: 204e6, bytesTotal: 204e6, growing: true };
  const counts = { ...sending.counts, checking: 258 };
  expect(roundProgress({ ...sending, round, counts })).toEqual({ unit: 'photos', done: 242, inFlight: 0, total: 500 });
  expect(
    roundProgress({ ...sending, round: { ...round, photosTotal: 250 }, counts: { ...counts, waiting: 8 } }),
  ).toMatchObject({
    done: 242,
    total: 508,
  });
});

test('the progress does not wait for photos of a disconnected drive', () => {
  const round = { ...halfway, growing: true };
  const counts = { ...sending.counts, checking: 60 };
  const waits = [{ kind: 'drive_off' as const, folderId: 1, title: 'x', photos: 60, unchecked: 60 }];
  expect(roundProgress({ ...sending, round, counts, waits }).total).toBe(halfway.bytesTotal);
});
