// The lanes: each sends the bytes of one photo (or of a few, where that is chosen) and frees itself before the commit.
import type { Station } from '../conveyor.ts';
import type { Work } from '../db/placements.ts';
import { fillPlaceholder } from '../remote/remote.ts';
import { shownSides, type Rooms } from '../rooms.ts';
import { contentTypeOf, upload, type UploadPhoto } from '../steps/upload.ts';
import { copyPath } from './mend-station.ts';
import { bytesToSend } from './reserve-station.ts';
import { applyFailure, isOpen, takeReady, tellFuse } from './sending.ts';

export function uploadStation(rooms: Rooms): Station<Work[]> {
  const { tables, secrets, clock, traffic, fuses } = rooms;
  /** Opened once a reservation: twenty photos share one. */
  const urls = new Map<number, { url: string | null; expiresAtMs: number }>();
  /** Of a POST of several one was to blame, and which was not said: they go again, each alone. */
  const alone = new Set<number>();

  function addressOf(reservationId: number | null): string | null {
    if (reservationId === null) return null;
    let known = urls.get(reservationId);
    if (known === undefined) {
      const row = tables.reservations.get(reservationId);
      known =
        row === null
          ? { url: null, expiresAtMs: 0 }
          : { url: secrets.open(row.uploadUrlSealed), expiresAtMs: row.expiresAtMs };
      urls.set(reservationId, known);
      if (urls.size > 100) urls.delete(urls.keys().next().value ?? -1);
    }
    return known.expiresAtMs > clock.now() ? known.url : null;
  }

  function photoOf(work: Work): UploadPhoto | null {
    const place = work.sent === null ? rooms.placeOf(work) : copyPath(rooms, work.placementId);
    if (place === null || work.remotePhotoId === null) return null;
    return {
      photoId: work.remotePhotoId,
      path: place,
      sizeBytes: bytesToSend(work),
      mtimeNs: work.sent === null ? work.mtimeNs : null,
      contentType: contentTypeOf(work.sent?.format ?? work.format),
    };
  }

  return {
    name: 'upload',
    space: 'placement',
    room: () => (isOpen(rooms) ? fuses.upload.room(rooms.lanes()) : 0),
    take(limit, isBusy) {
      const ready = takeReady(
        rooms,
        'upload',
        limit * rooms.photosPerPost,
        isBusy,
        rooms.lanes() * rooms.photosPerPost,
      );
      if (rooms.photosPerPost === 1) return ready.map((work) => [work]);
      const posts: Work[][] = [];
      for (const work of ready) {
        const post = alone.has(work.placementId)
          ? undefined
          : posts.find(
              ([first, ...others]) =>
                first?.reservationId === work.reservationId &&
                !alone.has(first.placementId) &&
                others.length + 1 < rooms.photosPerPost,
            );
        if (post !== undefined) post.push(work);
        else posts.push([work]);
      }
      return posts.slice(0, limit);
    },
    keys: (post) => post.map((work) => work.placementId),
    async run(post, signal) {
      const remote = rooms.remote();
      const [first] = post;
      if (remote === null || first === undefined) return;
      const url = addressOf(first.reservationId);
      const photos = post.map(photoOf);
      if (url === null || photos.some((photo) => photo === null)) {
        await applyFailure(rooms, post, { kind: 'again', from: 'reserve' });
        return;
      }
      const total = post.reduce((sum, work) => sum + bytesToSend(work), 0);
      const lane = traffic.begin({
        fileId: first.fileId ?? 0,
        name: first.path?.split('/').at(-1) ?? '',
        folderTitle: first.folderTitle,
        albumTitle: first.album.kind === 'personal' ? null : first.album.title,
        step: 'sending',
        totalBytes: total,
        thumbnail: first.hasThumbnail ? first.sha256 : null,
        ...shownSides(first),
        becomes: first.sent === null || first.sent.format === first.format ? null : first.sent.format,
      });
      try {
        const address = fillPlaceholder(
          url,
          post.map((work) => work.remotePhotoId ?? ''),
        );
        const outcome = await upload(remote, address, photos as UploadPhoto[], (bytes) => lane.sent(bytes), signal);
        tellFuse(fuses.upload, outcome);
        if (outcome.kind === 'moved') {
          tables.together(() => {
            for (const [index, work] of post.entries()) {
              const token = outcome.value[index] ?? null;
              if (token === null) alone.add(work.placementId);
              else {
                alone.delete(work.placementId);
                tables.placements.applyIfAllowed(work.placementId, 'uploaded', { tokenSealed: secrets.seal(token) });
              }
            }
          });
          lane.sent(total);
          return;
        }
        if (post.length > 1 && (outcome.kind === 'held' || outcome.kind === 'again')) {
          for (const work of post) alone.add(work.placementId);
          return;
        }
        if (outcome.kind === 'again' && outcome.from === 'inspect' && first.sent !== null) {
          // Our own copy is not what it was: it is made anew, nothing is said against the person's file.
          for (const work of post) tables.placements.copyLost(work.placementId);
          await applyFailure(rooms, post, { kind: 'again', from: 'reserve' });
          return;
        }
        await applyFailure(rooms, post, outcome);
      } finally {
        lane.end();
      }
    },
  };
}
