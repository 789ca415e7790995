// Which album on the service is the one that was asked for without an answer. Pure.
import type { Privacy } from '../../../shared/library/album.ts';
import { clockSkewMs } from '../matching/match-uncertain-commits.ts';

export interface AlbumOnService {
  id: string;
  title: string;
  /** null: unknown. */
  privacy: Privacy | null;
  /** By the service's clock, the latest moment that its answer allows; null: unknown. */
  createdAtMostMs: number | null;
  photos: number | null;
}

export interface UnansweredAlbum<A extends AlbumOnService> {
  title: string;
  /** As it was asked for. */
  privacy: Privacy;
  /** By the service's clock: the first time it was asked for. */
  askedAtMs: number;
  /** Ids of the albums that had this title before; null: the albums were not listed. */
  beside: readonly string[] | null;
  /** Albums on the service that no row of this library owns. */
  free: readonly A[];
}

/**
 * The service tells only the day on which an album was created, and titles repeat. An album that has the title now and
 * did not exist before the request is ours, even if a person has put photos into it since; of two such albums the empty
 * one is ours. Where the albums were not listed before, only an empty one is ours. One of another type than was asked
 * for is ours, too, if there is none of that type: then the caller asks before a photo goes in.
 */
export function findUnansweredAlbum<A extends AlbumOnService>(asked: UnansweredAlbum<A>): A | undefined {
  const { title, privacy, askedAtMs, beside, free } = asked;
  const candidates = free.filter(
    (album) =>
      album.title === title && (album.createdAtMostMs === null || album.createdAtMostMs >= askedAtMs - clockSkewMs),
  );
  const isAsAsked = (album: A): boolean => album.privacy === null || album.privacy === privacy;
  return (
    oursOf(candidates.filter(isAsAsked), beside) ??
    oursOf(
      candidates.filter((album) => !isAsAsked(album)),
      beside,
    )
  );
}

function oursOf<A extends AlbumOnService>(candidates: readonly A[], beside: readonly string[] | null): A | undefined {
  const empty = candidates.filter(({ photos }) => (photos ?? 0) === 0);
  if (beside === null) return empty[0];
  const isNew = ({ id }: A): boolean => !beside.includes(id);
  return empty.find(isNew) ?? candidates.find(isNew);
}
