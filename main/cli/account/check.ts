// Asks the service before a run whose account this is and whether it can be used, so that a wrong key is reported
// before thousands of files are read.
import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountTrouble } from '../../../shared/snapshot.ts';
import type { Clock, Log } from '../../engine/ports.ts';
import type { Credentials } from '../../ok/ports.ts';
import { openOkApi, type Trouble } from '../../ok/api.ts';
import { openNetworkRoute } from '../../ok/network-route.ts';

export type CheckedAccount =
  | { kind: 'good'; userId: string; name: string }
  | { kind: 'trouble'; trouble: AccountTrouble }
  /** No answer in all the time given. */
  | { kind: 'unreachable' }
  /** Rests and passing trouble: the engine goes on by itself. */
  | { kind: 'later' }
  | { kind: 'stopped' };

const betweenMs = 1_000;
/** A page instead of an answer may be a hiccup once. */
const strangeAnswersBelieved = 2;
/** No further one follows. */
const lastTry = 100;

export interface CheckContext {
  /** The one that the engine goes through, too; null: none. */
  proxy: string | null;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
}

export async function checkAccount(
  credentials: Credentials,
  patienceMs: number,
  { proxy, clock, log, signal }: CheckContext,
): Promise<CheckedAccount> {
  const route = openNetworkRoute(proxy);
  const api = openOkApi({ credentials, clock, log, userAgent: 'OK-Photo-Sync', ...route.through });
  const until = clock.steady() + patienceMs;
  let strange = 0;
  try {
    for (;;) {
      const answer = await api.currentUser(signal);
      if (answer.ok) return { kind: 'good', userId: answer.value.id, name: answer.value.name };
      const verdict = verdictOn(answer.trouble);
      if (verdict === 'strange') {
        strange += 1;
        if (strange >= strangeAnswersBelieved)
          return { kind: 'trouble', trouble: strangeTrouble(answer.trouble, clock.now()) };
      } else if (verdict !== 'again') return verdict;
      if (clock.steady() + betweenMs >= until) return { kind: 'unreachable' };
      await sleep(betweenMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await Promise.all([api.close(), route.close()]);
  }
}

/** What was met twice is reported as what it is; nothing waits for another try here. */
function strangeTrouble(trouble: Trouble, nowMs: number): AccountTrouble {
  if (trouble.who !== 'redirected') return { kind: 'not_ok_server' };
  const { host, to, how } = trouble;
  return { kind: 'redirected', bytes: false, host, to, how, tries: lastTry, untilMs: nowMs };
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
