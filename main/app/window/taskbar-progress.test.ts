// The progress bar on the program's icon.
import { expect, test } from 'vitest';
import { taskbarProgress } from './taskbar-progress.ts';
import { halfway, snapshotOf } from '../testing/snapshot-of.ts';

test('while sending, the bar shows the share of the bytes, in visible steps', () => {
  expect(taskbarProgress(snapshotOf({ status: { kind: 'sending' }, round: halfway }))).toEqual({
    value: 0.215,
    mode: 'normal',
  });
});

test('a pause and a lost network keep the bar, in another mode', () => {
  expect(taskbarProgress(snapshotOf({ status: { kind: 'paused', untilMs: null }, round: halfway })).mode).toBe(
    'paused',
  );
  expect(taskbarProgress(snapshotOf({ status: { kind: 'offline' }, round: halfway })).mode).toBe('paused');
  const trouble = { kind: 'sign_in' } as const;
  expect(taskbarProgress(snapshotOf({ status: { kind: 'account', trouble }, trouble, round: halfway })).mode).toBe(
    'error',
  );
});

test('without anything to send there is no bar', () => {
  expect(taskbarProgress(null).value).toBe(-1);
  expect(taskbarProgress(snapshotOf({ round: halfway })).value).toBe(-1);
  expect(taskbarProgress(snapshotOf({ status: { kind: 'sending' } })).value).toBe(-1);
});

test('a finished round shows no bar, in any state', () => {
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
