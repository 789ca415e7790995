// Background work: backups, rechecks, full decodes, folder jobs, and previews of folders for onboarding. The engine
// decides when each starts and ends.
import type { EngineListener } from '../report/event-throttle.ts';
import { openFolderJobs, type FolderJobs } from './folder-jobs.ts';
import { openDailyBackup, type DailyBackup } from '../db/storage/daily-backup.ts';
import { openFolderPreviews, type FolderPreviews } from './folder-previews.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { Tables } from '../db/tables.ts';
import type { Clock, Imaging, Log } from '../ports.ts';
import type { Limits } from '../../../shared/limits.ts';
import { openRecheck, type Recheck } from './recheck.ts';
import { openFullDecode, type FullDecode } from './full-decode.ts';
import type { ProcessorShare } from './processor-share.ts';
import type { SendingRules } from '../sending/sending-rules.ts';
import { noteFolderPreview } from './sweep-folder-previews.ts';

export interface Background {
  backups: DailyBackup;
  recheck: Recheck;
  fullDecode: FullDecode;
  folderJobs: FolderJobs;
  folderPreviews: FolderPreviews;
}

export interface BackgroundContext {
  db: Parameters<typeof openDailyBackup>[0]['db'];
  tables: Tables;
  queries: LibraryQueries;
  imaging: Imaging;
  clock: Clock;
  log: Log;
  limits(): Limits;
  dataFolder: string;
  thumbnailFolder: string;
  sending: Pick<SendingRules, 'decide' | 'isOnBattery'>;
  live: boolean;
  listener: EngineListener;
  openFolders(): readonly FolderRecord[];
  /** The album of a file, by its folder's target. */
  albumFor(folder: FolderRecord, path: string): number;
  /** The person paused, or the disk is full. */
  isStopped(): boolean;
  changed: Parameters<typeof openFolderJobs>[0]['changed'];
  wake(): void;
  onFailure(error: unknown): void;
  setAside(placementId: number, error: unknown): void;
}

export function openBackground(context: BackgroundContext): Background {
  const { db, tables, queries, imaging, clock, log, dataFolder, thumbnailFolder } = context;
  const { sending, live, listener, changed, wake, onFailure } = context;
  function processorShare(): ProcessorShare {
    if (context.isStopped() || sending.isOnBattery()) return 'none';
    const decision = sending.decide();
    return decision.kind === 'send' && decision.pace === 'polite' ? 'gentle' : 'some';
  }
  return {
    backups: openDailyBackup({ db, dataFolder, clock, log, live }),
    recheck: openRecheck({
      tables,
      clock,
      log,
      live,
      openFolders: context.openFolders,
      processorShare,
      changed,
      wake,
      onFailure,
    }),
    fullDecode: openFullDecode({
      tables,
      imaging,
      clock,
      log,
      thumbnailFolder,
      openFolders: context.openFolders,
      processorShare,
      changed,
      onFailure,
    }),
    folderJobs: openFolderJobs({
      tables,
      queries,
      limits: context.limits,
      albumFor: context.albumFor,
      changed,
      wake,
      clock,
      onFailure,
      setAside: context.setAside,
    }),
    folderPreviews: openFolderPreviews({
      imaging,
      clock,
      thumbnailFolder,
      isBusy: () => tables.files.isChecking(),
      made: (sha256) => noteFolderPreview(thumbnailFolder, sha256),
      found: (path, photo) => listener('folderPreview.found', { path, photo }),
      onFailure,
    }),
  };
}
