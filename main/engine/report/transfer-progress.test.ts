import { expect, test } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { openTransferProgress } from './transfer-progress.ts';

const lane = {
  fileId: 1,
  name: 'a.jpg',
  folderTitle: 'Dacha',
  albumTitle: null,
  step: 'sending',
  thumbnail: null,
  width: null,
  height: null,
  becomes: null,
  totalBytes: 100,
} as const;

test('the bytes of running lanes count, and the time left is told once the speed is steady', async () => {
  const clock = fakeClock();
  const transferProgress = openTransferProgress(clock);
  const round = () =>
    transferProgress.round({ waiting: { photos: 1, bytes: 100 }, checking: 0, scanning: false }, (ids) => ids);
  const first = transferProgress.begin(lane);
  for (let second = 1; second <= 4; second++) {
    first.sent(second * 10);
    await clock.advance(1_000);
    expect(round()).toMatchObject({ bytesDone: second * 10, bytesTotal: 100, secondsLeft: null });
  }
  first.sent(50);
  await clock.advance(1_000);
  expect(round()).toMatchObject({ photosDone: 0, photosTotal: 1, bytesDone: 50, secondsLeft: 5 });
});

test('lanes are numbered from the lowest that is free', () => {
  const transferProgress = openTransferProgress(fakeClock());
  const first = transferProgress.begin(lane);
  transferProgress.begin(lane);
  first.end();
  transferProgress.begin(lane);
  expect(transferProgress.lanes().map((one) => one.lane)).toEqual([0, 1]);
});
