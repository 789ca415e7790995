import { expect, test } from 'vitest';
import { inotifyInstancesRemedy, watchBudget } from './budget.ts';

test('watches are granted up to nine tenths of the limit, and again after they were released', async () => {
  const budget = watchBudget(async () => 10);
  expect(budget.take()).toBe(false);
  await budget.refresh();
  const granted = Array.from({ length: 12 }, () => budget.take()).filter(Boolean);
  expect(granted).toHaveLength(9);
  budget.release(4);
  expect([budget.holds(4), budget.holds(5)]).toEqual([true, false]);
});

test('the remedy is one line with a number that suffices, for now and for good', async () => {
  const budget = watchBudget(async () => 8_192);
  await budget.refresh();
  expect(budget.remedy(20_000).now).toBe('sudo sysctl fs.inotify.max_user_watches=524288');
  const large = budget.remedy(600_000);
  const value = Number(/=(\d+)$/.exec(large.now)?.[1]);
  expect(value * 0.9).toBeGreaterThan(600_000);
  expect(large.lasting).toContain(`fs.inotify.max_user_watches=${value}`);
  expect(inotifyInstancesRemedy().now).toContain('max_user_instances');
});

test('without a limit everything is granted', async () => {
  const budget = watchBudget(async () => Number.POSITIVE_INFINITY);
  await budget.refresh();
  expect([budget.take(), budget.holds(1e9)]).toEqual([true, true]);
});
