// Calls that wait for the engine's answer.
import { expect, test } from 'vitest';
import { PendingCalls } from './pending-calls.ts';

test('each call gets its own answer, and an unknown id is ignored', async () => {
  const calls = new PendingCalls();
  const [first, second] = [calls.add(), calls.add()];
  calls.answer(second.id, { ok: true, value: 2 });
  calls.answer(second.id, { ok: true, value: 'again' });
  calls.answer(99, { ok: true, value: 'nobody asked' });
  calls.answer(first.id, { ok: true, value: 1 });
  expect(await Promise.all([first.answer, second.answer])).toEqual([
    { ok: true, value: 1 },
    { ok: true, value: 2 },
  ]);
});

test('when the process is gone, all open calls are refused', async () => {
  const calls = new PendingCalls();
  const call = calls.add();
  calls.refuseAll();
  expect(await call.answer).toMatchObject({ ok: false, error: { code: 'engine_not_running' } });
});

test('a thousand open calls are the limit', () => {
  const calls = new PendingCalls();
  for (let n = 0; n < 1_000; n += 1) calls.add();
  expect(calls.isFull).toBe(true);
  calls.answer(1, { ok: true, value: null });
  expect(calls.isFull).toBe(false);
});
