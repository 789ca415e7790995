import { expect, test } from 'vitest';
import { EngineSignals, type SignalTargets } from './engine-signals.ts';

function connected(more: Partial<SignalTargets> = {}) {
  const said: unknown[] = [];
  const signals = new EngineSignals();
  const say =
    (name: string) =>
    (...values: unknown[]): void =>
      void said.push([name, ...values]);
  signals.connect({
    wakeScheduler: say('wake'),
    roundEnded: say('round'),
    changed: say('changed'),
    markChanged: say('mark'),
    rescanFolder: say('rescan'),
    reopenFolders: () => Promise.resolve(),
    recheck: say('recheck'),
    limitsChanged: say('limits'),
    failed: say('failed'),
    ...more,
  });
  return { signals, said };
}

test('the scheduler is woken only between start and close', () => {
  const { signals, said } = connected();
  signals.wake();
  expect(said).toEqual([]);
  signals.start();
  signals.wake();
  expect(said).toEqual([['wake']]);
  expect(signals.close()).toBe(true);
  signals.wake();
  expect(said).toEqual([['wake']]);
  expect(signals.close()).toBe(false);
});

test('a closed engine cannot be started again', () => {
  const { signals, said } = connected();
  signals.close();
  signals.start();
  signals.wake();
  expect(said).toEqual([]);
});

test('before the parts are connected a signal leads nowhere', () => {
  const signals = new EngineSignals();
  signals.start();
  signals.wake();
  signals.changed('photos');
  signals.failed(new Error('no'));
  expect(signals.isStarted()).toBe(true);
});

test('folders that cannot be opened again are a failure like any other', async () => {
  const error = new Error('no');
  const { signals, said } = connected({ reopenFolders: () => Promise.reject(error) });
  signals.reopenFolders();
  await Promise.resolve();
  await Promise.resolve();
  expect(said).toEqual([['failed', error]]);
});
