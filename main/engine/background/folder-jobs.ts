// Work on many rows that nobody waits for at a desk: judging again, forgetting a folder, dating again. One after another, in slices, and begun again after a crash.
import type { Limits } from '../../../shared/limits.ts';
import { keptAlbum } from '../albums/album-of-file.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { Tables } from '../db/library.ts';
import type { LibraryQueries } from '../db/library-queries.ts';
import { inSlices } from '../db/slices.ts';
import { openEvaluatePhoto } from '../pipeline/evaluate-photo.ts';
import type { Clock } from '../ports.ts';
import { sendPriority } from '../sending/active-folders.ts';
import { JobQueue } from './job-queue.ts';
import { openLeftoverJobs } from './leftover-jobs.ts';

export interface FolderJobs {
  /** The folder's rules, its album, or the limits changed: what is not sent yet is judged again from its facts, and is not sent before (`rulesPending`). */
  reapplyRules(folderId: number): Promise<void>;
  /** A folder that was removed: what was not sent is dropped from the list. */
  forget(folderId: number): Promise<void>;
  /** What changed while the program was not running, or was not finished when it ended; from then on leftovers are cleared, too. */
  catchUp(): Promise<void>;
  /** Ends after the slice that runs. */
  close(): Promise<void>;
}

export function openFolderJobs(context: {
  tables: Tables;
  queries: LibraryQueries;
  limits(): Limits;
  albumFor(folder: FolderRecord, path: string): number;
  changed(area: 'folders' | 'photos' | 'problems'): void;
  wake(): void;
  clock: Pick<Clock, 'after'>;
  onFailure(error: unknown): void;
  /** It cannot be judged: it is told, and not sent by a rule that has changed. */
  setAside(placementId: number, error: unknown): void;
}): FolderJobs {
  const { tables, queries } = context;
  const judge = openEvaluatePhoto(context);
  const queue = new JobQueue(context.clock, context.onFailure);
  const leftovers = openLeftoverJobs({ ...context, queue });

  /** Of copies in one folder none is left behind in the former album: each that becomes the source follows the one before. */
  function redirect(folder: FolderRecord, placementId: number, fileId: number): void {
    for (let from: number | null = fileId; from !== null;) {
      const file = tables.files.get(from);
      if (file === null || file.folderId !== folder.folderId) return;
      tables.verdicts.redirect(from, keptAlbum(tables, context.albumFor(folder, file.path), placementId));
      const source: number | null = tables.verdicts.placementOf(placementId)?.file_id ?? null;
      from = source === from ? null : source;
    }
  }

  /** One that is refused keeps none of the others waiting. */
  function refused(one: { placementId: number } | null, error: unknown): void {
    context.onFailure(error);
    if (one !== null) context.setAside(one.placementId, error);
  }

  function judgeAnew(folderId: number, one: { placementId: number; photoId: number; fileId: number } | null): void {
    // Asked for each: the rules may change while this runs.
    const folder = one === null ? null : tables.folders.get(folderId);
    const facts = one === null ? null : tables.photos.get(one.photoId);
    if (one === null || folder === null || folder.removed || facts === null) return;
    redirect(folder, one.placementId, one.fileId);
    const file = tables.files.get(one.fileId);
    if (file === null) return;
    const { placementId } = one;
    tables.verdicts.reapplyRules(placementId, judge.ofFile(file, facts, folder, { replacesSent: false, placementId }));
  }

  async function reapplyRules(folderId: number): Promise<void> {
    const mark = tables.rulesPending.mark(folderId);
    const undecided = queue.whileOpen(queries.undecidedPhotos.placements(folderId));
    await inSlices(tables, undecided, (one) => judgeAnew(folderId, one), refused);
    const copies = queue.whileOpen(queries.undecidedPhotos.copies(folderId));
    const copyRefused = (_one: unknown, error: unknown): void => context.onFailure(error);
    const copyAnew = (one: { fileId: number; photoId: number; path: string; albumId: number } | null): void => {
      const folder = one === null ? null : tables.folders.get(folderId);
      const file = one === null ? null : tables.files.get(one.fileId);
      const facts = one === null ? null : tables.photos.get(one.photoId);
      if (one === null || folder === null || folder.removed || file === null || facts === null) return;
      const albumId = context.albumFor(folder, one.path);
      // Its twin in another folder waits for another album: here it is a photo of its own.
      if (albumId !== one.albumId)
        tables.verdicts.inspected(file, facts, albumId, sendPriority(folder), (about) =>
          judge.ofFile(file, facts, folder, { ...about, replacesSent: false }),
        );
    };
    await inSlices(tables, copies, copyAnew, copyRefused);
    if (!queue.isClosed) tables.rulesPending.done(folderId, mark);
    for (const area of ['photos', 'problems'] as const) context.changed(area);
    context.wake();
  }

  async function forget(folderId: number): Promise<void> {
    await inSlices(tables, queue.whileOpen(tables.files.all(folderId)), (fileId) => {
      if (tables.folders.get(folderId)?.removed === true) tables.verdicts.forget(fileId);
    });
    for (const area of ['folders', 'photos', 'problems'] as const) context.changed(area);
  }

  /** Files that were known before versions of photos were: those with others beside them are judged again by the trigger's word. */
  async function numberVersions(): Promise<void> {
    const { versions } = tables;
    await inSlices(tables, queue.whileOpen(versions.unnumbered()), ({ fileId, path }) => versions.number(fileId, path));
    if (!queue.isClosed) tables.meta.put('versions', 'numbered');
    context.wake();
  }

  async function catchUp(): Promise<void> {
    const limits = JSON.stringify(context.limits());
    if (tables.meta.text('limits') !== limits)
      tables.together(() => {
        for (const { folderId } of tables.folders.all()) tables.rulesPending.add(folderId);
        tables.meta.put('limits', limits);
      });
    if (tables.meta.text('versions') === null) await numberVersions();
    for (const folderId of tables.rulesPending.all()) await reapplyRules(folderId);
    for (const { folderId, removed } of tables.folders.withRemoved())
      if (removed && queries.counts.hasUnsentFiles(folderId)) await forget(folderId);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (tables.meta.text('time_zone') === zone) return;
    await inSlices(tables, queue.whileOpen(tables.files.dates()), ({ fileId, sortMs }) =>
      tables.files.date(fileId, sortMs),
    );
    if (!queue.isClosed) tables.meta.put('time_zone', zone);
  }

  return {
    reapplyRules: (folderId) => queue.add(`reapply rules ${folderId}`, () => reapplyRules(folderId)),
    forget: (folderId) => queue.add(`forget ${folderId}`, () => forget(folderId)),
    catchUp() {
      const caughtUp = queue.add('catch up', catchUp);
      leftovers.begin();
      return caughtUp;
    },
    close: () => queue.close(),
  };
}
