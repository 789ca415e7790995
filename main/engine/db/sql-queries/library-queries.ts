// Everything that can be read from the library, prepared once. Read-only: works on a connection that cannot write.
import type { Database } from 'better-sqlite3';
import { openAlbumQueries } from '../sql-queries/album-queries.ts';
import { openCounts } from '../sql-queries/counts.ts';
import { openFileQueries } from '../sql-queries/file-queries.ts';
import { openFolderProgress } from '../sql-queries/folder-progress.ts';
import { openFolderQueries } from '../sql-queries/folder-queries.ts';
import { openHistory } from '../sql-queries/history.ts';
import { openJournalQueries } from '../journal.ts';
import { openLimitEvidenceQueries } from '../limit-evidence.ts';
import { openMetaQueries } from '../meta.ts';
import { openPhotoList } from './photo-list.ts';
import { openPhotoSearch } from './photo-search.ts';
import { openPhotoQueries } from '../photos.ts';
import { openPlacementQueries } from './placement-queries.ts';
import { openPlans } from './plans.ts';
import { openProblems } from './problems.ts';
import { openReady } from '../ready-placements.ts';
import { openRulesPendingQueries } from '../rules-pending.ts';
import { openUndecidedPhotos } from './undecided-photos.ts';
import { openUnopenedQueries } from '../unopened.ts';
import { openVersionQueries } from '../verdicts/versions.ts';

/** `now`: milliseconds since 1970; what is due is due by it. */
export function openLibraryQueries(db: Database, now: () => number) {
  const photoList = openPhotoList(db);
  const meta = openMetaQueries(db);
  const versions = openVersionQueries(db);
  return {
    albums: openAlbumQueries(db, now),
    counts: openCounts(db),
    files: openFileQueries(db, now),
    folderProgress: openFolderProgress(db),
    folders: openFolderQueries(db),
    history: openHistory(db),
    journal: openJournalQueries(db),
    limitEvidence: openLimitEvidenceQueries(db),
    meta,
    photoList: { ...photoList, ...openPhotoSearch(db, photoList) },
    photos: openPhotoQueries(db),
    placements: { ...openReady(db, now), ...openPlacementQueries(db) },
    plans: openPlans(db, versions),
    problems: openProblems(db),
    rulesPending: openRulesPendingQueries(meta),
    undecidedPhotos: openUndecidedPhotos(db),
    unopened: openUnopenedQueries(db),
    versions,
  };
}
export type LibraryQueries = ReturnType<typeof openLibraryQueries>;
