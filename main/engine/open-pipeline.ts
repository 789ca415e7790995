// Opens the pipeline: what its steps need, the scheduler that runs them, and the rows that make them throw.
import { join } from 'node:path';
import { albumOfFile } from './albums/album-of-file.ts';
import { pathOfFile } from './disk/path-rules.ts';
import type { EngineOptions } from './engine-options.ts';
import type { EngineSignals } from './engine-signals.ts';
import type { EngineData } from './open-data.ts';
import type { SendingParts } from './open-sending.ts';
import { allSteps } from './pipeline/all-steps.ts';
import type { PipelineContext } from './pipeline/context.ts';
import { openEvaluatePhoto } from './pipeline/evaluate-photo.ts';
import { openScheduler, type Scheduler } from './pipeline/scheduler.ts';
import { openStuckFiles, type StuckFiles } from './pipeline/stuck-files.ts';
import { openStuckPlacements, type StuckPlacements } from './pipeline/stuck-placements.ts';
import type { ActiveFolders } from './sending/active-folders.ts';
import { openWakeTimes, type WakeTimes } from './sending/wake-times.ts';

export function pipelineContextOf(
  options: EngineOptions,
  { tables }: EngineData,
  signals: EngineSignals,
  parts: SendingParts,
  folders: ActiveFolders,
  lanes: () => number,
): PipelineContext {
  const { clock, dataFolder } = options;
  const { account, service, sending, disk, breakers, transferProgress, policy, remote, accountLimits, publishingTurn } =
    parts;
  return {
    tables,
    account,
    remote,
    clock,
    serviceNow: () => clock.now() + (remote()?.clockOffsetMs() ?? 0),
    log: options.log,
    imaging: options.imaging,
    inspectors: options.inspectors,
    secrets: options.secrets,
    policy,
    limits: accountLimits.now,
    accountLimits,
    publishingTurn,
    evaluatePhoto: openEvaluatePhoto({ tables, limits: accountLimits.now }),
    transferProgress,
    lanes,
    photosPerPost: options.photosPerPost ?? 1,
    isPaused: () => parts.pausedUntilMs() !== 'no' || disk.isFull() || sending.decide().kind === 'wait',
    thumbnailFolder: join(dataFolder, 'thumbnails'),
    copiesFolder: join(dataFolder, 'copies'),
    previewFolder: join(dataFolder, 'previews'),
    fetchPicture: (url, signal) => service.fetchPicture(url, signal),
    openFolders: () => folders.open(),
    sendingFolders: () => folders.sending().filter((folder) => folders.areRulesApplied(folder)),
    publishingFolders: () => folders.publishing().filter((folder) => folders.areRulesApplied(folder)),
    breakers: breakers.of,
    albumFor: (folder, path) => albumOfFile(tables.albums, folder, path),
    pathOf: (work) => (work.path === null ? null : pathOfFile({ folderPath: work.folderPath, path: work.path })),
    rescanFolder: signals.rescanFolder,
    changed: signals.changed,
    wake: signals.wake,
  };
}

export interface Pipeline {
  scheduler: Scheduler;
  waits: WakeTimes;
  stuckFiles: StuckFiles;
  stuckPlacements: StuckPlacements;
}

export function openPipeline(
  context: PipelineContext,
  signals: EngineSignals,
  pausedUntilMs: () => number | null | 'no',
): Pipeline {
  const { tables, clock, log, changed, wake } = context;
  const waits = openWakeTimes({ tables, clock, pausedUntilMs, wake });
  const stuckFiles = openStuckFiles({ tables, changed, onFailure: signals.failed });
  const stuckPlacements = openStuckPlacements({ tables, changed, onFailure: signals.failed });
  const scheduler = openScheduler(allSteps(context), {
    clock,
    log,
    soonest: waits.soonest,
    onRound: signals.roundEnded,
    onFailure: signals.failed,
    onStuck(step, space, keys, error) {
      if (space === 'file') stuckFiles.met(step, keys, error);
      else stuckPlacements.met(space, keys, error);
    },
  });
  return { scheduler, waits, stuckFiles, stuckPlacements };
}
