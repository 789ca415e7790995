import { expect, test } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { hintBuffer, type HintLimits } from './hint-buffer.ts';

const limits: HintLimits = { coalesceMs: 200, paths: 5, events: 20 };

test('many events for a few paths become one check, 200 ms after the first', async () => {
  const clock = fakeClock();
  let due = 0;
  const hints = hintBuffer(clock, () => due++, limits);
  for (let index = 0; index < 9; index++) hints.add(`${index % 3}.jpg`, 'changed');
  await clock.advance(199);
  expect(due).toBe(0);
  expect(hints.take()).toBeNull();
  await clock.advance(1);
  expect(due).toBe(1);
  expect(hints.take()).toEqual(
    new Map([
      ['0.jpg', 'changed'],
      ['1.jpg', 'changed'],
      ['2.jpg', 'changed'],
    ]),
  );
  expect(hints.take()).toBeNull();
});

test('a later event does not delay the check', async () => {
  const clock = fakeClock();
  let due = 0;
  const hints = hintBuffer(clock, () => due++, limits);
  hints.add('a', 'changed');
  await clock.advance(150);
  hints.add('b', 'changed');
  await clock.advance(50);
  expect(due).toBe(1);
});

test('that a path appeared is not forgotten when it changes afterwards', async () => {
  const clock = fakeClock();
  const hints = hintBuffer(clock, () => {}, limits);
  hints.add('folder', 'appeared');
  hints.add('folder', 'changed');
  await clock.advance(200);
  expect(hints.take()).toEqual(new Map([['folder', 'appeared']]));
});

test.each([
  ['paths', (index: number) => `${index}.jpg`, 6],
  ['events for one path', () => 'one.jpg', 21],
])('too many %s are a storm, which ends with the take', async (_what, name, count) => {
  const clock = fakeClock();
  const hints = hintBuffer(clock, () => {}, limits);
  for (let index = 0; index < count; index++) hints.add(name(index), 'changed');
  await clock.advance(200);
  expect(hints.take()).toBe('storm');
  hints.add('calm.jpg', 'changed');
  await clock.advance(200);
  expect(hints.take()).toEqual(new Map([['calm.jpg', 'changed']]));
});

test('clearing leaves no timer behind', () => {
  const clock = fakeClock();
  const hints = hintBuffer(clock, () => {}, limits);
  hints.add('a', 'changed');
  hints.clear();
  expect(clock.waiting()).toBe(0);
});
