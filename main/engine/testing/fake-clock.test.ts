import { expect, test } from 'vitest';
import { fakeClock } from './fake-clock.ts';

test('timers run in the order of their times, each at its own time, those set on the way too', async () => {
  const clock = fakeClock({ startMs: 1000 });
  const ran: string[] = [];
  clock.after(30, () => ran.push(`late ${clock.now()}`));
  clock.after(10, () => {
    ran.push(`early ${clock.now()}`);
    clock.after(5, () => ran.push(`then ${clock.now()}`));
  });
  await clock.advance(20);
  expect(ran).toEqual(['early 1010', 'then 1015']);
  await clock.advance(20);
  expect(ran).toEqual(['early 1010', 'then 1015', 'late 1030']);
  expect(clock.waiting()).toBe(0);
});

test('a cancelled timer does not run', async () => {
  const clock = fakeClock();
  let ran = false;
  clock.after(10, () => (ran = true))();
  await clock.advance(100);
  expect(ran).toBe(false);
});

test('setting the wall clock back moves neither the steady clock nor a timer', async () => {
  const clock = fakeClock({ startMs: 50_000 });
  let ran = false;
  clock.after(10, () => (ran = true));
  clock.setWall(1_000);
  expect([clock.now(), clock.steady()]).toEqual([1_000, 0]);
  await clock.advance(10);
  expect([clock.now(), clock.steady(), ran]).toEqual([1_010, 10, true]);
});
