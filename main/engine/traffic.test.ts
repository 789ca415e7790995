import { expect, test } from 'vitest';
import { systemClock } from './system-clock.ts';
import { openTraffic } from './traffic.ts';

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

const all = (ids: readonly number[]): readonly number[] => ids;

test('a photo whose bytes are sent counts until it is public, so that the bar never goes back', () => {
  const traffic = openTraffic(systemClock);
  const bytesDone = (waiting: number): number =>
    traffic.round({ photos: waiting, bytes: waiting * 100 }, all).bytesDone;
  const first = traffic.begin(lane);
  first.sent(60);
  expect(bytesDone(2)).toBe(60);
  first.sent(100);
  traffic.arrived(1, 100);
  first.end();
  expect(bytesDone(2)).toBe(100);
  traffic.done(1, 100);
  expect(bytesDone(1)).toBe(100);
});

test('what has to be sent again is not done, and a new round begins with nothing', () => {
  const traffic = openTraffic(systemClock);
  traffic.arrived(1, 100);
  traffic.arrived(2, 50);
  traffic.sentAgain(1);
  expect(traffic.round({ photos: 2, bytes: 150 }, all)).toMatchObject({
    photosDone: 0,
    bytesDone: 50,
    bytesTotal: 150,
  });
  traffic.done(2, 50);
  expect(traffic.round({ photos: 0, bytes: 0 }, all)).toMatchObject({ photosDone: 1, bytesDone: 50, bytesTotal: 50 });
  expect(traffic.round({ photos: 1, bytes: 100 }, all)).toMatchObject({ photosDone: 0, bytesDone: 0, bytesTotal: 100 });
});

test('what is sent and then asked about, held or left out does not fill the bar of those that are still to be sent', () => {
  const traffic = openTraffic(systemClock);
  traffic.arrived(1, 1000);
  traffic.arrived(2, 50);
  const stillThere = (ids: readonly number[]): number[] => ids.filter((id) => id === 2);
  expect(traffic.round({ photos: 5, bytes: 500 }, stillThere)).toMatchObject({ bytesDone: 50, bytesTotal: 500 });
});
