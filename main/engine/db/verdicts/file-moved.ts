// What happens to a photo when its file moves, or when it gets another album. Each case is one transaction.
import { isAbsolute } from 'node:path';
import type { Database } from 'better-sqlite3';
import { isAboutAlbum } from '../../../../shared/reasons.ts';
import { atomic } from '../storage/atomic.ts';
import type { FileRow } from '../file-row.ts';
import type { FileTable } from '../files.ts';
import type { JournalTable } from '../journal.ts';
import type { PhotoTable } from '../photos.ts';
import type { PlacementTable } from '../placements.ts';
import { isKeptByName, isLeftOutByName, unsent, type PlacementRow } from './placement-conditions.ts';
import type { SourceFiles } from './source-files.ts';

export function openFileMoved(
  db: Database,
  tables: { files: FileTable; photos: PhotoTable; placements: PlacementTable; journal: JournalTable },
  sourceFiles: SourceFiles,
  now: () => number,
) {
  const { files, photos, placements, journal } = tables;
  const retarget = db.prepare('UPDATE placements SET album_id = ?, compared = 0 WHERE id = ?');

  /** An unsent photo follows its file into another album; a sent one stays where it is. */
  function redirect(file: FileRow, placement: PlacementRow, albumId: number): void {
    if (placement.album_id === albumId || placement.file_id !== file.fileId) return;
    if (!unsent.includes(placement.state) && !isLeftOutByName(placement)) return;
    const copies = files.copiesOf(placement.id).filter((copy) => copy.fileId !== file.fileId);
    if (copies.length > 0 || sourceFiles.find(placement.photo_id, albumId) !== null) {
      // A copy stays in the old album, or the new one has the photo already: inspection attaches this file anew.
      files.recordStat(file.fileId, file, 'settled');
      if (copies.length > 0) {
        sourceFiles.detach(placement.id, file.fileId, 'source_gone');
        // The placement's problem stays with the copy.
        if (placement.state === 'held') files.set(file.fileId, 'settled', 'checking', null);
      }
      return;
    }
    // A reservation is for one album, so it is dropped.
    if (placement.state === 'reserved') placements.apply(placement.id, 'reservation_lost');
    if (placement.state === 'uploaded') placements.apply(placement.id, 'token_lost');
    retarget.run(albumId, placement.id);
    sourceFiles.setSource(placement.id, file);
    if (placement.state === 'held' && isAboutAlbum(placement.reason)) placements.apply(placement.id, 'wanted_again');
  }

  /** The same file under another path, perhaps in another folder: keeps journal, photo, and what is on the service. */
  function moved(fileId: number, folderId: number, path: string, albumId: number): void {
    const before = files.get(fileId);
    files.move(fileId, folderId, path);
    // Dropped again with other rules, a file changes its folder in this library only: that is no move.
    if (before?.path !== path || !isAbsolute(path))
      journal.add(now(), fileId, null, 'moved', { from: before?.path ?? '' });
    const file = files.get(fileId);
    const placement = file?.placementId == null ? null : sourceFiles.get(file.placementId);
    if (file === null || placement === null) return;
    // The new name may allow what the former one held back: inspection evaluates it.
    if (before?.path !== path && isKeptByName(placement)) files.recordStat(fileId, file, 'settled');
    if (placement.file_id !== fileId) {
      // A copy of a photo that waits for another album than this folder's: inspection evaluates it for this one.
      const isCopy = file.state === 'duplicate' && placement.album_id !== albumId && unsent.includes(placement.state);
      if (isCopy) files.recordStat(fileId, file, 'settled');
      return;
    }
    // The photo waits in the order of its new folder.
    if (before?.folderId !== folderId) sourceFiles.setSource(placement.id, file);
    redirect(file, placement, albumId);
  }

  /**
   * A new file has the bytes of one that is gone: it was moved, and takes the former row with its history and
   * placement. Answers null where it cannot.
   */
  function rejoin(found: FileRow, formerId: number, photoId: number, albumId: number): FileRow | null {
    const former = files.get(formerId);
    const placement = former?.placementId == null ? null : sourceFiles.get(former.placementId);
    if (former === null || former.photoId !== photoId || placement === null) return null;
    if (found.placementId !== null) {
      if (sourceFiles.get(found.placementId)?.reason !== 'in_other_album') return null;
      sourceFiles.detach(found.placementId, found.fileId, 'source_gone');
    }
    files.remove(found.fileId);
    moved(formerId, found.folderId, found.path, albumId);
    files.recordStat(formerId, found, 'settled');
    return files.get(formerId);
  }

  return {
    moved: atomic(db, moved),
    /** The caller opens the transaction. */
    rejoin,
    /** The folder's photos go to another album from now on: the file's photo follows if it is unsent. */
    redirect: atomic(db, (fileId: number, albumId: number): void => {
      const file = files.get(fileId);
      const placement = file?.placementId == null ? null : sourceFiles.get(file.placementId);
      if (file !== null && placement !== null) redirect(file, placement, albumId);
    }),
    /** A held photo goes to another album. Answers false in any other state. */
    retarget: atomic(db, (placementId: number, albumId: number): boolean => {
      const placement = sourceFiles.get(placementId);
      if (placement?.state !== 'held') return false;
      const present = sourceFiles.find(placement.photo_id, albumId);
      if (present === null) {
        retarget.run(albumId, placementId);
        placements.apply(placementId, 'wanted_again');
        return true;
      }
      const file = placement.file_id === null ? null : files.get(placement.file_id);
      sourceFiles.clearSource(placementId);
      placements.apply(placementId, 'skipped', { reason: 'source_gone' });
      if (file !== null) sourceFiles.attach(file, present.id, placement.photo_id, photos.get(placement.photo_id));
      return true;
    }),
  };
}
