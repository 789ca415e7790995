// Writes what becomes of an album that was made: read back, corrected, or left for a person who says who may see it.
import type { Database } from 'better-sqlite3';
import type { Privacy } from '../../../shared/library/album.ts';
import { notCorrected } from './album-row.ts';

export function openAlbumPrivacy(db: Database, now: () => number) {
  const made = db.prepare(
    `UPDATE albums SET state = 'creating', remote_id = ?, privacy_check = 'read', unclear = 0, taken = 0, is_full = 0,
      retry_at_ms = NULL, attempts = 0, last_error = NULL, changed_at_ms = ? WHERE id = ?`,
  );
  const asked = db.prepare(
    `UPDATE albums SET state = 'gone', privacy_check = 'asked', remote_id = ?, seen_by = ?, last_error = ?,
      unclear = 0, taken = 0, is_full = 0, retry_at_ms = NULL, attempts = 0, changed_at_ms = ? WHERE id = ?`,
  );
  const correct = db.prepare(
    `UPDATE albums SET state = 'creating', privacy_check = 'correct', retry_at_ms = NULL, attempts = 0,
      changed_at_ms = ? WHERE id = ? AND privacy_check = 'asked'`,
  );
  const accept = db.prepare(
    `UPDATE albums SET state = 'ready', privacy = seen_by, privacy_check = NULL, seen_by = NULL, last_error = NULL,
      retry_at_ms = NULL, attempts = 0, creating_since_ms = NULL, creating_beside = NULL, changed_at_ms = ?
      WHERE id = ? AND privacy_check = 'asked'`,
  );

  return {
    /** The service has made it. No photo goes in before it was read back. */
    setMade(id: number, remoteId: string): void {
      made.run(remoteId, now(), id);
    },
    /** Other people see it than was asked for, or nobody can tell: a person decides. */
    setPrivacyAsked(id: number, remoteId: string, seenBy: Privacy | null, wasCorrected: boolean): void {
      asked.run(remoteId, seenBy, wasCorrected ? notCorrected : null, now(), id);
    },
    /** The person wants it as it was asked for. false: this is no longer the question. */
    correctPrivacy: (id: number): boolean => correct.run(now(), id).changes > 0,
    /** The person wants the photos in it as it is. false: this is no longer the question. */
    acceptPrivacy: (id: number): boolean => accept.run(now(), id).changes > 0,
  };
}
