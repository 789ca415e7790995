// Reads back the photos on the service: needed to find out what became of a commit.
import type { RemoteAnswer } from './answer.ts';
import type { ApiCalls } from './api-calls.ts';
import { answerInGroup, placeParams, type AlbumPlace } from './groups.ts';
import { allPages } from './paging.ts';
import {
  albumCountAnswer,
  doneAnswer,
  photosCountAnswer,
  photosInfoAnswer,
  photosPage,
  type WirePhoto,
} from './wire.ts';

export interface RemotePhoto {
  id: string;
  /** Of the picture the service keeps, which may be a smaller one; null when not told. */
  width: number | null;
  height: number | null;
  /** Caption; empty without one. */
  text: string;
  /** When it was published, by the service's clock; null when not told. */
  createdMs: number | null;
  /** A small picture of it, for display; null when not told. */
  previewUrl: string | null;
}

export interface PhotosWanted {
  /** Only photos published at or after; those of unknown time always. */
  sinceMs?: number;
  /** At most so many, the first of the service's order. */
  limit?: number;
}

/** Without this list the service leaves out sizes and times. */
const FIELDS = [
  'photo.id',
  'photo.standard_width',
  'photo.standard_height',
  'photo.text',
  'photo.created_ms',
  'photo.pic50x50',
  'photo.pic190x190',
  'photo.pic640x480',
].join(',');
/** The service's limit for one photos.getInfo. */
const MOST_INFO_IDS = 100;

/** Photos of an album in the service's order, newest first as far as is known. */
export async function albumPhotos(
  calls: ApiCalls,
  place: AlbumPlace,
  wanted: PhotosWanted,
  signal: AbortSignal,
): Promise<RemoteAnswer<RemotePhoto[]>> {
  const { sinceMs, limit } = wanted;
  const fits = (photo: RemotePhoto): boolean =>
    sinceMs === undefined || photo.createdMs === null || photo.createdMs >= sinceMs;
  const answer = await allPages<RemotePhoto>(
    async (anchor, count) => {
      const params = {
        ...placeParams(place),
        count: String(count),
        direction: 'FORWARD',
        fields: FIELDS,
        ...(anchor === null ? {} : { anchor }),
      };
      const page = await calls.call('photos.getPhotos', params, photosPage, { signal });
      if (!page.ok) return page;
      return {
        ok: true,
        value: { items: page.value.photos.map(remotePhoto), hasMore: page.value.hasMore, anchor: page.value.anchor },
      };
    },
    (photo) => photo.id,
    (all, page) =>
      (limit !== undefined && all.filter(fits).length >= limit) || (sinceMs !== undefined && endsBefore(page, sinceMs)),
  );
  return answer.ok
    ? { ok: true, value: answer.value.filter(fits).slice(0, limit) }
    : answerInGroup(place.groupId, answer);
}

/** How many photos an album holds; null where the service does not say. */
export async function photosCount(
  calls: ApiCalls,
  place: AlbumPlace,
  signal: AbortSignal,
): Promise<RemoteAnswer<number | null>> {
  const where = placeParams(place);
  if (place.remoteId === null) {
    const params = { ...where, count: '1', detectTotalCount: 'true' };
    return answerInGroup(place.groupId, await calls.call('photos.getPhotos', params, photosCountAnswer, { signal }));
  }
  const params = { ...where, fields: 'album.aid,album.photos_count' };
  return answerInGroup(place.groupId, await calls.call('photos.getAlbumInfo', params, albumCountAnswer, { signal }));
}

/** Whether a page runs from newer to older and has passed `sinceMs`: only then no newer photo follows it. */
export function endsBefore(page: readonly Pick<RemotePhoto, 'createdMs'>[], sinceMs: number): boolean {
  const times = page.map((photo) => photo.createdMs);
  const first = times[0];
  const last = times.at(-1);
  if (first === null || first === undefined || last === null || last === undefined || first <= last) return false;
  const falls = times.every((time, index) => time !== null && (index === 0 || time <= (times[index - 1] ?? time)));
  return falls && last < sinceMs;
}

/** The photos with these ids, in no certain order; ids the service no longer knows are missing. */
export async function photosInfo(
  calls: ApiCalls,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<RemoteAnswer<RemotePhoto[]>> {
  const found: RemotePhoto[] = [];
  for (let from = 0; from < ids.length; from += MOST_INFO_IDS) {
    const some = ids.slice(from, from + MOST_INFO_IDS);
    const params = { photo_ids: some.join(','), fields: FIELDS };
    const answer = await calls.call('photos.getInfo', params, photosInfoAnswer, { signal });
    if (!answer.ok) return answer;
    found.push(...answer.value.photos.map(remotePhoto));
  }
  return { ok: true, value: found };
}

export interface EditedCaption {
  photoId: string;
  caption: string;
}

/** Replaces a photo's caption; '' takes it away (a guess). The same call again changes nothing more. */
export async function editCaption(
  calls: ApiCalls,
  { photoId, caption }: EditedCaption,
  signal: AbortSignal,
): Promise<RemoteAnswer<true>> {
  const params = { photo_id: photoId, description: caption };
  const answer = await calls.call('photos.editPhoto', params, doneAnswer, { signal });
  return answer.ok ? { ok: true, value: true } : answer;
}

function remotePhoto(photo: WirePhoto): RemotePhoto {
  return {
    id: photo.id,
    width: photo.standard_width ?? null,
    height: photo.standard_height ?? null,
    text: photo.text ?? '',
    createdMs: photo.created_ms ?? null,
    previewUrl: photo.pic640x480 ?? photo.pic190x190 ?? photo.pic50x50 ?? null,
  };
}
