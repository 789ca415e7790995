import { expect, test } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { photoOnItsWay } from '../testing/photo-on-its-way.ts';
import { openTransferProgress } from './transfer-progress.ts';

test('the bytes of running lanes count, and the time left is told once the speed is steady', async () => {
  const clock = fakeClock();
  const transferProgress = openTransferProgress(clock, () => 3);
  const round = () =>
    transferProgress.round({ waiting: { photos: 1, bytes: 100 }, checking: 0, scanning: false }, (ids) => ids);
  const first = transferProgress.beginSending(photoOnItsWay(), 100);
  for (let second = 1; second <= 4; second++) {
    first.sent(second * 10);
    await clock.advance(1_000);
    expect(round()).toMatchObject({ bytesDone: second * 10, bytesTotal: 100, secondsLeft: null });
  }
  first.sent(50);
  await clock.advance(1_000);
  expect(round()).toMatchObject({ photosDone: 0, photosTotal: 1, bytesDone: 50, secondsLeft: 5 });
});

test('a photo is shown in its step as long as the step runs, and also when the step fails', async () => {
  const transferProgress = openTransferProgress(fakeClock(), () => 3);
  const stepsShown = (): string[] => transferProgress.lanes().map(({ step }) => step);
  const failing = transferProgress.during('reserving', [photoOnItsWay(), photoOnItsWay()], () => {
    expect(stepsShown()).toEqual(['reserving', 'reserving']);
    return Promise.reject(new Error('no'));
  });
  await expect(failing).rejects.toThrow('no');
  expect(stepsShown()).toEqual([]);
  expect(transferProgress.sendingLanes()).toBe(0);
});
