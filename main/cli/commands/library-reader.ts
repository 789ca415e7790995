// The library for reading only, beside a running program or alone, over a connection that cannot write.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ShownState } from '../../../shared/library/shown-state.ts';
import type { AlbumPage } from '../../engine/albums/album-view.ts';
import { openLibraryQueries, type LibraryQueries } from '../../engine/db/sql-queries/library-queries.ts';
import { isOfOlderProgram, libraryFile, openForReading } from '../../engine/db/storage/open.ts';
import { lineState, photoLine, type PhotoLine } from '../output/photo-line.ts';
import { safeText } from '../output/safe-text.ts';
import type { Locale } from '../locales/locale.ts';

export interface LibraryReader {
  queries: LibraryQueries;
  close(): void;
}

export type OpenedReader =
  | { kind: 'open'; reader: LibraryReader }
  /** There is no library yet. */
  | { kind: 'none' }
  /** Of an earlier version of the program: the next run brings it up to date. */
  | { kind: 'older' }
  /** There is a file, and this program cannot read it. */
  | { kind: 'unreadable' };

export function openReader(dataFolder: string): OpenedReader {
  if (!existsSync(join(dataFolder, libraryFile))) return { kind: 'none' };
  // A query may fail there only when it is asked: for a column that the library does not have yet.
  if (isOfOlderProgram(dataFolder)) return { kind: 'older' };
  try {
    const db = openForReading(dataFolder);
    if (db === null) return { kind: 'none' };
    const queries = openLibraryQueries(db, () => Date.now());
    return { kind: 'open', reader: { queries, close: () => db.close() } };
  } catch {
    // Damaged, of a newer program, or without permission: `sync` says which.
    return { kind: 'unreadable' };
  }
}

/** The terminal shows no pages of the service. */
export const noAlbumPage: AlbumPage = () => null;

/** In words. */
export function whyNotOpen(
  { kind }: Exclude<OpenedReader, { kind: 'open' }>,
  dataFolder: string,
  { texts }: Locale,
): string {
  return safeText(texts.library[kind](dataFolder));
}

const pageRows = 200;

/** Photos of these folders that are held or failed, newest first. Read page by page. */
export function* readPhotos(reader: LibraryReader, folderIds: readonly number[]): Generator<PhotoLine> {
  for (const folderId of folderIds)
    for (const shown of ['needs_you', 'review'] as const) yield* pages(reader, shown, folderId);
}

/** Every file of the library, newest first. */
export function allPhotos(reader: LibraryReader): Generator<PhotoLine> {
  return pages(reader, null, null);
}

function* pages(reader: LibraryReader, shown: ShownState | null, folderId: number | null): Generator<PhotoLine> {
  let after = null;
  do {
    const page = reader.queries.photoList.page({ shown, folderId }, after, pageRows);
    for (const row of page.rows) {
      const line = photoLine(reader.queries, row.fileId);
      if (line !== null) yield line;
    }
    after = page.next;
  } while (after !== null);
}

/** How many photos of these folders stand where. */
export function countPhotos(
  reader: LibraryReader,
  folderIds: readonly number[],
): { done: number; held: number; skipped: number; duplicate: number; failed: number; waiting: number } {
  const { byFolder } = reader.queries.counts.photos();
  const sum = { done: 0, held: 0, skipped: 0, duplicate: 0, failed: 0, waiting: 0 };
  for (const folderId of folderIds) {
    const counts = byFolder.get(folderId);
    if (counts === undefined) continue;
    sum.done += counts.done;
    sum.skipped += counts.skipped;
    sum.duplicate += counts.duplicate;
    sum.held += counts.needs_you + counts.review;
    sum.waiting += counts.waiting + counts.checking;
  }
  for (const folderId of folderIds) {
    for (const { reason, photos } of reader.queries.problems.ofFolder(folderId)) {
      if (lineState('needs_you', reason) !== 'failed') continue;
      sum.failed += photos;
      sum.held -= photos;
    }
  }
  return sum;
}
