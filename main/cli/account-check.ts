// One question to the service before a run: whose account is this, and can it be used at all? So that a wrong key is told before
// thousands of files are read. Sends no photo.
import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountTrouble } from '../../shared/snapshot.ts';
import type { Log } from '../engine/ports.ts';
import type { Credentials } from '../ok/ports.ts';
import { openOkApi, type Trouble } from '../ok/api.ts';
import { systemClock } from '../engine/system-clock.ts';

export type CheckedAccount =
  | { kind: 'good'; userId: string }
  | { kind: 'trouble'; trouble: AccountTrouble }
  /** Nobody has answered in all the time given. */
  | { kind: 'unreachable' }
  /** Rests and passing trouble are the engine's business: it goes on by itself. */
  | { kind: 'later' }
  | { kind: 'stopped' };

const betweenMs = 1_000;
/** A page instead of an answer may be a hiccup once. */
const strangeAnswersBelieved = 2;
/** No further one follows. */
const lastTry = 100;

export async function checkAccount(
  credentials: Credentials,
  patienceMs: number,
  log: Log,
  signal: AbortSignal,
): Promise<CheckedAccount> {
  const remote = openOkApi({ credentials, clock: systemClock, log, userAgent: 'OK-Photo-Sync' });
  const until = systemClock.steady() + patienceMs;
  let strange = 0;
  try {
    for (;;) {
      const answer = await remote.currentUser(signal);
      if (answer.ok) return { kind: 'good', userId: answer.value.id };
      const verdict = verdictOn(answer.trouble);
      if (verdict === 'strange') {
        strange += 1;
        if (strange >= strangeAnswersBelieved) return { kind: 'trouble', trouble: strangeTrouble(answer.trouble) };
      } else if (verdict !== 'again') return verdict;
      if (systemClock.steady() + betweenMs >= until) return { kind: 'unreachable' };
      await sleep(betweenMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await remote.close();
  }
}

/** What was met twice is told as what it is; nothing waits for another try here. */
function strangeTrouble(trouble: Trouble): AccountTrouble {
  if (trouble.who !== 'redirected') return { kind: 'not_ok_server' };
  const { host, to, how } = trouble;
  return { kind: 'redirected', bytes: false, host, to, how, tries: lastTry, untilMs: systemClock.now() };
}

function verdictOn(trouble: Trouble): CheckedAccount | 'again' | 'strange' {
  switch (trouble.who) {
    case 'user':
      return {
        kind: 'trouble',
        trouble: trouble.kind === 'sign-in' ? { kind: 'sign_in' } : { kind: 'permission', right: trouble.right ?? '' },
      };
    case 'bug':
      return { kind: 'trouble', trouble: { kind: 'rejected', code: trouble.code } };
    case 'not-ok-server':
    case 'address-not-allowed':
      return { kind: 'trouble', trouble: { kind: 'not_ok_server' } };
    case 'redirected':
      return 'strange';
    case 'stopped':
      return { kind: 'stopped' };
    case 'service':
      if (trouble.kind === 'service') return { kind: 'later' };
      return trouble.kind === 'not_ok' || trouble.kind === 'malformed' ? 'strange' : 'again';
    default:
      return { kind: 'later' };
  }
}
