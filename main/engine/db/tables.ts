// The library's tables, prepared once: what writes, together with what library-queries.ts reads. There is no SQL
// outside this folder.
import type { Database } from 'better-sqlite3';
import { openAlbums } from './albums.ts';
import { openComparison } from './comparison.ts';
import { openRemoteAlbumPhotos } from './remote-album-photos.ts';
import { openReceipts } from './receipts.ts';
import { openFiles } from './files.ts';
import { openFolders } from './folders.ts';
import { openJournal } from './journal.ts';
import { openLeftovers } from './leftovers.ts';
import { openLibraryQueries } from './sql-queries/library-queries.ts';
import { openLimitEvidence } from './limit-evidence.ts';
import { openMeta } from './meta.ts';
import { openPhotos } from './photos.ts';
import { openPlacements } from './placements.ts';
import { openVerdicts } from './verdicts/verdicts.ts';
import type { ReceiptsFile } from './storage/receipts-file.ts';
import { openPublished } from './published.ts';
import { openReservations } from './reservations.ts';
import { durably } from './storage/open.ts';
import { openFullDecodes } from './full-decodes.ts';
import { openRulesPending } from './rules-pending.ts';
import { openUnopened } from './unopened.ts';
import { openVersions } from './verdicts/versions.ts';

/**
 * `now`: milliseconds since 1970, for the times in rows. `receiptsFile`: gets a line for every photo that is done;
 * required for sending. `queries`: of the same connection.
 */
export function tablesOf(
  db: Database,
  now: () => number,
  receiptsFile: ReceiptsFile | null = null,
  queries = openLibraryQueries(db, now),
) {
  const journal = openJournal(db, queries.journal);
  const meta = openMeta(db, queries.meta);
  const folders = openFolders(db, queries.folders, now);
  const albums = openAlbums(db, queries.albums, now);
  const files = openFiles(db, queries.files, now);
  const photos = openPhotos(db, queries.photos, now);
  const placements = openPlacements(db, queries.placements, { journal, meta, receiptsFile }, now);
  const reservations = openReservations(db);
  const receipts = openReceipts(db, { placements, meta }, now);
  const fullDecodes = openFullDecodes(db, journal, now);
  const verdicts = openVerdicts(db, { files, photos, placements, journal }, now);
  return {
    journal,
    meta,
    folders,
    albums,
    files,
    photos,
    placements,
    reservations,
    verdicts,
    comparison: openComparison(db, now),
    remoteAlbumPhotos: openRemoteAlbumPhotos(db, now),
    receipts,
    published: openPublished(db),
    /** The same person has another id from now on, as the application has it. Throws where it cannot be written. */
    renamePerson(to: string, application: string): void {
      const from = meta.text('account_user_id');
      // The file first: after a crash in between, the next start reads it.
      if (from !== null && from !== to) receiptsFile?.addSamePerson({ from, to, application, atMs: now() });
      db.transaction(() => {
        meta.put('account_user_id', to);
        meta.put('account_application', application);
      }).immediate();
    },
    fullDecodes,
    limitEvidence: openLimitEvidence(db, queries.limitEvidence),
    rulesPending: openRulesPending(meta, queries.rulesPending),
    unopened: openUnopened(db, queries.unopened),
    versions: openVersions(db, queries.versions),
    leftovers: openLeftovers(db),
    /** All or nothing. */
    together: <T>(run: () => T): T => db.transaction(run).immediate(),
    /** All or nothing, and on the disk when it returns. See [Note: which pragma gives what]. */
    durably: <T>(run: () => T): T => durably(db, run),
  };
}
export type Tables = ReturnType<typeof tablesOf>;
