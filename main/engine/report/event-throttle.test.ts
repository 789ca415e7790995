// When the outside is told what: counts and their lists together, and never too often.
import { expect, test } from 'vitest';
import { snapshotOf } from '../../app/testing/snapshot-of.ts';
import { openEventThrottle } from './event-throttle.ts';
import { fakeClock } from '../testing/fake-clock.ts';

function announcing() {
  const clock = fakeClock();
  const told: string[] = [];
  let problems = 0;
  const eventThrottle = openEventThrottle(
    clock,
    () => snapshotOf({ atMs: clock.now(), problems }),
    (name, payload) => {
      if (name === 'snapshot.changed' && 'problems' in payload) told.push(`count ${payload.problems}`);
      if (name === 'library.changed' && 'areas' in payload) told.push(payload.areas.join(' '));
    },
  );
  return {
    eventThrottle,
    clock,
    /** What was told since it was last asked. */
    heard: () => told.splice(0),
    become(count: number) {
      problems = count;
      eventThrottle.changed('problems');
    },
  };
}

test('the count of problems and the event for their list come together, however fast they change', async () => {
  const { clock, heard, become } = announcing();
  for (const count of [1, 2, 0, 1]) {
    become(count);
    expect(heard()).toEqual([]);
    await clock.advance(250);
    const [first, second] = heard();
    expect(first).toBe(`count ${count}`);
    expect(second?.split(' ')).toContain('problems');
  }
});

test('lists are announced at most twice a second, and the last change is not lost', async () => {
  const { eventThrottle, clock, heard } = announcing();
  const asked: string[] = [];
  for (let step = 0; step < 40; step++) {
    eventThrottle.changed('photos');
    await clock.advance(50);
    asked.push(...heard().filter((one) => one.startsWith('photos')));
  }
  expect(asked.length).toBeGreaterThanOrEqual(3);
  expect(asked.length).toBeLessThanOrEqual(4);
  await clock.advance(500);
  expect(heard().join()).toContain('photos');
  await clock.advance(5_000);
  expect(heard()).toEqual([]);
  expect(clock.waiting()).toBe(0);
});

test('nothing is told any more once it is closed', async () => {
  const { eventThrottle, clock, heard, become } = announcing();
  become(3);
  eventThrottle.close();
  await clock.advance(1_000);
  expect(heard()).toEqual([]);
});
