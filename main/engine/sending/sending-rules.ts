// Applies the person's rules for sending (shared/send-rules.ts) to the conditions and the time, and sets the byte rate.
import type { Conditions, SendRules, WaitReason } from '../../../shared/send-rules.ts';
import { decideSending, defaultSendRules, unknownConditions, type SendDecision } from '../../../shared/send-rules.ts';
import { openByteRateLimiter, type ByteRateLimiter } from './byte-rate-limiter.ts';
import type { Clock } from '../ports.ts';

/** How often the hours of the rules are checked: the clock may be set at any time. */
const checkEveryMs = 30_000;

export interface SendingRules {
  /** Asked before anything is sent; also sets the byte rate. */
  decide(): SendDecision;
  rules(next: SendRules): void;
  conditions(next: Conditions): void;
  isOnBattery(): boolean;
  /** Overrides the rule that waits now, until its condition has ended once. */
  sendAnyway(): void;
  rateLimiter: ByteRateLimiter;
  close(): void;
}

export function openSendingRules(
  clock: Clock,
  onChange: () => void,
  first: SendRules = defaultSendRules,
): SendingRules {
  const rateLimiter = openByteRateLimiter(clock);
  const overridden = new Set<WaitReason>();
  let rules = first;
  let now: Conditions = unknownConditions;
  let applied = '';
  let told = '';
  let cancel: () => void = () => undefined;

  function dropEndedOverrides(): void {
    // A rule that would not wait without its override loses the override.
    for (const why of overridden) {
      const others = new Set([...overridden].filter((one) => one !== why));
      const without = decideSending(rules, now, new Date(clock.now()), others);
      if (without.kind === 'send' || without.why !== why) overridden.delete(why);
    }
  }

  function decide(): SendDecision {
    dropEndedOverrides();
    const decision = decideSending(rules, now, new Date(clock.now()), overridden);
    if (decision.kind === 'wait') return decision;
    const key = `${decision.pace} ${rules.limitBytesPerSecond}`;
    if (key !== applied) {
      applied = key;
      if (decision.pace === 'polite') rateLimiter.polite();
      else rateLimiter.limit(decision.pace === 'limited' ? rules.limitBytesPerSecond : null);
    }
    return decision;
  }

  function checkAgain(): void {
    const text = JSON.stringify(decide());
    if (text !== told) onChange();
    told = text;
    cancel = clock.after(checkEveryMs, checkAgain);
  }
  cancel = clock.after(checkEveryMs, checkAgain);

  return {
    decide,
    rules(next) {
      rules = next;
      onChange();
    },
    conditions(next) {
      now = next;
      onChange();
    },
    isOnBattery: () => now.onBattery,
    sendAnyway() {
      const decision = decide();
      if (decision.kind === 'wait') overridden.add(decision.why);
      onChange();
    },
    rateLimiter,
    close: () => cancel(),
  };
}
