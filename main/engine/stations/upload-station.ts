// The lanes: each sends the bytes of one photo (or of a few, where that is chosen) and frees itself before the commit.
import type { Station } from '../conveyor.ts';
import type { Work } from '../db/placements.ts';
import { fillPlaceholder } from '../remote/remote.ts';
import { shownSides, type Rooms } from '../rooms.ts';
import { contentTypeOf, upload, type UploadPhoto } from '../steps/upload.ts';
import { copyPath } from './mend-station.ts';
import { bytesToSend } from './reserve-station.ts';
import { applyFailure, isOpen, takeReady } from './sending.ts';

export function uploadStation(rooms: Rooms): Station<Work[]> {
  const { tables, secrets, clock, policy, traffic } = rooms;
  /** Opened once a reservation: twenty photos share one. */
  const urls = new Map<number, { url: string | null; expiresAtMs: number }>();

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
    return known.expiresAtMs - policy.reservationMarginMs > clock.now() ? known.url : null;
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
    room: () => (isOpen(rooms) ? rooms.lanes() : 0),
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
        const post = posts.find(
          (one) => one[0]?.reservationId === work.reservationId && one.length < rooms.photosPerPost,
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
        for (const work of post) tables.placements.applyIfAllowed(work.placementId, 'reservation_lost');
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
        if (outcome.kind === 'moved') {
          tables.together(() => {
            for (const [index, work] of post.entries()) {
              tables.placements.applyIfAllowed(work.placementId, 'uploaded', {
                tokenSealed: secrets.seal(outcome.value[index] ?? ''),
              });
            }
          });
          lane.sent(total);
          return;
        }
        if (outcome.kind === 'again' && outcome.from === 'inspect' && first.sent !== null) {
          // Our own copy is not what it was: it is made anew, nothing is said against the person's file.
          for (const work of post) tables.placements.copyLost(work.placementId);
          for (const work of post) tables.placements.applyIfAllowed(work.placementId, 'reservation_lost');
          return;
        }
        // One photo of several may be to blame: they go again, each alone, because a refused id is refused for its POST.
        for (const work of post) await applyFailure(rooms, work, outcome);
      } finally {
        lane.end();
      }
    },
  };
}
