import { expect, test } from 'vitest';
import { fakeClock } from '../engine/testing/fake-clock.ts';
import { openBodyBuffers } from './body-buffers.ts';

test('a buffer that was given back is borrowed again where it fits; no two borrowers share memory', () => {
  const buffers = openBodyBuffers(fakeClock());
  const one = buffers.borrow(100_000);
  const two = buffers.borrow(100_000);
  expect([one.length, two.length]).toEqual([100_000, 100_000]);
  expect(one.buffer).not.toBe(two.buffer);
  buffers.giveBack(one);
  const larger = buffers.borrow(260_000);
  expect(larger.buffer).toBe(one.buffer);
  expect(larger.length).toBe(260_000);
  expect(buffers.borrow(1).buffer).not.toBe(one.buffer);
});

test('one that is too small gives way to a larger one, so that there are never more than were in use at once', () => {
  const buffers = openBodyBuffers(fakeClock());
  const small = buffers.borrow(10);
  buffers.giveBack(small);
  const large = buffers.borrow(3_000_000);
  buffers.giveBack(large);
  expect(buffers.borrow(10).buffer).toBe(large.buffer);
  expect(buffers.borrow(10).buffer).not.toBe(small.buffer);
});

test('when nothing is sent any more the memory goes back', async () => {
  const clock = fakeClock();
  const buffers = openBodyBuffers(clock);
  const one = buffers.borrow(10);
  buffers.giveBack(one);
  await clock.advance(6_000);
  expect(buffers.borrow(10).buffer).not.toBe(one.buffer);
});
