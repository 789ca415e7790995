// What the tray says while the engine sends no snapshot.
import { expect, test } from 'vitest';
import { conditionAfter } from './engine-condition.ts';

test('an engine that died is shown as restarting until it sends a snapshot', () => {
  const stopped = conditionAfter('starting', 'stopped');
  expect(stopped).toBe('restarting');
  expect(conditionAfter(conditionAfter(stopped, 'starting'), 'running')).toBe('restarting');
});

test('the first start is shown as a start, and a failure as a failure', () => {
  expect(conditionAfter('starting', 'running')).toBe('starting');
  expect(conditionAfter('restarting', 'failed')).toBe('failed');
});
