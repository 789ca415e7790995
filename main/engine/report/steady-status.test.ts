// What the sentence does when work stops and goes on.
import { expect, test } from 'vitest';
import type { Status } from '../../../shared/snapshot.ts';
import { steadyStatus, type SteadyStatus } from './steady-status.ts';

/** What is told at each moment; a step of so many milliseconds between two. */
function told(stepMs: number, wanted: readonly Status[]): string[] {
  let steady: SteadyStatus | null = null;
  return wanted.map((status, step) => {
    steady = steadyStatus(steady, status, step * stepMs, null);
    return steady.shown.kind;
  });
}
const ready: Status = { kind: 'ready' };
const sending: Status = { kind: 'sending' };

test('photos that come one a second are one state, and the end is told some seconds after the last', () => {
  const minute = Array.from({ length: 60 }, () => [sending, ready, ready, ready]).flat();
  const kinds = told(250, [ready, ...minute, ...Array.from({ length: 20 }, () => ready)]);
  expect(kinds.filter((kind, at) => kind !== kinds[at - 1])).toEqual(['ready', 'sending', 'ready']);
  expect(kinds.lastIndexOf('sending')).toBeGreaterThan(minute.length);
});

test('work is told at once, and also what stops it', () => {
  const stops: Status[] = [
    { kind: 'offline' },
    { kind: 'paused', untilMs: null },
    { kind: 'account', trouble: { kind: 'sign_in' } },
    { kind: 'waiting', untilMs: null, why: 'disk_full' },
    { kind: 'waiting', untilMs: null, why: 'no_account' },
    { kind: 'waiting', untilMs: null, why: 'metered' },
    { kind: 'waiting', untilMs: 5, why: 'retry' },
    { kind: 'empty' },
  ];
  for (const stop of stops) expect(told(10, [ready, sending, stop])).toEqual(['ready', 'sending', stop.kind]);
});

test.each<Status>([
  ready,
  { kind: 'needs_you', photos: 3 },
  { kind: 'waiting', untilMs: null, why: 'planned' },
  { kind: 'waiting', untilMs: null, why: 'drive_off' },
  { kind: 'waiting', untilMs: null, why: 'folder_paused' },
])('after work, %o of before is told again when it has been so for three seconds', (calm) => {
  const kinds = told(1_000, [calm, sending, calm, calm, calm, calm]);
  expect(kinds).toEqual([calm.kind, 'sending', 'sending', 'sending', 'sending', calm.kind]);
  expect(told(1_000, [calm, sending, calm, calm, sending, calm, calm]).slice(1)).not.toContain(calm.kind);
});

test('a drive that goes away during work is told at once, and then not at every photo of another folder', () => {
  const gone: Status = { kind: 'waiting', untilMs: null, why: 'drive_off' };
  expect(told(500, [ready, sending, sending, gone, sending, gone, sending, gone])).toEqual([
    'ready',
    'sending',
    'sending',
    'waiting',
    ...Array.from({ length: 4 }, () => 'sending'),
  ]);
});

test('photos that are sent between two snapshots count as work', () => {
  let steady = steadyStatus(null, ready, 0, null);
  const kinds = [1, 2, 3, 4, 5, 6, 7, 8].map((second) => {
    steady = steadyStatus(steady, ready, second * 1_000 + 10, Math.min(second, 3) * 1_000);
    return steady.shown.kind;
  });
  expect(kinds).toEqual([...Array.from({ length: 5 }, () => 'sending'), 'ready', 'ready', 'ready']);
});

test('before anything was told, and between two calm states, nothing is held back', () => {
  expect(told(0, [ready, { kind: 'needs_you', photos: 1 }, ready])).toEqual(['ready', 'needs_you', 'ready']);
});
