import { expect, test } from 'vitest';
import {
  alwaysFull,
  cellOf,
  decideSending,
  defaultSendRules,
  nextOpening,
  unknownConditions,
  type WaitReason,
} from './send-rules.ts';

const none = new Set<WaitReason>();
/** A Sunday. */
const sunday15 = new Date(2026, 6, 12, 15, 20);
const nightsOnly = Array.from({ length: 168 }, (_, cell) => (cell % 24 < 7 ? 'f' : '-')).join('');

test('without rules it sends at full speed', () => {
  expect(decideSending(defaultSendRules, unknownConditions, sunday15, none)).toEqual({ kind: 'send', pace: 'full' });
});

test('the plan of hours waits until its next open hour', () => {
  const decision = decideSending({ ...defaultSendRules, hours: nightsOnly }, unknownConditions, sunday15, none);
  expect(decision).toEqual({ kind: 'wait', why: 'hours', untilMs: new Date(2026, 6, 13, 0, 0).getTime() });
});

test('hours that never allow sending have no next time', () => {
  expect(nextOpening('-'.repeat(168), sunday15)).toBe(null);
  expect(nextOpening(alwaysFull, sunday15)).toBe(new Date(2026, 6, 12, 16).getTime());
});

test('Monday is the first day and Sunday the last', () => {
  expect(cellOf(new Date(2026, 6, 13, 0, 59))).toBe(0);
  expect(cellOf(new Date(2026, 6, 12, 23, 59))).toBe(167);
});

test('sending waits on a metered network and a low battery, unless overridden', () => {
  const metered = { ...unknownConditions, metered: true };
  const low = { metered: null, onBattery: true, batteryPercent: 20 };
  expect(decideSending(defaultSendRules, metered, sunday15, none)).toMatchObject({ kind: 'wait', why: 'metered' });
  expect(decideSending(defaultSendRules, low, sunday15, none)).toMatchObject({ kind: 'wait', why: 'battery' });
  expect(decideSending(defaultSendRules, metered, sunday15, new Set<WaitReason>(['metered'])).kind).toBe('send');
  expect(decideSending(defaultSendRules, { ...low, batteryPercent: 80 }, sunday15, none).kind).toBe('send');
  expect(decideSending({ ...defaultSendRules, waitOnBattery: false }, low, sunday15, none).kind).toBe('send');
});

test('a polite hour is polite at any speed', () => {
  const rules = { ...defaultSendRules, speed: 'limited' as const };
  expect(decideSending({ ...rules, hours: 'p'.repeat(168) }, unknownConditions, sunday15, none)).toEqual({
    kind: 'send',
    pace: 'polite',
  });
  expect(decideSending(rules, unknownConditions, sunday15, none)).toEqual({ kind: 'send', pace: 'limited' });
});
