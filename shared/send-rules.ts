// When and how fast to send: the person's rules, the computer's conditions, and the decision that follows. Pure.
import { z } from 'zod';

/** One letter an hour of the week, Monday 0:00 first: `f` full speed, `p` polite, `-` do not send. */
export const hoursPlan = z.string().regex(/^[fp-]{168}$/);
export const alwaysFull = 'f'.repeat(168);

export const sendRules = z.strictObject({
  /** `polite`: gives way to other programs. `limited`: at most `limitBytesPerSecond`. */
  speed: z.enum(['full', 'polite', 'limited']),
  limitBytesPerSecond: z.number().int().min(16_384).max(1_000_000_000),
  hours: hoursPlan,
  waitOnMetered: z.boolean(),
  waitOnBattery: z.boolean(),
  /** Percent of charge below which a computer without mains power does not send. */
  batteryPercent: z.number().int().min(5).max(100),
});
export type SendRules = z.infer<typeof sendRules>;

export const defaultSendRules: SendRules = {
  speed: 'full',
  limitBytesPerSecond: 2_000_000,
  hours: alwaysFull,
  waitOnMetered: true,
  waitOnBattery: true,
  batteryPercent: 30,
};

/** What the system reports; null: unknown, and then the rule does not apply. */
export const conditions = z.strictObject({
  metered: z.boolean().nullable(),
  onBattery: z.boolean(),
  batteryPercent: z.number().min(0).max(100).nullable(),
});
export type Conditions = z.infer<typeof conditions>;
export const unknownConditions: Conditions = { metered: null, onBattery: false, batteryPercent: null };

export const waitReason = z.enum(['hours', 'metered', 'battery']);
export type WaitReason = z.infer<typeof waitReason>;

export type SendDecision =
  | { kind: 'send'; pace: 'full' | 'polite' | 'limited' }
  /** `untilMs`: when the plan lets it send again; null where only the conditions can change. */
  | { kind: 'wait'; why: WaitReason; untilMs: number | null };

const hourMs = 3_600_000;

/** `at` is local time. `overridden`: rules that the person has set aside for now. */
export function decideSending(
  rules: SendRules,
  now: Conditions,
  at: Date,
  overridden: ReadonlySet<WaitReason>,
): SendDecision {
  if (rules.waitOnMetered && now.metered === true && !overridden.has('metered'))
    return { kind: 'wait', why: 'metered', untilMs: null };
  const isLow = now.onBattery && (now.batteryPercent === null || now.batteryPercent < rules.batteryPercent);
  if (rules.waitOnBattery && isLow && !overridden.has('battery'))
    return { kind: 'wait', why: 'battery', untilMs: null };
  const hour = rules.hours[cellOf(at)];
  if (hour === '-' && !overridden.has('hours'))
    return { kind: 'wait', why: 'hours', untilMs: nextOpening(rules.hours, at) };
  if (hour === 'p' || rules.speed === 'polite') return { kind: 'send', pace: 'polite' };
  return { kind: 'send', pace: rules.speed };
}

/** 0 is Monday, 0:00 to 0:59. */
export function cellOf(at: Date): number {
  return ((at.getDay() + 6) % 7) * 24 + at.getHours();
}

/** When the hours next allow sending; null: never. */
export function nextOpening(hours: string, from: Date): number | null {
  const start = new Date(from);
  start.setMinutes(0, 0, 0);
  for (let ahead = 1; ahead <= 168; ahead++) {
    // Step by step in real time: a day of 23 or 25 hours needs no rule of its own.
    const at = new Date(start.getTime() + ahead * hourMs);
    if (hours[cellOf(at)] !== '-') return at.getTime();
  }
  return null;
}
