// Commits whose answer was lost: looks into the album, then repeats the commit, then asks the person. See [Note: look before asking again].
import type { Station } from '../conveyor.ts';
import type { Work } from '../db/placements.ts';
import { refusedByService } from '../db/placing.ts';
import { sentSides, type Rooms } from '../rooms.ts';
import { waitAfter } from '../retry-policy.ts';
import type { Remote } from '../remote/remote.ts';
import type { Trouble } from '../remote/answer.ts';
import { commit } from '../steps/commit.ts';
import { outcomeOf, wordOf } from '../steps/outcome.ts';
import { clockSkewMs, match } from '../steps/reconcile.ts';
import { finish } from './commit-station.ts';
import { removeCopy } from './mend-station.ts';
import { isOpen, takeReady } from './sending.ts';

const groupAtMost = 100;

export function reconcileStation(rooms: Rooms): Station<Work[]> {
  const { tables, clock, account, policy, secrets } = rooms;

  function later(work: Work, trouble: Trouble): void {
    const outcome = outcomeOf(trouble);
    if (outcome.kind === 'stopped') return;
    if (outcome.kind === 'account') {
      account.report(trouble);
      return;
    }
    const attempts = work.attempts + 1;
    if (attempts >= policy.attempts || outcome.kind === 'held') lose(work, []);
    else
      tables.placements.tryLater(
        work.placementId,
        attempts,
        clock.now() + waitAfter(policy, attempts, clock.random()),
        wordOf(trouble),
      );
  }

  function lose(work: Work, candidates: readonly string[]): void {
    tables.placements.apply(work.placementId, 'lost_track', {
      reason: 'commit_unclear',
      detail: { candidates: candidates.join(' ') },
    });
    rooms.changed('problems');
  }

  /** Nothing in the album can be it and the grace is over: the same commit, same id, same token, never new bytes. */
  async function repeat(remote: Remote, absent: readonly Work[], signal: AbortSignal): Promise<void> {
    const photos = absent.flatMap((work) => {
      const token = work.tokenSealed === null ? null : secrets.open(work.tokenSealed);
      return token === null || work.remotePhotoId === null ? [] : [{ work, photoId: work.remotePhotoId, token }];
    });
    for (const work of absent) if (!photos.some((photo) => photo.work === work)) lose(work, []);
    if (photos.length === 0) return;
    // One at a time: a lost answer is then about one photo, and the next look can tell.
    for (const photo of photos) {
      const [result] = await commit(remote, [photo], signal);
      switch (result?.kind) {
        case 'committed':
          // An id that another photo has would mean that the service made one of two: never claim it twice.
          if (tables.placements.isClaimed(result.assignedId, photo.work.placementId))
            lose(photo.work, [result.assignedId]);
          else finish(rooms, photo.work, result.assignedId);
          break;
        case 'refused':
          // Gone, and not in the album: it was published and moved, or never was. Only a person can say.
          if (result.how === 'again' || result.reason === 'album_gone') lose(photo.work, []);
          else
            tables.placements.apply(photo.work.placementId, 'held', {
              reason: result.reason,
              lastError: refusedByService,
            });
          rooms.changed('problems');
          break;
        case 'unknown':
        case 'not-now':
          later(photo.work, result.trouble);
          if (outcomeOf(result.trouble).kind === 'account') return;
          break;
        default:
      }
    }
  }

  return {
    name: 'reconcile',
    space: 'placement',
    room: () => (isOpen(rooms) ? 1 : 0),
    take(_limit, isBusy) {
      const ready = takeReady(rooms, 'reconcile', groupAtMost, isBusy, 0);
      const [first] = ready;
      return first === undefined ? [] : [ready.filter((work) => work.albumId === first.albumId)];
    },
    keys: (group) => group.map((work) => work.placementId),
    async run(group, signal) {
      const remote = rooms.remote();
      const [first] = group;
      if (remote === null || first === undefined) return;
      const lost = group.map((work) => ({
        placementId: work.placementId,
        ...sentSides(work),
        commitStartedMs: work.commitStartedMs ?? 0,
      }));
      const earliest = Math.min(...lost.map((one) => one.commitStartedMs));
      const listed = await remote.albumPhotos(first.album.remoteId, { sinceMs: earliest - clockSkewMs }, signal);
      if (!listed.ok) {
        for (const work of group) later(work, listed.trouble);
        return;
      }
      // Sides that the service does not tell fit everything: such a photo can make a case unclear, never absent.
      const unclaimed = listed.value
        .filter((photo) => !tables.placements.isClaimed(photo.id, 0))
        .map((photo) => ({
          id: photo.id,
          width: photo.width ?? 0,
          height: photo.height ?? 0,
          createdMs: photo.createdMs ?? clock.now(),
        }));
      const byId = new Map(group.map((work) => [work.placementId, work]));
      const absent: Work[] = [];
      tables.together(() => {
        for (const finding of match(lost, unclaimed)) {
          const work = byId.get(finding.placementId);
          if (work === undefined) continue;
          if (finding.kind === 'found') finish(rooms, work, finding.assignedId, 'adopted');
          else if (finding.kind === 'unclear') lose(work, finding.candidates);
          else {
            const graceEnds = (work.commitStartedMs ?? 0) + policy.commitGraceMs;
            const wait = graceEnds - clock.now();
            if (wait > 0 && wait <= policy.commitGraceMs)
              tables.placements.tryLater(work.placementId, work.attempts, graceEnds, 'not in the album yet');
            else absent.push(work);
          }
        }
      });
      await repeat(remote, absent, signal);
      for (const work of group)
        if (work.sent !== null && tables.placements.state(work.placementId) === 'done')
          await removeCopy(rooms, work.placementId);
    },
  };
}
