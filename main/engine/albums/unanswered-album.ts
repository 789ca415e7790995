// Which album on the service is the one whose creation was asked for and not answered. Pure.
import type { Privacy } from '../../../shared/library/album.ts';
import { clockSkewMs } from '../matching/match-uncertain-commits.ts';

export interface AlbumOnService {
  id: string;
  title: string;
  /** null: not said. */
  privacy: Privacy | null;
  /** By the service's clock, the latest moment that its word allows; null: not said. */
  createdAtMostMs: number | null;
  photos: number | null;
}

export interface Unanswered<A extends AlbumOnService> {
  title: string;
  /** As it was asked for. */
  privacy: Privacy;
  /** By the service's clock: the first time it was asked for. */
  askedAtMs: number;
  /** Ids that had this title before; null: nobody looked. */
  beside: readonly string[] | null;
  /** Albums on the service that no row of this library owns. */
  free: readonly A[];
}

/**
 * The service tells only the day on which an album was created, and titles repeat. What has the title now and did not have it before we
 * asked is ours, also if a person has put photos into it since; the empty one, if there are two. Where nobody looked before, only an empty one is.
 */
export function findUnanswered<A extends AlbumOnService>(asked: Unanswered<A>): A | undefined {
  const { beside } = asked;
  const possible = asked.free.filter(
    ({ title, privacy, createdAtMostMs }) =>
      title === asked.title &&
      (privacy === null || privacy === asked.privacy) &&
      (createdAtMostMs === null || createdAtMostMs >= asked.askedAtMs - clockSkewMs),
  );
  const empty = possible.filter(({ photos }) => (photos ?? 0) === 0);
  if (beside === null) return empty[0];
  const isNew = ({ id }: A): boolean => !beside.includes(id);
  return empty.find(isNew) ?? possible.find(isNew);
}
