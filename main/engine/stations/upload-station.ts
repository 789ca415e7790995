// The lanes: each sends the bytes of one photo (or of a few, where that is chosen) and frees itself before the commit.
import type { Station } from '../conveyor.ts';
import type { Work } from '../db/placements.ts';
import { fillPlaceholder } from '../remote/remote.ts';
import { shownSides, type Rooms } from '../rooms.ts';
import { isUnreached } from '../steps/outcome.ts';
import { contentTypeOf, upload, type UploadPhoto } from '../steps/upload.ts';
import { copyPath } from './mend-station.ts';
import { bytesToSend } from './reserve-station.ts';
import { applyFailure, isOpen, takeReady, tellFuse } from './sending.ts';
import { openUploadAddresses } from './upload-addresses.ts';

export function uploadStation(rooms: Rooms): Station<Work[]> {
  const { tables, secrets, traffic, fuses } = rooms;
  const addresses = openUploadAddresses(rooms);
  /** Of a POST of several one was to blame, and which was not said: they go again, each alone. */
  const alone = new Set<number>();

  /** Nobody is there to take the bytes; the photo has nothing to do with it and loses no attempt. */
  function giveBack(post: readonly Work[]): void {
    tables.together(() => {
      for (const work of post) tables.placements.applyIfAllowed(work.placementId, 'reservation_lost');
    });
  }

  function photoOf(work: Work): UploadPhoto | null {
    // Of what is to be sent as a copy, the file itself is never sent.
    if (work.mendPlan !== null && work.sent === null) return null;
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
      if (addresses.isGone(first.reservationId)) {
        giveBack(post);
        return;
      }
      const url = addresses.of(first.reservationId);
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
        if (outcome.kind === 'account' && isUnreached(outcome.trouble)) {
          // The network may be away, or only this address: the service knows.
          if ((await rooms.account.networkDoubt()) === 'offline') return;
          const wasGone = addresses.isGone(first.reservationId);
          // Reserving anew helps where the service has moved; where it has not, it must not be done without end.
          if (!wasGone && addresses.unreached(url)) fuses.upload.failed();
          if (addresses.isGone(first.reservationId)) giveBack(post);
          return;
        }
        addresses.answered(url);
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
