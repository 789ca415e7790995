// Fetches pictures that the service shows, and finds out how they look. Decodes nothing itself, keeps nothing, concludes nothing.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PipelineContext } from '../pipeline/context.ts';
import { showsWhole } from './similarity.ts';

/** Pictures fetched side by side: nobody waits for them. */
const atOnce = 3;
/** A picture that nobody gives after so many times is one that says nothing. */
const triesAllowed = 3;

/** Sides in pixels as the service tells them. */
interface Shown {
  remoteId: string;
  width: number | null;
  height: number | null;
}

export interface RemotePreviews {
  /**
   * Tells each look as it comes: fingerprints of each way round, or none where the picture says nothing. `name` is of the files on the
   * way, and of one run at a time. false: not all of them could be had now; the same is asked again.
   */
  look<T extends Shown>(
    name: string,
    photos: readonly T[],
    addresses: ReadonlyMap<string, string | null>,
    learned: (photo: T, fingerprints: readonly string[]) => void,
    signal: AbortSignal,
  ): Promise<boolean>;
}

export function openRemotePreviews(context: PipelineContext): RemotePreviews {
  const tries = new Map<string, number>();

  /** null: asked again later. */
  async function lookAt(
    photo: Shown,
    address: string | null,
    part: string,
    signal: AbortSignal,
  ): Promise<readonly string[] | null> {
    const picture = address === null ? ({ kind: 'none' } as const) : await context.fetchPicture(address, signal);
    if (picture.kind === 'none') return [];
    if (picture.kind === 'later') {
      const tried = (tries.get(photo.remoteId) ?? 0) + 1;
      tries.set(photo.remoteId, tried);
      return tried < triesAllowed ? null : [];
    }
    try {
      // A stranger's bytes are decoded where decoders may die. What cannot be written has not been looked at, and nothing follows from it.
      const isWritten = await writeFile(part, picture.bytes).then(
        () => true,
        () => false,
      );
      if (!isWritten) return null;
      const seen = await context.imaging.fingerprint(part);
      if (seen.kind === 'unavailable') return null;
      return seen.kind === 'fingerprint' && showsWhole(seen, photo) ? seen.turns : [];
    } finally {
      await rm(part, { force: true }).catch(() => undefined);
    }
  }

  return {
    async look(name, photos, addresses, learned, signal) {
      await mkdir(context.previewFolder, { recursive: true }).catch(() => undefined);
      let isLater = false;
      const waiting = [...photos];
      const lane = async (number: number): Promise<void> => {
        for (let photo = waiting.shift(); photo !== undefined; photo = waiting.shift()) {
          if (signal.aborted) return;
          const part = join(context.previewFolder, `${name}-${number}.part`);
          const fingerprints = await lookAt(photo, addresses.get(photo.remoteId) ?? null, part, signal);
          if (fingerprints === null) isLater = true;
          else if (!signal.aborted) learned(photo, fingerprints);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, (_, number) => lane(number)));
      return !isLater && !signal.aborted;
    },
  };
}
