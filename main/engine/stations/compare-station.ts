// After a restore, photos are compared with what the service has before they are sent. Finds; assumes nothing. See [Note: after a restore].
import type { Station } from '../conveyor.ts';
import type { ComparedAlbum, ListedPhoto, Uncompared } from '../db/comparing.ts';
import { waitAfter } from '../retry-policy.ts';
import type { Remote } from '../remote/remote.ts';
import type { Rooms } from '../rooms.ts';
import { outcomeOf, wordOf } from '../steps/outcome.ts';
import { canBe } from '../steps/reconcile.ts';
import { holdAlbum } from './hold-album.ts';
import { isOpen } from './sending.ts';

const atOnce = 100;
/** The backup's time is of our clock, a photo's of the service's; and a backup takes a while. What is ours already is not asked about, so this may be generous. */
const marginMs = 3_600_000;
/** Named in the journal; a person looks into the album anyway. */
const candidatesNamed = 5;

export function compareStation(rooms: Rooms): Station<Uncompared[]> {
  const { comparing, placements } = rooms.tables;

  /** false: not now. The trouble is written down. */
  async function list(
    remote: Remote,
    album: ComparedAlbum,
    group: readonly Uncompared[],
    signal: AbortSignal,
  ): Promise<boolean> {
    const albumId = group[0]?.albumId ?? 0;
    const answer = await remote.albumPhotos(album.remoteId, { sinceMs: album.sinceMs - marginMs }, signal);
    if (answer.ok) {
      comparing.keepList(
        albumId,
        answer.value.map(({ id, width, height, createdMs }) => ({
          remoteId: id,
          width,
          height,
          createdAtMs: createdMs,
        })),
      );
      return true;
    }
    const outcome = outcomeOf(answer.trouble);
    if (outcome.kind === 'account') rooms.account.report(answer.trouble);
    else if (outcome.kind === 'held') holdAlbum(rooms, albumId);
    else if (outcome.kind !== 'stopped')
      rooms.tables.together(() => {
        for (const { placementId } of group) {
          // The photo is not to blame: no attempt is used up.
          const work = placements.get(placementId);
          const wait = waitAfter(rooms.policy, 1, rooms.clock.random());
          placements.tryLater(placementId, work?.attempts ?? 0, rooms.clock.now() + wait, wordOf(answer.trouble));
        }
      });
    return false;
  }

  function compare(one: Uncompared, unowned: readonly ListedPhoto[]): void {
    if (placements.state(one.placementId) !== 'queued' || comparing.recognise(one)) return;
    const candidates = unowned.filter((photo) => canBe(one, { width: photo.width ?? 0, height: photo.height ?? 0 }));
    if (candidates.length === 0 && !comparing.isElsewhere(one.sha256)) {
      comparing.cleared(one.placementId);
      return;
    }
    placements.apply(one.placementId, 'held', {
      reason: 'maybe_there',
      detail: {
        candidates: candidates
          .slice(0, candidatesNamed)
          .map(({ remoteId }) => remoteId)
          .join(' '),
      },
    });
    rooms.changed('problems');
  }

  return {
    name: 'compare',
    space: 'placement',
    room: () => (isOpen(rooms) ? 1 : 0),
    take(_limit, isBusy) {
      const group = comparing.due(atOnce).filter(({ placementId }) => !isBusy(placementId));
      return group.length === 0 ? [] : [group];
    },
    keys: (group) => group.map(({ placementId }) => placementId),
    async run(group, signal) {
      const [first] = group;
      const remote = rooms.remote();
      const album = first === undefined ? null : comparing.album(first.albumId);
      if (first === undefined || remote === null || album === null) return;
      if (!album.isListed && !(await list(remote, album, group, signal))) return;
      const unowned = comparing.unowned(first.albumId);
      rooms.tables.together(() => {
        for (const one of group) compare(one, unowned);
      });
      rooms.changed('photos');
    },
  };
}
