// Background work: backups, rechecks, full decodes, folder jobs, and previews of folders for onboarding. The engine
// decides when each starts and ends.
import type { EngineListener } from '../report/event-throttle.ts';
import { openFolderJobs, type FolderJobs } from './folder-jobs.ts';
import { openDailyBackup, type DailyBackup } from '../db/daily-backup.ts';
import { openFolderPreviews, type FolderPreviews } from './folder-previews.ts';
import type { EngineData } from '../open-data.ts';
import type { PipelineContext } from '../pipeline/context.ts';
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

export function openBackground(
  context: PipelineContext,
  also: {
    data: EngineData;
    dataFolder: string;
    sending: SendingRules;
    live: boolean;
    listener: EngineListener;
    /** The person paused, or the disk is full. */
    isStopped(): boolean;
    onFailure(error: unknown): void;
    setAside(placementId: number, error: unknown): void;
  },
): Background {
  const { tables, imaging, clock, log, thumbnailFolder, changed, wake } = context;
  const { dataFolder, sending, live, listener, onFailure } = also;
  const { db, queries } = also.data;
  function processorShare(): ProcessorShare {
    if (also.isStopped() || sending.isOnBattery()) return 'none';
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
      setAside: also.setAside,
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
