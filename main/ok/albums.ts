// Albums on the service: creating, editing, listing.
import type { Privacy } from '../../shared/library/album.ts';
import { dayKey } from '../../shared/locales/format.ts';
import type { RemoteAnswer } from './answer.ts';
import type { ApiCalls } from './api-calls.ts';
import { answerInGroup, placeParams } from './groups.ts';
import { allPages } from './paging.ts';
import { albumsPage, bareId, doneAnswer } from './wire.ts';

export interface RemoteAlbum {
  id: string;
  title: string;
  /** null: not told, or a kind that we do not know (for example «relatives»). */
  privacy: Privacy | null;
  /** By the service's clock, the latest moment its answer allows: mostly it tells only the day. null: not told. */
  createdAtMostMs: number | null;
  /** That day, YYYY-MM-DD: as the service tells it, or in local time where it tells a moment. For display only. */
  createdOn: string | null;
  photos: number | null;
}

/** As real clients send them (docs/ok-api.md); the documents have them in upper case. */
const TYPES = { public: 'public', friends: 'friends', private: 'private' } as const satisfies Record<Privacy, string>;

/** The service understood the call and refused a parameter: nothing was made, so another spelling may be tried. */
const isParameterRefused = <T>(answer: RemoteAnswer<T>): boolean =>
  !answer.ok && answer.trouble.who === 'bug' && answer.trouble.code === 100;

export interface EditedAlbum {
  id: string;
  title: string;
  privacy: Privacy;
  inUpperCase?: boolean;
}

/** The new album's id. A repetition after an unclear answer may create a second one: search for the title first. */
export async function createAlbum(
  calls: ApiCalls,
  album: { title: string; privacy: Privacy; groupId?: string | null },
  signal: AbortSignal,
): Promise<RemoteAnswer<string>> {
  const { groupId = null } = album;
  if (groupId !== null) {
    // Who sees it is the group's matter; the service does not look at the type.
    const params = { title: album.title, gid: groupId };
    return answerInGroup(groupId, await calls.call('photos.createAlbum', params, bareId, { signal }));
  }
  const type = TYPES[album.privacy];
  const create = (spelled: string): Promise<RemoteAnswer<string>> =>
    calls.call('photos.createAlbum', { title: album.title, type: spelled }, bareId, { signal });
  const answer = await create(type);
  return isParameterRefused(answer) ? create(type.toUpperCase()) : answer;
}

/** The service wants the title each time. `inUpperCase`: how «who sees it» is written. */
export async function editAlbum(calls: ApiCalls, album: EditedAlbum, signal: AbortSignal): Promise<RemoteAnswer<true>> {
  const type = TYPES[album.privacy];
  const params = { aid: album.id, title: album.title, type: album.inUpperCase === true ? type.toUpperCase() : type };
  const answer = await calls.call('photos.editAlbum', params, doneAnswer, { signal });
  return answer.ok ? { ok: true, value: true } : answer;
}

/** All albums of the user, or of a group. The paging parameters have other names than those of photos. */
export async function listAlbums(
  calls: ApiCalls,
  signal: AbortSignal,
  groupId: string | null = null,
): Promise<RemoteAnswer<RemoteAlbum[]>> {
  const answer = await allPages<RemoteAlbum>(
    async (anchor, count) => {
      const params = {
        ...placeParams({ remoteId: null, groupId }),
        count: String(count),
        pagingDirection: 'FORWARD',
        ...(anchor === null ? {} : { pagingAnchor: anchor }),
      };
      const answer = await calls.call('photos.getAlbums', params, albumsPage, { signal });
      if (!answer.ok) return answer;
      const items = answer.value.albums.map((album): RemoteAlbum => ({
        id: album.aid,
        title: album.title ?? '',
        privacy: privacyOf(album.type),
        createdAtMostMs: album.created_ms ?? latestOf(album.created),
        createdOn: dayOf(album.created_ms ?? album.created),
        photos: album.photos_count ?? null,
      }));
      return { ok: true, value: { items, hasMore: answer.value.hasMore, anchor: answer.value.pagingAnchor } };
    },
    (album) => album.id,
    () => false,
    MOST_ALBUM_PAGES,
  );
  return answerInGroup(groupId, answer);
}

/** Fifty thousand albums; every photo waits meanwhile. */
const MOST_ALBUM_PAGES = 500;

/**
 * One word in any case, several joined with commas, or a list. Of several the widest counts; null where one of the
 * others has no word here («relatives»), or where nothing is said.
 */
function privacyOf(type: unknown): Privacy | null {
  const words = (Array.isArray(type) ? (type as unknown[]) : [type])
    .flatMap((word) => (typeof word === 'string' ? word.split(',') : ['']))
    .map((word) => word.trim().toLowerCase());
  const known = Object.values(TYPES).filter((word) => words.includes(word));
  if (known.includes('public')) return 'public';
  return known.length === words.length && known.length === 1 ? (known[0] ?? null) : null;
}

/** A number below this counts seconds: in milliseconds it would lie in the last century. */
const SECONDS_BELOW = 100_000_000_000;

/** A date without a time may mean a moment this much later than its midnight in UTC: a day, and any time zone. */
const DAY_AND_ZONE_MS = (24 + 12) * 3_600_000;

/** `created` as seconds, milliseconds or a date; null when it is none of them. */
function latestOf(created: string | number | null | undefined): number | null {
  if (created === null || created === undefined || created === '') return null;
  const number = Number(created);
  if (Number.isFinite(number)) return number < SECONDS_BELOW ? (number + 1) * 1000 : number;
  const ms = Date.parse(String(created));
  if (!Number.isFinite(ms)) return null;
  return /\d:\d/u.test(String(created)) ? ms : ms + DAY_AND_ZONE_MS;
}

/** null also for what no calendar shows: microseconds, a thirteenth month. */
function dayOf(created: string | number | null | undefined): string | null {
  // A date without a time is the same day in every time zone.
  const plain = /^\d{4}-\d{2}-\d{2}$/u.exec(String(created))?.[0];
  const ms = plain === undefined ? latestOf(created) : null;
  const day = plain ?? (ms === null ? '' : dayKey(ms));
  return /^\d{4}-/u.test(day) && Number.isFinite(Date.parse(day)) ? day : null;
}
