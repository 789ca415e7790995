// What happens to a photo when its file moves, goes, comes back, or its folder or album changes: each in one transaction. Sends nothing.
import { isAbsolute } from 'node:path';
import type { Database } from 'better-sqlite3';
import { isAboutAlbum } from '../../../shared/reasons.ts';
import { atomic } from './atomic.ts';
import type { FileRow } from './file-row.ts';
import type { Files } from './files.ts';
import type { JournalTable } from './journal.ts';
import type { PhotoTable } from './photos.ts';
import type { Placements } from './placements.ts';
import { isKeptByName, isLeftOutByName, shownOf, unsent, type PlacementRow, type SourceFiles } from './source-files.ts';

export function openFileMoved(
  db: Database,
  tables: { files: Files; photos: PhotoTable; placements: Placements; journal: JournalTable },
  sources: SourceFiles,
  now: () => number,
) {
  const { files, photos, placements, journal } = tables;
  const retarget = db.prepare('UPDATE placements SET album_id = ?, compared = 0 WHERE id = ?');

  /** What is not sent yet follows its file into another album; what is sent stays where it is. */
  function redirect(file: FileRow, placement: PlacementRow, albumId: number): void {
    if (placement.album_id === albumId || placement.file_id !== file.fileId) return;
    if (!unsent.includes(placement.state) && !isLeftOutByName(placement)) return;
    const copies = files.copiesOf(placement.id).filter((copy) => copy.fileId !== file.fileId);
    if (copies.length > 0 || sources.find(placement.photo_id, albumId) !== null) {
      // A copy stays behind and is wanted there; or the other album has the photo already. Inspection ties this file anew.
      files.recordStat(file.fileId, file, 'settled');
      if (copies.length > 0) {
        sources.lose(placement.id, file.fileId, 'source_gone');
        // The question was about the placement, and stands with the copy now.
        if (placement.state === 'held') files.set(file.fileId, 'settled', 'checking', null);
      }
      return;
    }
    // A reservation is for one album: it is given back before the photo goes to another.
    if (placement.state === 'reserved') placements.apply(placement.id, 'reservation_lost');
    if (placement.state === 'uploaded') placements.apply(placement.id, 'token_lost');
    retarget.run(albumId, placement.id);
    sources.takeOver(placement.id, file);
    if (placement.state === 'held' && isAboutAlbum(placement.reason)) placements.apply(placement.id, 'wanted_again');
  }

  /** The same file under another path, perhaps in another folder: keeps journal, photo, and what is on the service. */
  function moved(fileId: number, folderId: number, path: string, albumId: number): void {
    const before = files.get(fileId);
    files.move(fileId, folderId, path);
    // Dropped once more by other rules: only its folder in this library is another one.
    if (before?.path !== path || !isAbsolute(path))
      journal.add(now(), fileId, null, 'moved', { from: before?.path ?? '' });
    const file = files.get(fileId);
    const placement = file?.placementId == null ? null : sources.get(file.placementId);
    if (file === null || placement === null) return;
    // What its former name held back its new one may let go: inspection judges it by that.
    if (before?.path !== path && isKeptByName(placement)) files.recordStat(fileId, file, 'settled');
    if (placement.file_id !== fileId) {
      // A copy, and its twin waits for another album than is wanted here: inspection finds out what it is here.
      const isCopy = file.state === 'duplicate' && placement.album_id !== albumId && unsent.includes(placement.state);
      if (isCopy) files.recordStat(fileId, file, 'settled');
      return;
    }
    // It waits with the folder it is in now.
    if (before?.folderId !== folderId) sources.takeOver(placement.id, file);
    redirect(file, placement, albumId);
  }

  /**
   * A file that was found as a new one has the bytes of one whose name is gone: that one, moved. It takes its row again, with its history
   * and what is on the service; null: it cannot.
   */
  function rejoin(found: FileRow, formerId: number, photoId: number, albumId: number): FileRow | null {
    const former = files.get(formerId);
    const placement = former?.placementId == null ? null : sources.get(former.placementId);
    if (former === null || former.photoId !== photoId || placement === null) return null;
    if (found.placementId !== null) {
      if (sources.get(found.placementId)?.reason !== 'in_other_album') return null;
      sources.lose(found.placementId, found.fileId, 'source_gone');
    }
    files.remove(found.fileId);
    moved(formerId, found.folderId, found.path, albumId);
    files.recordStat(formerId, found, 'settled');
    return files.get(formerId);
  }

  return {
    /** The file is not on the disk any more. What is on the service stays there. */
    gone: atomic(db, (fileId: number): void => {
      const file = files.get(fileId);
      if (file === null || file.state === 'missing') return;
      if (file.placementId === null) {
        files.remove(fileId);
        return;
      }
      const wasSource = sources.get(file.placementId)?.file_id === fileId;
      sources.lose(file.placementId, fileId, 'source_gone');
      const after = sources.get(file.placementId);
      if (!wasSource || after?.file_id !== fileId) {
        // A duplicate, or a source whose copy took over: its history is the copy's.
        files.remove(fileId);
        return;
      }
      files.set(fileId, 'missing', shownOf(after.state), after.reason);
      journal.add(now(), fileId, null, 'gone', {});
      // What was taken for a copy was moved: looked at again, it takes this file's place.
      for (const askedId of sources.askedAbout(after.photo_id, file.folderId)) {
        const asked = files.get(askedId);
        if (asked?.state === 'placed') files.recordStat(askedId, asked, 'settled');
      }
    }),
    /**
     * The file is back, with the size, mtime and number it had. Nothing is read again where the photo is sent or decided;
     * answers false where precheck must speak first.
     */
    returned: atomic(db, (fileId: number): boolean => {
      const file = files.get(fileId);
      const placement = file?.placementId == null ? null : sources.get(file.placementId);
      if (file?.state !== 'missing' || placement?.file_id !== fileId) return false;
      if (placement.reason === 'source_gone' || placement.reason === 'folder_removed') return false;
      files.set(fileId, 'placed', shownOf(placement.state), placement.reason);
      journal.add(now(), fileId, null, 'returned', {});
      return true;
    }),
    moved: atomic(db, moved),
    /** For inspection, inside its transaction. */
    rejoin,
    /** The folder's photos go to another album from now on: those that are not sent yet do, too. */
    redirect: atomic(db, (fileId: number, albumId: number): void => {
      const file = files.get(fileId);
      const placement = file?.placementId == null ? null : sources.get(file.placementId);
      if (file !== null && placement !== null) redirect(file, placement, albumId);
    }),
    /** Its folder is not watched any more. What is on the service stays known, so that nothing is ever sent twice. */
    forget: atomic(db, (fileId: number): void => {
      const file = files.get(fileId);
      if (file === null) return;
      if (file.placementId !== null) {
        sources.lose(file.placementId, fileId, 'folder_removed');
        const placement = sources.get(file.placementId);
        if (placement?.file_id === fileId) {
          if (placement.state !== 'skipped' && placement.state !== 'held') return;
          sources.drop(file.placementId);
        }
      }
      files.remove(fileId);
    }),
    /** The photo goes to another album than the one that is gone. Answers false for what cannot change any more. */
    retarget: atomic(db, (placementId: number, albumId: number): boolean => {
      const placement = sources.get(placementId);
      if (placement?.state !== 'held') return false;
      const present = sources.find(placement.photo_id, albumId);
      if (present === null) {
        retarget.run(albumId, placementId);
        placements.apply(placementId, 'wanted_again');
        return true;
      }
      const file = placement.file_id === null ? null : files.get(placement.file_id);
      sources.drop(placementId);
      placements.apply(placementId, 'skipped', { reason: 'source_gone' });
      if (file !== null) sources.tie(file, present.id, placement.photo_id, photos.get(placement.photo_id));
      return true;
    }),
  };
}
