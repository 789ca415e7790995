// Opens what tells how things stand: the snapshot, the events, and whether all photos are decided.
import type { Background } from './background/background.ts';
import type { EngineOptions } from './engine-options.ts';
import type { EngineData } from './open-data.ts';
import type { Pipeline } from './open-pipeline.ts';
import type { SendingParts } from './open-sending.ts';
import { openEventThrottle } from './report/event-throttle.ts';
import { openSnapshots, type Snapshots } from './report/snapshot.ts';
import type { ActiveFolders } from './sending/active-folders.ts';
import { openIdle, type Idle } from './sending/idle.ts';
import type { FolderWatchers } from './watch/folder-watchers.ts';

export interface Report {
  snapshots: Snapshots;
  events: ReturnType<typeof openEventThrottle>;
  idle: Idle;
  /** Folders are being scanned, or were not scanned to their end. */
  isScanning(): boolean;
}

export function openReport(
  options: EngineOptions,
  { tables, queries }: EngineData,
  parts: SendingParts,
  folders: ActiveFolders,
  { scheduler, stuckFiles, stuckPlacements }: Pipeline,
  watchers: FolderWatchers,
  { recheck, folderJobs }: Pick<Background, 'recheck' | 'folderJobs'>,
): Report {
  const { clock, listener = () => undefined } = options;
  const { account, transferProgress, sending, disk, breakers, pausedUntilMs } = parts;
  const hasRemote = (): boolean => parts.remote() !== null;
  const isScanning = (): boolean => watchers.isScanning() || !watchers.isLookedThrough();
  const snapshots = openSnapshots({
    tables,
    queries,
    account,
    transferProgress,
    clock,
    hasRemote,
    pausedUntilMs,
    isDiskFull: () => disk.isFull(),
    allowedUploadHosts: () => parts.uploadHosts.kept(),
    sendingFolders: () => folders.sending(),
    rule: () => {
      const decision = sending.decide();
      return decision.kind === 'wait' ? { why: decision.why, untilMs: decision.untilMs } : null;
    },
    isScanning,
    isMoving: () => !scheduler.isStill(),
    serviceRestsUntilMs: breakers.restUntilMs,
  });
  const idle = openIdle({
    tables,
    queries,
    account,
    folders,
    hasRemote,
    isPaused: () => pausedUntilMs() !== 'no',
    stuck: stuckFiles.ids,
    stuckPlacements: stuckPlacements.ids,
    isRechecking: () => recheck.isBusy(),
    areLeftoversDue: () => folderJobs.areLeftoversDue(),
  });
  const events = openEventThrottle(clock, snapshots.steady, listener, snapshots.isSettling);
  return { snapshots, events, idle, isScanning };
}
