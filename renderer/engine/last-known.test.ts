// Stored counts are used only if they parse, and only for the connected account.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { knownOf, parseLastKnown, serializeLastKnown } from './last-known.ts';
import { accountOf } from '../stories/fixtures/account.ts';
import { snapshotOf } from '../stories/fixtures/overview.ts';

const snapshot = snapshotOf('en');
const ok = { ...accountOf('en'), kind: 'ok' as const, userId: snapshot.account?.userId ?? '' };
const demo = { ...accountOf('en'), kind: 'demo' as const, userId: null };

test('stored counts come back for the same account only', () => {
  const text = serializeLastKnown(snapshot, ok);
  expect(parseLastKnown(text, ok)).toEqual(knownOf(snapshot));
  expect(parseLastKnown(text, { ...ok, userId: '1' })).toBeNull();
  expect(parseLastKnown(text, demo)).toBeNull();
  expect(parseLastKnown(text, { ...ok, kind: 'none' })).toBeNull();
  expect(parseLastKnown(text, null)).toBeNull();
  expect(parseLastKnown(serializeLastKnown(snapshot, demo), demo)).toEqual(knownOf(snapshot));
});

test('nothing is stored without an account, nor under another account’s name', () => {
  expect(serializeLastKnown(snapshot, null)).toBeNull();
  expect(serializeLastKnown(snapshot, { ...ok, kind: 'none' })).toBeNull();
  expect(serializeLastKnown(snapshot, { ...ok, userId: 'another' })).toBeNull();
});

test('damaged stored texts are ignored', () => {
  const good = JSON.parse(serializeLastKnown(snapshot, ok) ?? '') as { known: object };
  for (const bad of [
    { ...good, more: 1 },
    { ...good, known: { ...good.known, counts: { done: 3 } } },
    { ...good, known: { ...good.known, folders: -1 } },
    { ...good, known: { ...good.known, atMs: 'yesterday' } },
  ])
    expect(parseLastKnown(JSON.stringify(bad), ok)).toBeNull();
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => parseLastKnown(text, ok) === null));
});
