// What happens to a photo when its file goes or comes back, or its folder is removed. Each case is one transaction.
import type { Database } from 'better-sqlite3';
import { atomic } from '../storage/atomic.ts';
import type { FileTable } from '../files.ts';
import type { JournalTable } from '../journal.ts';
import { shownOf } from './placement-conditions.ts';
import type { SourceFiles } from './source-files.ts';

export function openFileGone(
  db: Database,
  { files, journal, sourceFiles }: { files: FileTable; journal: JournalTable; sourceFiles: SourceFiles },
  now: () => number,
) {
  return {
    /** The file is not on the disk any more. The service keeps what it has. */
    gone: atomic(db, (fileId: number): void => {
      const file = files.get(fileId);
      if (file === null || file.state === 'missing') return;
      if (file.placementId === null) {
        files.remove(fileId);
        return;
      }
      const wasSource = sourceFiles.get(file.placementId)?.file_id === fileId;
      sourceFiles.detach(file.placementId, fileId, 'source_gone');
      const after = sourceFiles.get(file.placementId);
      if (!wasSource || after?.file_id !== fileId) {
        // A duplicate, or a source that a copy has replaced: the copy keeps the history.
        files.remove(fileId);
        return;
      }
      files.set(fileId, 'missing', shownOf(after.state), after.reason);
      journal.add(now(), fileId, null, 'gone', {});
      // What seemed to be a copy was the moved file: inspected again, it takes this row.
      for (const heldId of sourceFiles.heldForOtherAlbum(after.photo_id, file.folderId)) {
        const held = files.get(heldId);
        if (held?.state === 'placed') files.recordStat(heldId, held, 'settled');
      }
    }),
    /**
     * The file is back with the size, mtime and inode it had, so nothing is read again. Answers false where the photo
     * must be evaluated first.
     */
    returned: atomic(db, (fileId: number): boolean => {
      const file = files.get(fileId);
      const placement = file?.placementId == null ? null : sourceFiles.get(file.placementId);
      if (file?.state !== 'missing' || placement?.file_id !== fileId) return false;
      if (placement.reason === 'source_gone' || placement.reason === 'folder_removed') return false;
      files.set(fileId, 'placed', shownOf(placement.state), placement.reason);
      journal.add(now(), fileId, null, 'returned', {});
      return true;
    }),
    /** Its folder is not watched any more. What is on the service stays known, so that nothing is sent twice. */
    forget: atomic(db, (fileId: number): void => {
      const file = files.get(fileId);
      if (file === null) return;
      if (file.placementId !== null) {
        sourceFiles.detach(file.placementId, fileId, 'folder_removed');
        const placement = sourceFiles.get(file.placementId);
        if (placement?.file_id === fileId) {
          if (placement.state !== 'skipped' && placement.state !== 'held') return;
          sourceFiles.clearSource(file.placementId);
        }
      }
      files.remove(fileId);
    }),
  };
}
