// Which status a snapshot shows at this moment. Pure.
import type { ShownCounts } from '../../../shared/library/shown-state.ts';
import type { WaitReason } from '../../../shared/send-rules.ts';
import type { AccountTrouble, Status } from '../../../shared/snapshot.ts';
import type { WaitingFolder } from './waiting-folders.ts';

export interface Situation {
  hasRemote: boolean;
  trouble: AccountTrouble | null;
  offline: boolean;
  pausedUntilMs: number | null | 'no';
  diskFull: boolean;
  /** A rule of the person that makes sending wait. */
  rule: { why: WaitReason; untilMs: number | null } | null;
  /** Of all folders. */
  counts: ShownCounts;
  /** Photos waiting in folders that can be sent now. */
  movable: number;
  /** Photos being checked: those of folders that can be read now. */
  checkable: number;
  /** Why folders keep their photos from being checked or sent, of those that do. */
  atRest: readonly WaitingFolder['kind'][];
  lanes: number;
  /** Photos of the running round that are on OK; 0 when no round runs. */
  sentInRound: number;
  /** Earliest time at which a failed attempt is repeated; null: something is ready now, or nothing waits. */
  retryAtMs: number | null;
  /** Of what waits, why some of it cannot be made into a copy; null: not because of that. */
  copies: 'disk_full' | 'cannot_copy' | null;
  folders: number;
  /** Photos of folders that wait for the person's «start». */
  planned: number;
  /** Folders are being scanned, or a scan that is due has not ended yet. */
  scanning: boolean;
  /** A folder could not be scanned, and not because of its drive. */
  failed: boolean;
}

/** The most urgent status. Checking and sending at once is `sending`. */
export function statusOf(s: Situation): Status {
  // When nobody is signed in, troubles of the service are out of date; a locked keyring is why nobody is.
  if (s.trouble !== null && (s.hasRemote || s.trouble.kind === 'keyring_locked'))
    return { kind: 'account', trouble: s.trouble };
  if (s.folders === 0 && s.counts.all === 0) return { kind: 'empty' };
  if (s.diskFull) return { kind: 'waiting', untilMs: null, why: 'disk_full' };
  if (s.pausedUntilMs !== 'no') return { kind: 'paused', untilMs: s.pausedUntilMs };
  const open = s.counts.waiting + s.counts.checking;
  if (s.movable > 0 && s.rule !== null && s.hasRemote) return { kind: 'waiting', ...s.rule };
  if (open > 0 && !s.hasRemote) return { kind: 'waiting', untilMs: null, why: 'no_account' };
  if (open > 0 && s.offline) return { kind: 'offline' };
  if (s.lanes > 0) return { kind: 'sending' };
  if (s.movable > 0) {
    if (s.retryAtMs === null) return { kind: 'sending' };
    if (s.copies !== null) return { kind: 'waiting', untilMs: null, why: s.copies };
    return { kind: 'waiting', untilMs: s.retryAtMs, why: 'retry' };
  }
  // Between two photos that are sent, the next one is only being checked: that is still `sending`.
  if (s.checkable > 0 || s.scanning) return { kind: s.sentInRound > 0 ? 'sending' : 'checking' };
  if (s.counts.needs_you + s.counts.review > 0)
    return { kind: 'needs_you', photos: s.counts.needs_you + s.counts.review };
  if (open > 0) return { kind: 'waiting', untilMs: null, why: whyAtRest(s) };
  if (s.failed) return { kind: 'waiting', untilMs: null, why: 'folder_failed' };
  return { kind: 'ready' };
}

/** What the person can end at once comes first. */
function whyAtRest({ planned, atRest }: Situation): 'planned' | 'drive_off' | 'folder_shut' | 'folder_paused' {
  if (planned > 0) return 'planned';
  return (['drive_off', 'folder_shut', 'folder_paused'] as const).find((why) => atRest.includes(why)) ?? 'drive_off';
}
