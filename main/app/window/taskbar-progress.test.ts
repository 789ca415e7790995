// The bar on the task bar.
import { expect, test } from 'vitest';
import { taskbarProgress } from './taskbar-progress.ts';
import { halfway, snapshotOf } from '../testing/snapshot-of.ts';

test('while sending it shows the part of the bytes, in steps that can be seen', () => {
  expect(taskbarProgress(snapshotOf({ status: { kind: 'sending' }, round: halfway }))).toEqual({
    value: 0.215,
    mode: 'normal',
  });
});

test('a pause and a lost network keep the bar and say that it stands still', () => {
  expect(taskbarProgress(snapshotOf({ status: { kind: 'paused', untilMs: null }, round: halfway })).mode).toBe(
    'paused',
  );
  expect(taskbarProgress(snapshotOf({ status: { kind: 'offline' }, round: halfway })).mode).toBe('paused');
  const trouble = { kind: 'sign_in' } as const;
  expect(taskbarProgress(snapshotOf({ status: { kind: 'account', trouble }, trouble, round: halfway })).mode).toBe(
    'error',
  );
});

test('nothing to send, nothing to draw', () => {
  expect(taskbarProgress(null).value).toBe(-1);
  expect(taskbarProgress(snapshotOf({ round: halfway })).value).toBe(-1);
  expect(taskbarProgress(snapshotOf({ status: { kind: 'sending' } })).value).toBe(-1);
});

test('a round that is over shows no bar, whatever comes after it', () => {
  const over = { ...halfway, photosDone: 340, photosTotal: 340, bytesDone: 1_900_000_000, secondsLeft: null };
  const trouble = { kind: 'sign_in' } as const;
  for (const status of [
    { kind: 'ready' },
    { kind: 'paused', untilMs: null },
    { kind: 'offline' },
    { kind: 'account', trouble },
  ] as const)
    expect(taskbarProgress(snapshotOf({ status, round: over })).value).toBe(-1);
});
