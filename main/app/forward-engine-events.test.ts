// Which parts of the program get which event of the engine.
import { expect, test } from 'vitest';
import { forwardEngineEvents } from './forward-engine-events.ts';
import { recordedLog } from './testing/recorded-log.ts';
import { snapshotOf } from './testing/snapshot-of.ts';

function open(kind: 'none' | 'ok' = 'ok', checksAll = false) {
  const done: unknown[] = [];
  const log = recordedLog();
  const forward = forwardEngineEvents({
    account: {
      view: () => ({ kind }) as never,
      takeSnapshot: () => done.push('account'),
    },
    desktop: {
      events: {
        send: (name) => done.push(`page ${name}`),
        pageLoaded: () => undefined,
        pageListens: () => undefined,
      },
      takeSnapshot: (snapshot) => done.push(snapshot ? 'desktop' : 'no snapshot'),
      takeCondition: (condition) => done.push(condition),
      historyChanged: () => done.push('history'),
    },
    log,
    checksAll,
  });
  return { forward, done, log };
}

test('a snapshot goes to the desktop, the account and the page', () => {
  const { forward, done } = open();
  forward.event('snapshot.changed', snapshotOf({}));
  expect(done).toEqual(['desktop', 'account', 'page snapshot.changed']);
});

test('a snapshot that does not match its schema goes nowhere and is logged', () => {
  const { forward, done, log } = open();
  forward.event('snapshot.changed', { status: 1 });
  expect(done).toEqual([]);
  expect(log.lines.map((line) => line.event)).toEqual(['engine.bad_event']);
});

test('other events reach the page unchecked; in development a bad one is logged', () => {
  const { forward, done, log } = open('ok', true);
  forward.event('library.changed', { areas: 'nonsense' });
  expect(done).toEqual(['page library.changed']);
  expect(log.lines).toHaveLength(1);
});

test('a change of the history reloads the recent photos', () => {
  const { forward, done } = open();
  forward.event('library.changed', { areas: ['history'] });
  expect(done).toEqual(['history', 'page library.changed']);
});

test('an engine that died clears the snapshot and is shown as restarting until it sends one', () => {
  const { forward, done } = open();
  forward.state({ state: 'stopped', code: null });
  forward.state({ state: 'starting', code: null });
  forward.event('snapshot.changed', snapshotOf({}));
  forward.state({ state: 'running', code: null });
  expect(done.filter((what) => what !== 'page engine.state')).toEqual([
    'no snapshot',
    'restarting',
    'restarting',
    'desktop',
    'account',
    'page snapshot.changed',
    'history',
    'starting',
  ]);
});

test('without an account the tray shows no condition of an engine', () => {
  const { forward, done } = open('none');
  forward.state({ state: 'stopped', code: null });
  expect(done.at(-1)).toBeNull();
});
