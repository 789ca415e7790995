// Uploaded photos are published in groups. «About to commit» is on the disk before the call leaves.
import type { Station } from '../conveyor.ts';
import type { Work } from '../db/placements.ts';
import { refusedByService } from '../db/placing.ts';
import type { Rooms } from '../rooms.ts';
import { waitAfter } from '../retry-policy.ts';
import { commit, type Committed } from '../steps/commit.ts';
import { outcomeOf, wordOf } from '../steps/outcome.ts';
import { holdAlbum } from './hold-album.ts';
import { removeCopy } from './mend-station.ts';
import { bytesToSend } from './reserve-station.ts';
import { applyFailure, isOpen, takeReady } from './sending.ts';

/** Photos in one commit. A lost answer is asked about for all of them, so a group is not made larger than that is pleasant. */
export const commitAtOnce = 20;
/** A photo waits so long for company: few calls while much is sent, no delay that a person notices. */
const companyMs = 200;

export function commitStation(rooms: Rooms): Station<Work[]> {
  const { tables, secrets, clock, traffic } = rooms;
  let wake: (() => void) | null = null;

  function isRipe(): boolean {
    const oldest = tables.placements.oldest('uploaded');
    if (oldest === null) return false;
    const waited = clock.now() - oldest;
    // A clock that was set back must not make anybody wait.
    if (waited >= companyMs || waited < 0 || traffic.lanes().length === 0) return true;
    if (tables.placements.count('uploaded') >= commitAtOnce / 2) return true;
    wake ??= clock.after(companyMs - waited, () => {
      wake = null;
      rooms.nudge();
    });
    return false;
  }

  return {
    name: 'commit',
    space: 'placement',
    room: () => (isOpen(rooms) && isRipe() ? 1 : 0),
    take(_limit, isBusy) {
      const ready = takeReady(rooms, 'commit', commitAtOnce, isBusy, 0);
      return ready.length === 0 ? [] : [ready];
    },
    keys: (group) => group.map((work) => work.placementId),
    async run(group, signal) {
      const remote = rooms.remote();
      if (remote === null) return;
      const photos: { work: Work; photoId: string; token: string }[] = [];
      tables.durably(() => {
        for (const work of group) {
          const token = work.tokenSealed === null ? null : secrets.open(work.tokenSealed);
          // Sealed with a key that is gone: nothing was published, so the bytes may go again.
          if (token === null || work.remotePhotoId === null)
            tables.placements.applyIfAllowed(work.placementId, 'token_lost');
          else if (
            tables.placements.applyIfAllowed(work.placementId, 'commit_started', { commitStartedMs: clock.now() })
          )
            photos.push({ work, photoId: work.remotePhotoId, token });
        }
      });
      if (photos.length === 0) return;
      const results = await commit(remote, photos, signal);
      const troubles = new Set<string>();
      tables.together(() => {
        for (const [index, { work }] of photos.entries()) {
          const result = results[index];
          if (result !== undefined) applyCommitted(rooms, work, result, troubles);
        }
      });
      for (const { work } of photos)
        if (work.sent !== null && tables.placements.state(work.placementId) === 'done')
          await removeCopy(rooms, work.placementId);
    },
  };

  function applyCommitted(where: Rooms, work: Work, result: Committed, troubles: Set<string>): void {
    const { placements } = where.tables;
    switch (result.kind) {
      case 'committed':
        finish(where, work, result.assignedId);
        return;
      case 'refused':
        if (result.how === 'again') placements.apply(work.placementId, 'commit_undone');
        else if (result.reason === 'album_gone') {
          placements.apply(work.placementId, 'held', { reason: 'album_gone' });
          holdAlbum(where, work.albumId);
        } else placements.apply(work.placementId, 'held', { reason: result.reason, lastError: refusedByService });
        where.changed('problems');
        return;
      case 'unknown': {
        // Stays «committing»; reconcile looks into the album. An account's trouble is reported once for the group.
        placements.tryLater(work.placementId, work.attempts, clock.now() + firstLookMs(where), wordOf(result.trouble));
        const outcome = outcomeOf(result.trouble);
        if (outcome.kind === 'account' && !troubles.has(wordOf(result.trouble))) where.account.report(result.trouble);
        troubles.add(wordOf(result.trouble));
        return;
      }
      case 'not-now': {
        placements.apply(work.placementId, 'commit_postponed');
        const outcome = outcomeOf(result.trouble);
        const after = placements.get(work.placementId);
        if (after !== null) void applyFailure(where, after, outcome);
      }
    }
  }
}

/** The permanent id is known: the photo is on the service. */
export function finish(
  rooms: Rooms,
  work: Work,
  assignedId: string,
  event: 'committed' | 'adopted' = 'committed',
): void {
  rooms.tables.placements.apply(work.placementId, event, { assignedId });
  rooms.traffic.done(1, bytesToSend(work));
  rooms.changed('history');
}

/** The service may still be at it: a first look soon, a conclusion from «not there» only after the grace. */
function firstLookMs(rooms: Rooms): number {
  return Math.min(
    rooms.policy.commitGraceMs,
    waitAfter({ ...rooms.policy, firstWaitMs: 1_000 }, 1, rooms.clock.random()),
  );
}
