// Everything that can be read from the library, prepared once. Read-only: works on a connection that cannot write.
import type { Database } from 'better-sqlite3';
import { openCounts } from './counts.ts';
import { openFolderProgress } from './folder-progress.ts';
import { openHistory } from './history.ts';
import { openJournalQueries } from './journal.ts';
import { openPhotoList } from './photo-list.ts';
import { openPhotoSearch } from './photo-search.ts';
import { openPlacementQueries } from './placement-queries.ts';
import { openPlans } from './plans.ts';
import { openProblems } from './problems.ts';
import { openReady } from './ready-placements.ts';
import { openUndecidedPhotos } from './undecided-photos.ts';
import { openVersions } from './versions.ts';

/** `now`: milliseconds since 1970; what is due is due by it. */
export function openLibraryQueries(db: Database, now: () => number) {
  const photoList = openPhotoList(db);
  return {
    counts: openCounts(db),
    folderProgress: openFolderProgress(db),
    history: openHistory(db),
    journal: openJournalQueries(db),
    photoList: { ...photoList, ...openPhotoSearch(db, photoList) },
    placements: { ...openReady(db, now), ...openPlacementQueries(db) },
    plans: openPlans(db, openVersions(db)),
    problems: openProblems(db),
    undecidedPhotos: openUndecidedPhotos(db),
  };
}
export type LibraryQueries = ReturnType<typeof openLibraryQueries>;
