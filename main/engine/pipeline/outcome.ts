// The closed list of what a step can end in. A step returns one of these, opens no database, and does not loop.
import type { ProblemReason } from '../../../shared/reasons.ts';
import type { Trouble } from '../../ok/answer.ts';
import type { AlbumRefusal } from '../albums/hold-for-album.ts';
import { troubleWord } from '../../ok/trouble-word.ts';

/**
 * - `moved`: what the step was for has happened; `value` is what the row must remember.
 * - `retry`: later, with one attempt used up; `error` is a typed word.
 * - `wait`: later, with no attempt used up: the network, the account or the disk, not this photo.
 * - `account`: stops all lanes; nothing is known against this photo.
 * - `held`: a person must decide about this photo (or its album).
 * - `again`: from an earlier step, at once: reservation lost, file changed on the disk.
 * - `stopped`: our own signal.
 */
export type StepOutcome<T> =
  | { kind: 'moved'; value: T }
  | { kind: 'retry'; error: string; afterMs?: number }
  | { kind: 'wait'; error: string }
  | { kind: 'account'; trouble: Trouble }
  /** `byCode`: the service said so by one of its codes, and not something on the way to it by an HTTP status. */
  | { kind: 'held'; reason: ProblemReason; byService: boolean; byCode?: boolean }
  | { kind: 'again'; from: 'reserve' | 'inspect' }
  | { kind: 'stopped' };

/** What a failed call means for one photo. One place, so that every step reads the service's errors alike. */
export function outcomeOf(trouble: Trouble): Exclude<StepOutcome<never>, { kind: 'moved' }> {
  switch (trouble.who) {
    case 'stopped':
      return { kind: 'stopped' };
    case 'file-changed':
    case 'file-unreadable':
      return { kind: 'again', from: 'inspect' };
    case 'file':
      return { kind: 'held', reason: trouble.refusal, byService: true, byCode: trouble.code !== undefined };
    case 'album':
      return { kind: 'held', reason: albumReasonOf(trouble), byService: true };
    case 'id':
      return { kind: 'again', from: 'reserve' };
    case 'user':
    case 'bug':
    case 'redirected':
    case 'not-ok-server':
    case 'address-not-allowed':
    case 'unknown-upload-host':
    case 'service-throttled':
      return { kind: 'account', trouble };
    case 'service':
      if (trouble.kind === 'offline' || trouble.kind === 'not_ok') return { kind: 'account', trouble };
      return {
        kind: 'retry',
        error: troubleWord(trouble),
        ...(trouble.retryAfterMs === undefined ? {} : { afterMs: trouble.retryAfterMs }),
      };
  }
}

/** TOTAL_LIMIT_REACHED: it is there, and takes no more. */
export function albumReasonOf({ code, group }: Extract<Trouble, { who: 'album' }>): AlbumRefusal {
  if (group !== undefined) return `group_${group}`;
  return code === 26 ? 'album_full' : 'album_gone';
}

/** No connection could be made: the network is away, or no server answers at this address. */
export function isUnreached(trouble: Trouble): boolean {
  return trouble.who === 'service' && trouble.kind === 'offline';
}
