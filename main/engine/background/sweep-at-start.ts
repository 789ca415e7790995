// At start, before anything is made: removes the copies, previews and reservations that an earlier run left behind.
import { mkdirSync } from 'node:fs';
import type { Tables } from '../db/tables.ts';
import type { Clock } from '../ports.ts';
import { sweepCopies, sweepPreviews } from './sweep-copies.ts';
import { sweepFolderPreviews } from './sweep-folder-previews.ts';

/** Also makes the folder of thumbnails: every inspection writes into it. */
export function sweepAtStart(context: {
  tables: Tables;
  clock: Clock;
  thumbnailFolder: string;
  copiesFolder: string;
  previewFolder: string;
}): void {
  const { tables, clock, thumbnailFolder, copiesFolder, previewFolder } = context;
  mkdirSync(thumbnailFolder, { recursive: true });
  sweepCopies(copiesFolder, (id) => {
    const state = tables.placements.state(id);
    // A photo that is left out now gets a new copy if it is wanted later.
    return tables.placements.get(id)?.sent != null && state !== 'done' && state !== 'skipped';
  });
  sweepPreviews(previewFolder);
  sweepFolderPreviews(thumbnailFolder, (sha256) => tables.photos.has(sha256));
  tables.reservations.sweep(clock.now());
}
