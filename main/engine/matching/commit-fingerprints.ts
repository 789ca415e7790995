// How the photos look that a lost commit may have published, beside those it was about. Remembers while the doubt lasts; concludes nothing.
import { join } from 'node:path';
import { thumbnailPath } from '../../../shared/facts.ts';
import type { PlacementWork } from '../db/placement-work.ts';
import type { RemotePhoto } from '../../ok/api.ts';
import type { PipelineContext } from '../pipeline/context.ts';
import { similarity, fingerprintFrom, type Fingerprint } from './similarity.ts';
import type { FetchAlbum } from './match-uncertain-commits.ts';
import { openRemotePreviews } from './fingerprint-source.ts';

/** Pictures looked at in one album; what there is beyond them is told by its sides and its time. */
const mostLooks = 100;

interface Memory {
  isEarly: boolean;
  ours: Map<number, Fingerprint | null>;
  theirs: Map<string, readonly string[]>;
}

export interface UncertainFingerprints {
  /**
   * `isEarly`: the service may still be at the commits. What it showed then is looked at once more afterwards: a photo that it has only just
   * taken may be shown by a stand-in. null: some pictures cannot be had now; the same is asked again.
   */
  of(
    albumId: number,
    works: readonly PlacementWork[],
    photos: readonly RemotePhoto[],
    isEarly: boolean,
    signal: AbortSignal,
  ): Promise<FetchAlbum | null>;
  /** The album is in doubt no longer. */
  forget(albumId: number): void;
}

export function openUncertainFingerprints(context: PipelineContext): UncertainFingerprints {
  const pictures = openRemotePreviews(context);
  const memories = new Map<number, Memory>();

  /** The thumbnail is named by the photo's hash; its file may hold another picture by now. undefined: not now. */
  async function look({ sha256 }: PlacementWork): Promise<Fingerprint | null | undefined> {
    const seen = await context.imaging.fingerprint(join(context.thumbnailFolder, thumbnailPath(sha256)));
    if (seen.kind === 'unavailable') return undefined;
    const [upright] = seen.kind === 'fingerprint' ? seen.turns : [];
    return upright === undefined ? null : fingerprintFrom(upright);
  }

  return {
    async of(albumId, works, photos, isEarly, signal) {
      let memory = memories.get(albumId);
      if (memory === undefined || memory.isEarly !== isEarly) memory = { isEarly, ours: new Map(), theirs: new Map() };
      memories.set(albumId, memory);
      const { ours, theirs } = memory;
      for (const work of works) {
        if (ours.has(work.placementId)) continue;
        const seen = await look(work);
        if (seen === undefined) return null;
        ours.set(work.placementId, seen);
      }
      const unseen = photos.slice(0, mostLooks).filter(({ id }) => !theirs.has(id));
      const addresses = new Map(unseen.map(({ id, previewUrl }) => [id, previewUrl]));
      const isDone = await pictures.look(
        `doubt-${albumId}`,
        unseen.map(({ id, width, height }) => ({ remoteId: id, width, height })),
        addresses,
        ({ remoteId }, fingerprints) => theirs.set(remoteId, fingerprints),
        signal,
      );
      return isDone ? lookAt(works, memory) : null;
    },
    forget(albumId) {
      memories.delete(albumId);
    },
  };
}

function lookAt(works: readonly PlacementWork[], { ours, theirs }: Memory): FetchAlbum {
  const times = new Map<string, number>();
  for (const [upright] of theirs.values()) if (upright !== undefined) times.set(upright, (times.get(upright) ?? 0) + 1);
  const turns = new Map([...theirs].map(([id, all]) => [id, all.map(fingerprintFrom)]));
  // What several photos show exactly alike may be a picture that stands for all that have none: it proves nothing, either way.
  const shared = new Set([...theirs].filter(([, [upright]]) => times.get(upright ?? '') !== 1).map(([id]) => id));
  const loose = new Set(works.filter(mayBeShownOtherwise).map(({ placementId }) => placementId));
  return (placementId, photoId) => {
    const our = ours.get(placementId) ?? null;
    const their = turns.get(photoId) ?? [];
    const how = similarity(our, their);
    // Looked at, and not what ours looks like: a person has to see that.
    if (how === 'unsure' && our !== null && their.length > 0) return 'unlikely';
    if (how === 'other') return shared.has(photoId) || loose.has(placementId) ? 'unlikely' : 'other';
    return shared.has(photoId) ? 'unsure' : how;
  };
}

/** Nobody knows on what ground the service shows what is transparent, which picture of a moving one, and whether it mirrors as EXIF says. */
function mayBeShownOtherwise({ sent, format, orientation }: PlacementWork): boolean {
  const as = sent?.format ?? format;
  return (as !== 'jpeg' && as !== 'heic') || [2, 4, 5, 7].includes(orientation);
}
