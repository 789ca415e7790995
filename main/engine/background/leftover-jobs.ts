// Puts photos of albums that are gone on hold, and forgets files of removed folders, a slice at a time.
// See [Note: leftovers].
import { holdPhoto } from '../albums/hold-for-album.ts';
import type { LeftoverKind } from '../db/leftovers.ts';
import type { Tables } from '../db/tables.ts';
import { inSlices } from '../db/storage/slices.ts';
import type { JobQueue } from './job-queue.ts';

const atOnce = 100;

export interface LeftoverJobs {
  /** Puts both jobs into the queue, for what a former run left and for what is found from now on. */
  begin(): void;
  /** Some may still be found: photos of gone albums wait for a person only after their job has run. */
  areDue(): boolean;
}

export function openLeftoverJobs(context: {
  tables: Tables;
  queue: JobQueue;
  changed(area: 'folders' | 'photos' | 'problems'): void;
  wake(): void;
  onFailure(error: unknown): void;
  setAside(placementId: number, error: unknown): void;
}): LeftoverJobs {
  const { tables, queue } = context;
  const { leftovers } = tables;

  /** In batches until there are none; a row that was refused is drawn once. */
  function* drawn(take: (limit: number) => number[]): Generator<number> {
    const known = new Set<number>();
    for (;;) {
      const next = take(atOnce + known.size).filter((id) => !known.has(id));
      if (next.length === 0) return;
      for (const id of next) {
        known.add(id);
        yield id;
      }
    }
  }

  async function holdPhotos(): Promise<void> {
    const photos = queue.whileOpen(drawn(leftovers.photosOfGoneAlbums));
    let held = 0;
    await inSlices(
      tables,
      photos,
      (placementId) => {
        // It may have been sent, or got another album, since the batch was read.
        if (!leftovers.isPhotoOfGoneAlbum(placementId)) return;
        holdPhoto(tables, placementId);
        held += 1;
      },
      (placementId, error) => {
        context.onFailure(error);
        context.setAside(placementId, error);
      },
    );
    if (held > 0) context.changed('problems');
  }

  async function forgetFiles(): Promise<void> {
    const files = queue.whileOpen(drawn(leftovers.filesOfRemovedFolders));
    let forgotten = 0;
    await inSlices(
      tables,
      files,
      (fileId) => {
        // Its folder may have been added again.
        if (!leftovers.isFileOfRemovedFolder(fileId)) return;
        tables.verdicts.forget(fileId);
        forgotten += 1;
      },
      (_fileId, error) => context.onFailure(error),
    );
    if (forgotten > 0) for (const area of ['folders', 'photos', 'problems'] as const) context.changed(area);
  }

  const jobs: Record<LeftoverKind, () => Promise<void>> = {
    photo_of_gone_album: holdPhotos,
    file_of_removed_folder: forgetFiles,
  };
  const request = (kind: LeftoverKind): void =>
    // A caller may be waiting for all photos to be decided: it looks again after the job, whatever that found.
    queue.addOnce(kind, jobs[kind], context.wake);
  return {
    begin() {
      leftovers.onFound(request);
      request('photo_of_gone_album');
      request('file_of_removed_folder');
    },
    areDue: () => Object.keys(jobs).some((kind) => queue.isDue(kind)),
  };
}
