import { expect, test } from 'vitest';
import { photoOnItsWay } from '../testing/photo-on-its-way.ts';
import { Lanes } from './lanes.ts';

const photo = (fileId: number) => photoOnItsWay({ placementId: fileId, fileId });
const rowsOf = (lanes: Lanes): string[] =>
  lanes.shown().map(({ lane, fileId, step }) => `${lane}: photo ${fileId} ${step}`);

test('each photo of one call has a row of its own, as far as there are rows', () => {
  const lanes = new Lanes(() => 3);
  for (const fileId of [1, 2, 3, 4, 5]) lanes.begin('reserving', photo(fileId), 100);
  expect(rowsOf(lanes)).toEqual(['0: photo 1 reserving', '1: photo 2 reserving', '2: photo 3 reserving']);
});

test('a photo that is sent takes the row of one that is not, and the others keep theirs', () => {
  const lanes = new Lanes(() => 2);
  lanes.begin('sending', photo(1), 100);
  const second = lanes.begin('committing', photo(2), 100);
  expect(rowsOf(lanes)).toEqual(['0: photo 1 sending', '1: photo 2 committing']);
  const third = lanes.begin('sending', photo(3), 100);
  expect(rowsOf(lanes)).toEqual(['0: photo 1 sending', '1: photo 3 sending']);
  third.end();
  expect(rowsOf(lanes)).toEqual(['0: photo 1 sending', '1: photo 2 committing']);
  second.end();
  expect(rowsOf(lanes)).toEqual(['0: photo 1 sending']);
});

test('a free row goes to the photo that is nearest to its end', () => {
  const lanes = new Lanes(() => 1);
  lanes.begin('converting', photo(1), 100);
  lanes.begin('reserving', photo(2), 100);
  lanes.begin('committing', photo(3), 100);
  expect(rowsOf(lanes)).toEqual(['0: photo 3 committing']);
});

test('a photo that is sent is shown even when fewer rows are wanted than uploads run', () => {
  let rows = 2;
  const lanes = new Lanes(() => rows);
  lanes.begin('sending', photo(1), 100);
  lanes.begin('sending', photo(2), 100);
  rows = 1;
  lanes.begin('committing', photo(3), 100);
  expect(rowsOf(lanes)).toEqual(['0: photo 1 sending', '1: photo 2 sending']);
});

test('bytes are counted of photos that are sent, not of those that are published', () => {
  const lanes = new Lanes(() => 3);
  lanes.begin('committing', photo(1), 100);
  lanes.begin('sending', photo(2), 100).sent(30);
  expect(lanes.sending()).toEqual({ lanes: 1, bytes: 30 });
  expect(lanes.shown().map(({ sentBytes }) => sentBytes)).toEqual([30, 100]);
});

test('a copy is told from the first step on, and its format where it is another', () => {
  const plan = { maxSidePixels: null, maxBytes: null, toFormat: 'jpeg', removeGps: false } as const;
  const lanes = new Lanes(() => 3);
  lanes.begin('converting', photoOnItsWay({ format: 'heic', conversionPlan: plan }), 100);
  lanes.begin('converting', photoOnItsWay({ conversionPlan: { ...plan, toFormat: null, removeGps: true } }), 100);
  lanes.begin('reserving', photoOnItsWay(), 100);
  expect(lanes.shown().map(({ converts, becomes }) => [converts, becomes])).toEqual([
    [false, null],
    [true, 'jpeg'],
    [true, null],
  ]);
});

test('a photo comes back into its row for the next step', () => {
  const lanes = new Lanes(() => 3);
  const first = lanes.begin('sending', photo(1), 100);
  const second = lanes.begin('sending', photo(2), 100);
  first.end();
  second.end();
  lanes.begin('committing', photo(2), 100);
  lanes.begin('committing', photo(1), 100);
  expect(rowsOf(lanes)).toEqual(['0: photo 1 committing', '1: photo 2 committing']);
});
