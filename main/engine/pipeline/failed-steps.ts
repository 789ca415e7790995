// What the sending stations have in common: when they are open, and how a failed step is written down.
import type { Work } from '../db/work.ts';
import { refusedByService } from '../../../shared/reasons.ts';
import { waitAfter } from '../sending/retry-policy.ts';
import type { FolderRow } from '../db/folders.ts';
import type { Fuse } from '../sending/circuit-breaker.ts';
import type { Rooms } from './context.ts';
import type { Outcome } from './outcome.ts';
import { reasonFor } from './precheck.ts';
import { keepsPlaceRule } from './apply-place-rule.ts';
import { holdAlbum } from '../albums/hold-album.ts';

export function isOpen(rooms: Rooms): boolean {
  return rooms.account.canSend() && !rooms.isPaused() && rooms.remote() !== null;
}

/** Ready for a step, folder after folder, the first photos of each first. */
export function takeReady(
  rooms: Rooms,
  step: 'mend' | 'reserve' | 'upload' | 'commit' | 'reconcile',
  limit: number,
  isBusy: (key: number) => boolean,
  running: number,
  folders = foldersFor(rooms, step),
): Work[] {
  const taken: Work[] = [];
  for (const folder of folders) {
    if (taken.length >= limit) break;
    for (const id of rooms.tables.placements.readyIds(step, folder.folderId, limit + running)) {
      if (taken.length >= limit) break;
      const work = isBusy(id) ? null : rooms.tables.placements.get(id);
      if (work !== null && (step === 'reconcile' || keepsPlaceRule(rooms, work))) taken.push(work);
    }
  }
  return taken;
}

/** What may be public already is brought to an end wherever it came from; what only has to become public needs no drive. */
function foldersFor(rooms: Rooms, step: Parameters<typeof takeReady>[1]): readonly FolderRow[] {
  if (step === 'reconcile') return rooms.tables.folders.withRemoved();
  return step === 'commit' ? rooms.publishingFolders() : rooms.sendingFolders();
}

/** Tells the step's fuse how the service answered. Our own disk and our own stop say nothing about the service. */
export function tellFuse(fuse: Fuse, outcome: Outcome<unknown>): void {
  if (outcome.kind === 'retry') fuse.failed(outcome.afterMs);
  else if (
    outcome.kind === 'moved' ||
    outcome.kind === 'held' ||
    (outcome.kind === 'again' && outcome.from === 'reserve')
  )
    fuse.wentWell();
}

/** Writes down what a step that did not succeed means for its photos. `moved` is the caller's own business. */
export async function applyFailure(
  rooms: Rooms,
  works: readonly Work[],
  outcome: Exclude<Outcome<unknown>, { kind: 'moved' }>,
): Promise<void> {
  if (outcome.kind === 'account') {
    rooms.account.report(outcome.trouble);
    return;
  }
  // A connection that broke says something about the photo only if the network is still there.
  const broke =
    outcome.kind === 'retry' &&
    (outcome.error.startsWith('nobody:network') || outcome.error.startsWith('nobody:timeout'));
  if (broke && (await rooms.account.networkDoubt()) === 'offline') return;
  rooms.tables.together(() => {
    for (const work of works) applyToOne(rooms, work, outcome);
  });
}

function applyToOne(rooms: Rooms, work: Work, outcome: Exclude<Outcome<unknown>, { kind: 'moved' | 'account' }>): void {
  const { tables } = rooms;
  switch (outcome.kind) {
    case 'stopped':
    case 'wait':
      return;
    case 'retry':
      countAttempt(rooms, work, outcome.error, outcome.afterMs);
      return;
    case 'held':
      if (outcome.reason === 'album_gone' || outcome.reason === 'album_full') {
        const toldBy = outcome.reason === 'album_full' && work.state === 'queued' ? 'reserve' : 'later';
        holdAlbum(rooms, work.albumId, outcome.reason, [], toldBy);
        return;
      }
      tables.placements.applyIfAllowed(work.placementId, 'held', {
        reason: reasonFor(outcome.reason, work.format),
        ...(outcome.byService ? { lastError: refusedByService } : {}),
      });
      rooms.changed('problems');
      return;
    case 'again':
      if (outcome.from === 'inspect') {
        const file = work.fileId === null ? null : tables.files.get(work.fileId);
        // The file is looked at from the start; its placement waits for what inspection says.
        if (file !== null) tables.files.sighted(file.fileId, file, 'seen');
        countAttempt(rooms, work, 'file changed', 0);
        return;
      }
      tables.placements.applyIfAllowed(work.placementId, work.state === 'uploaded' ? 'token_lost' : 'reservation_lost');
      // The first time at once: reservations do expire. What happens again and again is no expiry.
      countAttempt(rooms, work, 'reservation lost', work.attempts === 0 && work.state !== 'queued' ? 0 : undefined);
  }
}

/** One attempt less, and a wait (`afterMs` 0: none; else at least so long); after the last one a person is asked. A photo that has moved on meanwhile is left alone. */
export function countAttempt(rooms: Rooms, work: Work, error: string, afterMs?: number): void {
  const { tables, clock, policy } = rooms;
  const state = tables.placements.state(work.placementId);
  if (state !== 'queued' && state !== 'reserved' && state !== 'uploaded') return;
  const attempts = work.attempts + 1;
  if (attempts >= policy.attempts) {
    tables.placements.apply(work.placementId, 'held', { reason: 'gave_up', detail: { error } });
    rooms.changed('problems');
    return;
  }
  const wait = afterMs === 0 ? 0 : Math.max(afterMs ?? 0, waitAfter(policy, attempts, clock.random()));
  tables.placements.tryLater(work.placementId, attempts, clock.now() + wait, error);
}
