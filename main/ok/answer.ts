// The two results of every call to the service, and the closed list of what can go wrong.
import type { Refusal } from '../../shared/reasons.ts';

/**
 * Typed by what the trouble is with (docs/ok-api.md, section 7):
 * - `service`: back off and repeat. `offline` means that no connection could be made, `not_ok` that something else
 *   answered (a captive portal, a proxy, a foreign certificate): neither says anything about the photo, so neither uses
 *   up an attempt. `code` is an API code for `service`, an HTTP status for `http`.
 * - `service-throttled`: the service asks for a rest of the whole account. Code 429 is the HTTP status; all others are
 *   API codes.
 * - `user`, `file`, `album`, `id`, `bug`: as the words say. `id` means: reserve again (reconcile first, if a commit was
 *   tried).
 *   `group`: the album's group is gone, or the user may not publish in it (any more); see groups.ts.
 * - `redirected`: the address redirects to another one, and nothing is ever sent there. `host` and `to` are host names
 *   only.
 * - `not-ok-server`: the address answers, but no call exists there.
 * - `address-not-allowed`: an address we must not talk to; nothing was sent.
 * - `unknown-upload-host`: the service named an upload address on a host that is neither its own nor allowed; nothing
 *   was sent. `host` as `URL.host` gives it.
 * - `file-changed`, `file-unreadable`: the disk, not the service. `part` counts from 0. `code` is the system's word
 *   (EACCES, EIO).
 * - `stopped`: the caller's signal.
 */
export type Trouble =
  | {
      who: 'service';
      kind: 'service' | 'malformed' | 'http' | 'timeout' | 'network' | 'offline' | 'not_ok';
      code?: number;
      retryAfterMs?: number;
      /** Of what came in place of an answer; see answer-excerpt.ts. */
      excerpt?: string;
    }
  | { who: 'service-throttled'; kind: 'throttled' | 'blocked'; code: number; retryAfterMs?: number }
  | { who: 'user'; kind: 'sign-in' | 'permission'; code: number; right?: string }
  | { who: 'file'; refusal: Refusal | 'refused_by_service'; code?: number }
  | { who: 'album'; code: number; group?: 'gone' | 'no_right' }
  | { who: 'id'; code?: number }
  | { who: 'bug'; code: number }
  | { who: 'redirected'; code: number; host: string; to: string | null; how: RedirectHow }
  | { who: 'not-ok-server' }
  | { who: 'address-not-allowed' }
  | { who: 'unknown-upload-host'; scheme: 'http' | 'https'; host: string }
  | { who: 'file-changed'; part: number }
  | { who: 'file-unreadable'; part: number; code: string }
  | { who: 'stopped' };

/**
 * `loop`: to itself; `insecure`: from https to http; `moved`: elsewhere on the same host; `unnamed`: to no readable
 * address.
 */
export type RedirectHow = 'elsewhere' | 'moved' | 'loop' | 'insecure' | 'unnamed';

/**
 * `mayHaveHappened`: the service may have done the work although we have no answer. False only where it surely has not.
 */
export type Failed = { ok: false; trouble: Trouble; mayHaveHappened: boolean };

export type RemoteAnswer<T> = { ok: true; value: T } | Failed;

export function remoteFailure(trouble: Trouble, mayHaveHappened: boolean): Failed {
  return { ok: false, trouble, mayHaveHappened };
}
