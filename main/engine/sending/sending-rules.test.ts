import { expect, test } from 'vitest';
import { defaultSendRules, unknownConditions } from '../../../shared/send-rules.ts';
import { openSendingRules } from './sending-rules.ts';
import { fakeClock } from '../testing/fake-clock.ts';

const metered = { ...unknownConditions, metered: true };

test('«send anyway» holds until the metered network was left once', () => {
  const sending = openSendingRules(fakeClock(), () => undefined);
  sending.conditions(metered);
  expect(sending.decide()).toMatchObject({ kind: 'wait', why: 'metered' });
  sending.sendAnyway();
  expect(sending.decide().kind).toBe('send');
  sending.conditions(unknownConditions);
  expect(sending.decide().kind).toBe('send');
  sending.conditions(metered);
  expect(sending.decide()).toMatchObject({ kind: 'wait', why: 'metered' });
});

test('the end of an hour of the rules is noticed without a question', async () => {
  // 2026-01-01 is a Thursday; the plan sends only in the hour in which the clock starts.
  const clock = fakeClock();
  const at = new Date(clock.now());
  const cell = ((at.getDay() + 6) % 7) * 24 + at.getHours();
  const hours = Array.from({ length: 168 }, (_, index) => (index === cell ? 'f' : '-')).join('');
  let changes = 0;
  const sending = openSendingRules(clock, () => (changes += 1), { ...defaultSendRules, hours });
  await clock.advance(60_000);
  const before = changes;
  expect(sending.decide().kind).toBe('send');
  await clock.advance(3_600_000);
  expect(changes).toBeGreaterThan(before);
  expect(sending.decide()).toMatchObject({ kind: 'wait', why: 'hours' });
});

test('the pace follows the rules', () => {
  const sending = openSendingRules(fakeClock(), () => undefined);
  sending.rules({ ...defaultSendRules, speed: 'limited', limitBytesPerSecond: 50_000 });
  sending.decide();
  expect(sending.rateLimiter.rate()).toBe(50_000);
  sending.rules(defaultSendRules);
  sending.decide();
  expect(sending.rateLimiter.rate()).toBe(null);
});
