// What a former run left behind and nobody needs any more. At a start, before anything is made.
import { mkdirSync } from 'node:fs';
import type { PipelineContext } from '../pipeline/context.ts';
import { sweepCopies, sweepPreviews } from './sweep-copies.ts';
import { sweepFolderPreviews } from './sweep-folder-previews.ts';

type Swept = Pick<PipelineContext, 'tables' | 'clock' | 'thumbnailFolder' | 'copiesFolder' | 'previewFolder'>;

/** Makes the folder of thumbnails, too: whoever inspects writes into it. */
export function sweepAtStart({ tables, clock, thumbnailFolder, copiesFolder, previewFolder }: Swept): void {
  mkdirSync(thumbnailFolder, { recursive: true });
  sweepCopies(copiesFolder, (id) => {
    const state = tables.placements.state(id);
    // What is left out and wanted again one day gets another copy.
    return tables.placements.get(id)?.sent != null && state !== 'done' && state !== 'skipped';
  });
  sweepPreviews(previewFolder);
  sweepFolderPreviews(thumbnailFolder, (sha256) => tables.photos.has(sha256));
  tables.reservations.sweep(clock.now());
}
