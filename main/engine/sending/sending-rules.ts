// The person's rules for sending at work: conditions and clock in, «may send, this fast» out. Decides with shared/send-rules.ts.
import type { Conditions, SendRules, WaitReason } from '../../../shared/send-rules.ts';
import { decideSending, defaultSendRules, unknownConditions, type SendDecision } from '../../../shared/send-rules.ts';
import { openByteRateLimiter, type ByteRateLimiter } from './byte-rate-limiter.ts';
import type { Clock } from '../ports.ts';

/** The plan's hours are looked at this often: an hour may begin at any minute of a clock that was set. */
const lookEveryMs = 30_000;

export interface SendingRules {
  /** Asked before anything is sent; the pace is set on the way. */
  decide(): SendDecision;
  rules(next: SendRules): void;
  conditions(next: Conditions): void;
  isOnBattery(): boolean;
  /** Sets aside what waits now. It counts again once its condition was over for a moment. */
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

  function forgetOver(): void {
    // A rule that would not wait any more without its override has no override left.
    for (const why of overridden) {
      const others = new Set([...overridden].filter((one) => one !== why));
      const without = decideSending(rules, now, new Date(clock.now()), others);
      if (without.kind === 'send' || without.why !== why) overridden.delete(why);
    }
  }

  function decide(): SendDecision {
    forgetOver();
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

  function look(): void {
    const text = JSON.stringify(decide());
    if (text !== told) onChange();
    told = text;
    cancel = clock.after(lookEveryMs, look);
  }
  cancel = clock.after(lookEveryMs, look);

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
