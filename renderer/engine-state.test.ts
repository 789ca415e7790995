// What each event makes of what the window knows.
import { expect, test } from 'vitest';
import { afterEvent, initialState } from './engine-state.ts';
import { accountOf } from './stories/fixtures/account.ts';
import { snapshotOf } from './stories/fixtures/overview.ts';

const known = { ...initialState, snapshot: snapshotOf('ru'), engine: { state: 'running' as const, code: null } };

test('a snapshot replaces an older one, never a newer one', () => {
  const newer = { ...snapshotOf('ru'), atMs: known.snapshot.atMs + 1 };
  const older = { ...snapshotOf('ru'), atMs: known.snapshot.atMs - 1 };
  expect(afterEvent(known, { name: 'snapshot.changed', payload: newer }).snapshot).toBe(newer);
  expect(afterEvent(known, { name: 'snapshot.changed', payload: older })).toBe(known);
});

test('lists ask again once it is known whose library it is, and where the service is: before, nothing has an address', () => {
  const nobody = { ...known, snapshot: { ...known.snapshot, account: null } };
  const asked = (state: typeof known) => Object.values(state.versions);
  const later = { ...known.snapshot, atMs: known.snapshot.atMs + 1 };
  const answered = afterEvent(nobody, { name: 'snapshot.changed', payload: later });
  expect(asked(answered as typeof known)).toEqual([1, 1, 1, 1, 1]);
  const next = afterEvent(answered, { name: 'snapshot.changed', payload: { ...later, atMs: later.atMs + 1 } });
  expect(asked(next as typeof known)).toEqual([1, 1, 1, 1, 1]);

  const before = { ...known, account: { ...accountOf('ru'), webAddress: null } };
  const moved = afterEvent(before, { name: 'account.changed', payload: accountOf('ru') });
  expect(asked(moved as typeof known)).toEqual([1, 1, 1, 1, 1]);
  const same = afterEvent(moved, { name: 'account.changed', payload: accountOf('ru') });
  expect(asked(same as typeof known)).toEqual([1, 1, 1, 1, 1]);
});

test('only the areas that changed ask again', () => {
  const { versions } = afterEvent(known, { name: 'library.changed', payload: { areas: ['photos', 'history'] } });
  expect(versions).toEqual({ folders: 0, photos: 1, problems: 0, albums: 0, history: 1 });
  expect(afterEvent(known, { name: 'library.changed', payload: { areas: [] } })).toBe(known);
});

test('after a restart of the engine every list asks again, once', () => {
  const stopped = afterEvent(known, { name: 'engine.state', payload: { state: 'stopped', code: null } });
  const running = afterEvent(stopped, { name: 'engine.state', payload: { state: 'running', code: null } });
  expect(Object.values(running.versions)).toEqual([1, 1, 1, 1, 1]);
  const again = afterEvent(running, { name: 'engine.state', payload: { state: 'running', code: null } });
  expect(Object.values(again.versions)).toEqual([1, 1, 1, 1, 1]);
});

test('whoever signs out takes the numbers along', () => {
  const left = afterEvent(known, { name: 'account.changed', payload: { ...accountOf('ru'), kind: 'none' } });
  expect(left.snapshot).toBeNull();
  expect(afterEvent(known, { name: 'account.changed', payload: accountOf('ru') }).snapshot).toBe(known.snapshot);
});
