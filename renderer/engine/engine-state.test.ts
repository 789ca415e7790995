// How each event changes what the window knows.
import { expect, test } from 'vitest';
import type { EventPayload } from '../../shared/ipc.ts';
import { afterEvent, initialState, keepsCrashing, wellAgain, type EngineView } from './engine-state.ts';
import { accountOf } from '../stories/fixtures/account.ts';
import { snapshotOf } from '../stories/fixtures/overview.ts';

const known = { ...initialState, snapshot: snapshotOf('ru'), engine: { state: 'running' as const, code: null } };

test('a snapshot replaces an older one, never a newer one', () => {
  const newer = { ...snapshotOf('ru'), atMs: known.snapshot.atMs + 1 };
  const older = { ...snapshotOf('ru'), atMs: known.snapshot.atMs - 1 };
  expect(afterEvent(known, { name: 'snapshot.changed', payload: newer }).snapshot).toBe(newer);
  expect(afterEvent(known, { name: 'snapshot.changed', payload: older })).toBe(known);
});

test('lists ask again once account and service are known, because addresses of photos follow from them', () => {
  const noAccount = { ...known, snapshot: { ...known.snapshot, account: null } };
  const asked = (state: typeof known) => Object.values(state.versions);
  const later = { ...known.snapshot, atMs: known.snapshot.atMs + 1 };
  const answered = afterEvent(noAccount, { name: 'snapshot.changed', payload: later });
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

test('signing out removes all counts', () => {
  const left = afterEvent(known, { name: 'account.changed', payload: { ...accountOf('ru'), kind: 'none' } });
  expect(left.snapshot).toBeNull();
  expect(afterEvent(known, { name: 'account.changed', payload: accountOf('ru') }).snapshot).toBe(known.snapshot);
});

const is = (
  state: EngineView,
  engine: EventPayload<'engine.state'>['state'],
  nowMs = known.snapshot.atMs,
): EngineView => afterEvent(state, { name: 'engine.state', payload: { state: engine, code: null }, nowMs });
const tells = (state: EngineView, atMs: number): EngineView =>
  afterEvent(state, { name: 'snapshot.changed', payload: { ...snapshotOf('ru'), atMs } });

test('from the end of the engine to its next answer there is no snapshot, only last known counts', () => {
  const { atMs, counts } = known.snapshot;
  let state = tells(known, atMs + 1);
  for (const engine of ['stopped', 'starting', 'running'] as const) {
    state = is(state, engine);
    expect(state).toMatchObject({
      snapshot: null,
      broken: { state: 'stopped' },
      lastKnown: { atMs: atMs + 1, counts },
    });
  }
  expect(tells(state, atMs + 2_000)).toMatchObject({ broken: null, snapshot: { atMs: atMs + 2_000 } });
  // A snapshot of the engine that has ended arrives late.
  expect(tells(is(known, 'stopped'), atMs + 1)).toMatchObject({ snapshot: null, broken: { state: 'stopped' } });
});

test('repeated crashes are reported until an engine has run for a minute', () => {
  const { atMs } = known.snapshot;
  let state: EngineView = known;
  for (let death = 1; death <= 3; death++) {
    expect(keepsCrashing(state)).toBe(false);
    state = is(state, 'stopped', atMs + death * 5_000);
    state = tells(is(is(state, 'starting'), 'running'), atMs + death * 5_000 + 1_000);
  }
  expect(keepsCrashing(state)).toBe(true);
  state = tells(state, atMs + 15_000 + 30_000);
  expect(keepsCrashing(state)).toBe(true);
  // It may send no snapshot meanwhile: time alone shows that it runs well, but not while it does not answer.
  expect(keepsCrashing(wellAgain(state, atMs + 15_000 + 61_000))).toBe(false);
  expect(keepsCrashing(wellAgain({ ...state, snapshot: null }, atMs + 15_000 + 61_000))).toBe(true);
  state = tells(state, atMs + 15_000 + 61_000);
  expect(keepsCrashing(state)).toBe(false);
  expect(keepsCrashing(is(state, 'stopped', atMs + 100_000))).toBe(false);
});

test('without an account no engine counts as missing', () => {
  const noAccount = afterEvent(known, { name: 'account.changed', payload: { ...accountOf('ru'), kind: 'none' } });
  expect(is(noAccount, 'stopped')).toMatchObject({ broken: null, lastKnown: null });
  const told = is({ ...known, account: null }, 'stopped');
  expect(
    afterEvent(told, { name: 'account.changed', payload: { ...accountOf('ru'), kind: 'none' } }).broken,
  ).toBeNull();
});

test('last known counts of one account are not shown for the next', () => {
  const broken = is({ ...tells(known, known.snapshot.atMs + 1), account: accountOf('ru') }, 'stopped');
  expect(broken.lastKnown).not.toBeNull();
  const other = { ...accountOf('ru'), kind: 'ok' as const, userId: '77' };
  expect(afterEvent(broken, { name: 'account.changed', payload: other }).lastKnown).toBeNull();
});
