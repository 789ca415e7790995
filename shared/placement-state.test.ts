import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  allows,
  next,
  placementEvents,
  placementStates,
  placementTable,
  type PlacementEvent,
  type PlacementState,
} from './placement-state.ts';

const anyState = fc.constantFrom(...placementStates);
const anyEvent = fc.constantFrom(...placementEvents);
/** Events as they may come, in any order; those that do not belong are passed over, as `applyIfAllowed` does. */
const life = fc.array(anyEvent, { maxLength: 60 });

function live(
  from: PlacementState,
  events: readonly PlacementEvent[],
): { event: PlacementEvent; state: PlacementState }[] {
  let state = from;
  return events
    .filter((event) => {
      if (!allows(state, event)) return false;
      state = next(state, event);
      return true;
    })
    .map((event, index, taken) => ({ event, state: taken.slice(0, index + 1).reduce(next, from) }));
}

test('a pair that the table does not list throws, and one that it lists leads to a state', () => {
  fc.assert(
    fc.property(anyState, anyEvent, (state, event) => {
      if (allows(state, event)) expect(placementStates).toContain(next(state, event));
      else expect(() => next(state, event)).toThrow(event);
    }),
    { numRuns: 500 },
  );
});

test('what is on the service never leaves that state', () => {
  fc.assert(
    fc.property(life, (events) => {
      expect(live('done', events)).toEqual([]);
    }),
  );
});

test('once a commit was begun, bytes go again only on the service’s word or the person’s', () => {
  const words: readonly PlacementEvent[] = ['commit_undone', 'commit_postponed', 'person_missed_it', 'held'];
  fc.assert(
    fc.property(life, (events) => {
      let begun = false;
      for (const { event, state } of live('queued', events)) {
        if (state === 'committing') begun = true;
        else if (words.includes(event)) begun = false;
        // A new reservation is where new bytes begin.
        if (state === 'reserved') expect(begun).toBe(false);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('what may be public is never skipped or forgotten by itself', () => {
  for (const state of ['committing', 'unclear'] as const) {
    expect(Object.values(placementTable[state])).not.toContain('skipped');
    expect(Object.values(placementTable[state])).not.toContain('reserved');
  }
  expect(Object.entries(placementTable.unclear).filter(([, to]) => to !== 'done')).toEqual([
    ['person_missed_it', 'queued'],
  ]);
});

test.each(placementStates)('from «%s» there is a way to the service', (from) => {
  const reached = new Set<PlacementState>([from]);
  for (const state of reached) for (const to of Object.values(placementTable[state])) reached.add(to);
  expect(reached).toContain('done');
});

test.each(placementEvents)('«%s» belongs to at least one state', (event) => {
  expect(placementStates.some((state) => allows(state, event))).toBe(true);
});
