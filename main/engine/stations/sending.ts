// What the sending stations have in common: when they are open, and how a failed step is written down.
import type { Work } from '../db/placements.ts';
import { refusedByService } from '../db/placing.ts';
import { waitAfter } from '../retry-policy.ts';
import type { Rooms } from '../rooms.ts';
import type { Outcome } from '../steps/outcome.ts';
import { holdAlbum } from './hold-album.ts';

export function isOpen(rooms: Rooms): boolean {
  return rooms.account.canSend() && !rooms.isPaused() && rooms.remote() !== null;
}

/** Ready for a step, over all folders that may move, fairly: each folder gives some, the first photos of each first. */
export function takeReady(
  rooms: Rooms,
  step: 'mend' | 'reserve' | 'upload' | 'commit' | 'reconcile',
  limit: number,
  isBusy: (key: number) => boolean,
  running: number,
): Work[] {
  const taken: Work[] = [];
  for (const folder of rooms.sendingFolders()) {
    if (taken.length >= limit) break;
    for (const work of rooms.tables.placements.ready(step, folder.folderId, limit + running)) {
      if (taken.length < limit && !isBusy(work.placementId)) taken.push(work);
    }
  }
  return taken;
}

/** Writes down what a step that did not succeed means for one photo. `moved` is the caller's own business. */
export async function applyFailure(
  rooms: Rooms,
  work: Work,
  outcome: Exclude<Outcome<unknown>, { kind: 'moved' }>,
): Promise<void> {
  const { tables, clock, account, policy } = rooms;
  switch (outcome.kind) {
    case 'stopped':
    case 'wait':
      return;
    case 'account':
      account.report(outcome.trouble);
      return;
    case 'retry': {
      // A connection that broke says something about the photo only if the network is still there.
      if (outcome.error.startsWith('nobody:network') || outcome.error.startsWith('nobody:timeout')) {
        if ((await account.networkDoubt()) === 'offline') return;
      }
      const attempts = work.attempts + 1;
      if (attempts >= policy.attempts) {
        tables.placements.applyIfAllowed(work.placementId, 'held', {
          reason: 'gave_up',
          detail: { error: outcome.error },
        });
        rooms.changed('problems');
        return;
      }
      const wait = Math.max(outcome.afterMs ?? 0, waitAfter(policy, attempts, clock.random()));
      tables.placements.tryLater(work.placementId, attempts, clock.now() + wait, outcome.error);
      return;
    }
    case 'held':
      if (outcome.reason === 'album_gone') {
        holdAlbum(rooms, work.albumId);
        return;
      }
      tables.placements.applyIfAllowed(work.placementId, 'held', {
        reason: outcome.reason,
        ...(outcome.byService ? { lastError: refusedByService } : {}),
      });
      rooms.changed('problems');
      return;
    case 'again':
      if (outcome.from === 'inspect' && work.fileId !== null) {
        const file = tables.files.get(work.fileId);
        // The file is looked at from the start; its placement waits for what inspection says.
        if (file !== null) tables.files.sighted(file.fileId, file, 'seen');
        return;
      }
      tables.placements.applyIfAllowed(work.placementId, work.state === 'uploaded' ? 'token_lost' : 'reservation_lost');
  }
}
