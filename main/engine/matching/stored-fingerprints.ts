// Finds out how pictures look, ours and the service's, so that they can be compared. Decodes nothing itself, and concludes nothing.
import { join } from 'node:path';
import { thumbnailPath, type FingerprintOutcome } from '../../../shared/facts.ts';
import type { Uncompared } from '../db/comparison.ts';
import type { RemoteFingerprint } from '../db/listed-photos.ts';
import type { Trouble } from '../../ok/answer.ts';
import type { OkApi } from '../../ok/api.ts';
import type { PipelineContext } from '../pipeline/context.ts';
import { openRemotePreviews } from './fingerprint-source.ts';

/** `later`: the same is asked again; what was learned is kept. */
export type FingerprintReading = { kind: 'looked' } | { kind: 'later' } | { kind: 'trouble'; trouble: Trouble };

export interface Fingerprints {
  ours(photos: readonly Uncompared[]): Promise<FingerprintReading>;
  /** Photos of the service in this album, at most 100; each look is written down as it comes. */
  theirs(
    remote: OkApi,
    albumId: number,
    photos: readonly RemoteFingerprint[],
    signal: AbortSignal,
  ): Promise<FingerprintReading>;
}

export function openFingerprints(context: PipelineContext): Fingerprints {
  const { imaging, tables } = context;
  const pictures = openRemotePreviews(context);

  /** The thumbnail is kept anyway; the file is read where it is gone. */
  async function look(one: Uncompared): Promise<FingerprintOutcome> {
    const kept = await imaging.fingerprint(join(context.thumbnailFolder, thumbnailPath(one.sha256)));
    if (kept.kind !== 'none') return kept;
    const work = tables.placements.get(one.placementId);
    const place = work === null ? null : context.placeOf(work);
    return place === null ? kept : imaging.fingerprint(place);
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
      const learned = (photo: RemoteFingerprint, fingerprints: readonly string[]): void => {
        photo.fingerprints = fingerprints;
        tables.listedPhotos.keepFingerprints(albumId, photo.remoteId, fingerprints);
      };
      const isDone = await pictures.look(`compare-${albumId}`, photos, urls, learned, signal);
      return { kind: isDone ? 'looked' : 'later' };
    },
  };
}
