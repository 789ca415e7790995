// Keeps the status from flickering: work that stops for a moment is still shown as work. Pure; what is urgent is shown
// at once.
import type { Status } from '../../../shared/snapshot.ts';

export interface SteadyStatus {
  /** What is shown. */
  shown: Status;
  /** Since when work has seemed to be over, on the steady clock; null: `shown` is the actual status. */
  calmSinceMs: number | null;
  /** The last status that was no work. */
  rest: Status | null;
}

/** Photos that a camera or another program brings one by one come closer together than this. */
export const calmAfterMs = 3_000;

/**
 * `wanted`: the actual status. `lastDoneAt`: when a photo last became public, on the same clock; null: none has. A
 * photo may come and be sent between two snapshots: then only this tells that there was work.
 */
export function steadyStatus(
  before: SteadyStatus | null,
  wanted: Status,
  steadyMs: number,
  lastDoneAt: number | null,
): SteadyStatus {
  const now: SteadyStatus = {
    shown: wanted,
    calmSinceMs: null,
    rest: isBusy(wanted) ? (before?.rest ?? null) : wanted,
  };
  if (before === null || !isCalm(wanted) || isNewCause(wanted, before.rest)) return now;
  const wasBusy = isBusy(before.shown);
  const calmSinceMs = Math.max(wasBusy ? (before.calmSinceMs ?? steadyMs) : -Infinity, lastDoneAt ?? -Infinity);
  if (steadyMs - calmSinceMs >= calmAfterMs) return now;
  const hasSent = lastDoneAt !== null && steadyMs - lastDoneAt < calmAfterMs;
  return { shown: wasBusy && !hasSent ? before.shown : { kind: 'sending' }, calmSinceMs, rest: before.rest };
}

/** A drive that goes away during the work is shown at once; one that was away before may wait for the next photo. */
function isNewCause(wanted: Status, rest: Status | null): boolean {
  return wanted.kind === 'waiting' && !(rest?.kind === 'waiting' && rest.why === wanted.why);
}

function isBusy({ kind }: Status): boolean {
  return kind === 'checking' || kind === 'sending';
}

/** A status that may occur between two photos of one series. All others have a cause that the person should see now. */
function isCalm(status: Status): boolean {
  switch (status.kind) {
    case 'ready':
    case 'needs_you':
      return true;
    case 'waiting':
      // Other folders may wait for long while this one works.
      return ['planned', 'drive_off', 'folder_shut', 'folder_paused', 'folder_failed'].includes(status.why);
    case 'starting':
    case 'empty':
    case 'checking':
    case 'sending':
    case 'paused':
    case 'offline':
    case 'account':
      return false;
  }
}
