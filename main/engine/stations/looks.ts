// Finds out how pictures look, ours and the service's, so that they can be compared. Decodes nothing itself, and concludes nothing.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { thumbnailPath, type FingerprintOutcome } from '../../../shared/facts.ts';
import type { Uncompared, ListedLook } from '../db/comparing.ts';
import type { Trouble } from '../remote/answer.ts';
import type { Remote } from '../remote/remote.ts';
import type { Rooms } from '../rooms.ts';
import { showsWhole } from '../steps/likeness.ts';

/** Pictures fetched side by side: nobody waits for them. */
const atOnce = 3;
/** A picture that nobody gives after so many times is one that says nothing. */
const triesAllowed = 3;

/** `later`: the same is asked again; what was learned is kept. */
export type Looked = { kind: 'looked' } | { kind: 'later' } | { kind: 'trouble'; trouble: Trouble };

export interface Looks {
  ours(photos: readonly Uncompared[]): Promise<Looked>;
  /** Photos of the service in this album, at most 100; each look is written down as it comes. */
  theirs(remote: Remote, albumId: number, photos: readonly ListedLook[], signal: AbortSignal): Promise<Looked>;
}

export function openLooks(rooms: Rooms): Looks {
  const { imaging, tables } = rooms;
  const tries = new Map<string, number>();

  /** The thumbnail is kept anyway; the file is read where it is gone. */
  async function look(one: Uncompared): Promise<FingerprintOutcome> {
    const kept = await imaging.fingerprint(join(rooms.thumbnailFolder, thumbnailPath(one.sha256)));
    if (kept.kind !== 'none') return kept;
    const work = tables.placements.get(one.placementId);
    const place = work === null ? null : rooms.placeOf(work);
    return place === null ? kept : imaging.fingerprint(place);
  }

  /** How a photo of the service looks; null: asked again later. */
  async function lookAt(
    photo: ListedLook,
    previewUrl: string | null,
    part: string,
    signal: AbortSignal,
  ): Promise<readonly string[] | null> {
    const picture = previewUrl === null ? ({ kind: 'none' } as const) : await rooms.fetchPicture(previewUrl, signal);
    if (picture.kind === 'none') return [];
    if (picture.kind === 'later') {
      const tried = (tries.get(photo.remoteId) ?? 0) + 1;
      tries.set(photo.remoteId, tried);
      return tried < triesAllowed ? null : [];
    }
    try {
      // A stranger's bytes are decoded where decoders may die.
      await writeFile(part, picture.bytes);
      const seen = await imaging.fingerprint(part);
      if (seen.kind === 'unavailable') return null;
      return seen.kind === 'fingerprint' && showsWhole(seen, photo) ? seen.turns : [];
    } finally {
      await rm(part, { force: true });
    }
  }

  return {
    async ours(photos) {
      for (const one of photos) {
        if (one.fingerprint !== null) continue;
        const seen = await look(one);
        if (seen.kind === 'unavailable') return { kind: 'later' };
        one.fingerprint = seen.kind === 'fingerprint' ? (seen.turns[0] ?? '') : '';
        tables.photos.keepFingerprint(one.photoId, one.fingerprint);
      }
      return { kind: 'looked' };
    },
    async theirs(remote, albumId, photos, signal) {
      if (photos.length === 0) return { kind: 'looked' };
      // Addresses of pictures may carry a right of their own: they are asked for, and never kept.
      const asked = await remote.photosInfo(
        photos.map(({ remoteId }) => remoteId),
        signal,
      );
      if (!asked.ok) return { kind: 'trouble', trouble: asked.trouble };
      const urls = new Map(asked.value.map(({ id, previewUrl }) => [id, previewUrl]));
      await mkdir(rooms.previewFolder, { recursive: true });
      let isLater = false;
      const waiting = [...photos];
      const lane = async (number: number): Promise<void> => {
        for (let photo = waiting.shift(); photo !== undefined; photo = waiting.shift()) {
          if (signal.aborted) return;
          const part = join(rooms.previewFolder, `compare-${albumId}-${number}.part`);
          const fingerprints = await lookAt(photo, urls.get(photo.remoteId) ?? null, part, signal);
          if (fingerprints === null) isLater = true;
          else if (!signal.aborted) {
            photo.fingerprints = fingerprints;
            tables.comparing.keepFingerprints(albumId, photo.remoteId, fingerprints);
          }
        }
      };
      await Promise.all(Array.from({ length: atOnce }, (_, number) => lane(number)));
      return { kind: isLater || signal.aborted ? 'later' : 'looked' };
    },
  };
}
