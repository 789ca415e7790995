// What the library knows of an inspected file already: its own former row, and the original of an edited version.
import { versionOf } from '../../../shared/photo-versions.ts';
import type { FileRow } from '../db/file-row.ts';
import type { Tables } from '../db/tables.ts';
import { isNameGone } from '../disk/name-gone.ts';

/**
 * The row of a file with the same bytes whose name is gone: this file was moved, although its stamps did not prove it.
 * null: there is none.
 */
export function formerRow(
  { files, folders }: Pick<Tables, 'files' | 'folders'>,
  file: FileRow,
  sha256: string,
): number | null {
  const rootOf = (id: number): string | null => folders.get(id)?.path ?? null;
  const hasSameStamps = (one: FileRow): boolean =>
    one.inode !== 0n && one.inode === file.inode && one.sizeBytes === file.sizeBytes && one.mtimeNs === file.mtimeNs;
  const gone = files
    .holding(sha256, file.fileId)
    .filter((one) => one.folderId === file.folderId || hasSameStamps(one))
    .filter(
      (one) =>
        one.state === 'missing' ||
        isNameGone(
          { root: rootOf(one.folderId), path: one.path },
          { root: rootOf(file.folderId), path: file.path, inode: file.inode },
        ),
    );
  return (gone.find(hasSameStamps) ?? gone[0])?.fileId ?? null;
}

/** The file is an edited version, and its original was sent before this one was found. */
export function isAfterItsOriginal(
  { files, versions }: Pick<Tables, 'files' | 'versions'>,
  { folderId, fileId, path }: FileRow,
): boolean {
  if (versionOf(path)?.kind !== 'edited') return false;
  const placementId = files.get(fileId)?.placementId ?? null;
  return versions
    .of(folderId, path)
    .some(
      (other) =>
        other.kind === 'original' &&
        (other.state === 'done' || other.state === 'committing') &&
        other.placementId !== placementId,
    );
}
