// How the photos look that a lost commit may have published, beside those it was about. Remembers while the doubt lasts; concludes nothing.
import { join } from 'node:path';
import { thumbnailPath } from '../../../shared/facts.ts';
import type { Work } from '../db/work.ts';
import type { RemotePhoto } from '../../ok/remote.ts';
import type { Rooms } from '../pipeline/context.ts';
import { likeness, lookOf, type Look } from './similarity.ts';
import type { LookAt } from './match-lost-commits.ts';
import { openTheirPictures } from './remote-previews.ts';

/** Pictures looked at in one album; what there is beyond them is told by its sides and its time. */
const mostLooks = 100;

interface Memory {
  isEarly: boolean;
  ours: Map<number, Look | null>;
  theirs: Map<string, readonly string[]>;
}

export interface DoubtLooks {
  /**
   * `isEarly`: the service may still be at the commits. What it showed then is looked at once more afterwards: a photo that it has only just
   * taken may be shown by a stand-in. null: some pictures cannot be had now; the same is asked again.
   */
  of(
    albumId: number,
    works: readonly Work[],
    photos: readonly RemotePhoto[],
    isEarly: boolean,
    signal: AbortSignal,
  ): Promise<LookAt | null>;
  /** The album is in doubt no longer. */
  forget(albumId: number): void;
}

export function openDoubtLooks(rooms: Rooms): DoubtLooks {
  const pictures = openTheirPictures(rooms);
  const memories = new Map<number, Memory>();

  /** The thumbnail is named by the photo's hash; its file may hold another picture by now. undefined: not now. */
  async function look({ sha256 }: Work): Promise<Look | null | undefined> {
    const seen = await rooms.imaging.fingerprint(join(rooms.thumbnailFolder, thumbnailPath(sha256)));
    if (seen.kind === 'unavailable') return undefined;
    const [upright] = seen.kind === 'fingerprint' ? seen.turns : [];
    return upright === undefined ? null : lookOf(upright);
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

function lookAt(works: readonly Work[], { ours, theirs }: Memory): LookAt {
  const times = new Map<string, number>();
  for (const [upright] of theirs.values()) if (upright !== undefined) times.set(upright, (times.get(upright) ?? 0) + 1);
  const turns = new Map([...theirs].map(([id, all]) => [id, all.map(lookOf)]));
  // What several photos show exactly alike may be a picture that stands for all that have none: it proves nothing, either way.
  const shared = new Set([...theirs].filter(([, [upright]]) => times.get(upright ?? '') !== 1).map(([id]) => id));
  const loose = new Set(works.filter(mayBeShownOtherwise).map(({ placementId }) => placementId));
  return (placementId, photoId) => {
    const our = ours.get(placementId) ?? null;
    const their = turns.get(photoId) ?? [];
    const how = likeness(our, their);
    // Looked at, and not what ours looks like: a person has to see that.
    if (how === 'unsure' && our !== null && their.length > 0) return 'unlikely';
    if (how === 'other') return shared.has(photoId) || loose.has(placementId) ? 'unlikely' : 'other';
    return shared.has(photoId) ? 'unsure' : how;
  };
}

/** Nobody knows on what ground the service shows what is transparent, which picture of a moving one, and whether it mirrors as EXIF says. */
function mayBeShownOtherwise({ sent, format, orientation }: Work): boolean {
  const as = sent?.format ?? format;
  return (as !== 'jpeg' && as !== 'heic') || [2, 4, 5, 7].includes(orientation);
}
