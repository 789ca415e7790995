// Applies the rules of a folder anew to its photos that are not sent yet, from the facts in the library: no file is
// read.
import type { Limits } from '../../../shared/limits.ts';
import { keptAlbum } from '../albums/album-of-file.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { Tables } from '../db/tables.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';
import { inSlices } from '../db/storage/slices.ts';
import { openEvaluatePhoto, type EvaluatePhoto } from '../pipeline/evaluate-photo.ts';
import { sendPriority } from '../db/verdicts/send-priority.ts';
import type { JobQueue } from './job-queue.ts';

export interface ReapplyContext {
  tables: Tables;
  queries: LibraryQueries;
  limits(): Limits;
  albumFor(folder: FolderRecord, path: string): number;
  changed(area: 'folders' | 'photos' | 'problems'): void;
  wake(): void;
  onFailure(error: unknown): void;
  /**
   * The rules could not be applied to this photo: it is shown as a problem, and not sent by a rule that has changed.
   */
  setAside(placementId: number, error: unknown): void;
}

type Undecided = { placementId: number; photoId: number; fileId: number };
type Copy = { fileId: number; photoId: number; path: string; albumId: number };

export class ReapplyRules {
  readonly #context: ReapplyContext;
  readonly #queue: JobQueue;
  readonly #evaluate: EvaluatePhoto;

  constructor(context: ReapplyContext, queue: JobQueue) {
    this.#context = context;
    this.#queue = queue;
    this.#evaluate = openEvaluatePhoto(context);
  }

  async run(folderId: number): Promise<void> {
    const { tables, queries, changed, wake, onFailure, setAside } = this.#context;
    const mark = tables.rulesPending.mark(folderId);
    const undecided = this.#queue.whileOpen(queries.undecidedPhotos.placements(folderId));
    await inSlices(
      tables,
      undecided,
      (one) => this.#reapply(folderId, one),
      (one, error) => {
        onFailure(error);
        if (one !== null) setAside(one.placementId, error);
      },
    );
    const copies = this.#queue.whileOpen(queries.undecidedPhotos.copies(folderId));
    await inSlices(
      tables,
      copies,
      (one) => this.#separateCopy(folderId, one),
      (_one, error) => onFailure(error),
    );
    if (!this.#queue.isClosed) tables.rulesPending.done(folderId, mark);
    for (const area of ['photos', 'problems'] as const) changed(area);
    wake();
  }

  #reapply(folderId: number, one: Undecided | null): void {
    const { tables } = this.#context;
    // Read for each photo: the rules may change while this runs.
    const folder = one === null ? null : tables.folders.get(folderId);
    const facts = one === null ? null : tables.photos.get(one.photoId);
    if (one === null || folder === null || folder.removed || facts === null) return;
    this.#redirect(folder, one.placementId, one.fileId);
    const file = tables.files.get(one.fileId);
    if (file === null) return;
    const { placementId } = one;
    const verdict = this.#evaluate.ofFile(file, facts, folder, { replacesSent: false, placementId });
    tables.verdicts.reapplyRules(placementId, verdict);
  }

  /** Takes a photo to the folder's album with all its copies in this folder: each that becomes the source follows. */
  #redirect(folder: FolderRecord, placementId: number, fileId: number): void {
    const { tables, albumFor } = this.#context;
    for (let from: number | null = fileId; from !== null;) {
      const file = tables.files.get(from);
      if (file === null || file.folderId !== folder.folderId) return;
      tables.verdicts.redirect(from, keptAlbum(tables, albumFor(folder, file.path), placementId));
      const source: number | null = tables.verdicts.placementOf(placementId)?.file_id ?? null;
      from = source === from ? null : source;
    }
  }

  /** If the same photo waits in another folder for another album, the copy here becomes a photo of its own. */
  #separateCopy(folderId: number, one: Copy | null): void {
    const { tables, albumFor } = this.#context;
    const folder = one === null ? null : tables.folders.get(folderId);
    const file = one === null ? null : tables.files.get(one.fileId);
    const facts = one === null ? null : tables.photos.get(one.photoId);
    if (one === null || folder === null || folder.removed || file === null || facts === null) return;
    const albumId = albumFor(folder, one.path);
    if (albumId === one.albumId) return;
    tables.verdicts.inspected(file, facts, albumId, sendPriority(folder), (about) =>
      this.#evaluate.ofFile(file, facts, folder, { ...about, replacesSent: false }),
    );
  }
}
