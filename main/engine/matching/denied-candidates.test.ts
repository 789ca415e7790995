import { expect, test } from 'vitest';
import { deniedIn } from './denied-candidates.ts';

const held = (candidates: string, until: number | null) => ({ atMs: 1, event: 'held', detail: { candidates, until } });
const said = (event: string) => ({ atMs: 2, event, detail: {} });
const photo = (remoteId: string, createdAtMs: number | null = null) => ({ remoteId, createdAtMs });

test('«not there» speaks of the photos that were named, and of all that were there before the question', () => {
  const isDenied = deniedIn([held('a b', 5_000), said('person_missed_it')]);
  expect([photo('a'), photo('b', 9_000), photo('c', 4_000)].map(isDenied)).toEqual([true, true, true]);
  // Of the second in which the newest photo came, and of photos without a time, only names are known.
  expect([photo('d', 5_000), photo('e', 6_000), photo('f')].map(isDenied)).toEqual([false, false, false]);
});

test('without an answer, or without a question, nothing is denied', () => {
  expect(deniedIn([held('a', 5_000)])(photo('a', 1))).toBe(false);
  expect(deniedIn([said('person_missed_it')])(photo('a', 1))).toBe(false);
  expect(deniedIn([held('a', 5_000), said('person_saw_it')])(photo('a', 1))).toBe(false);
});

test('several answers add up, and each belongs to the question before it', () => {
  const isDenied = deniedIn([held('a', 5_000), said('person_missed_it'), held('b', null), said('person_missed_it')]);
  expect([photo('a'), photo('b'), photo('c', 4_000), photo('c', 7_000)].map(isDenied)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
