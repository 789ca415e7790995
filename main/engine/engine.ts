// The engine, from top to bottom: what is opened, what its stations share, the calls, and the order of starting and closing. Runs in plain Node; knows no window.
import { join } from 'node:path';
import type { EngineCallName } from '../../shared/ipc.ts';
import type { ErrorCode, Result } from '../../shared/errors.ts';
import type { AskedRules } from '../../shared/library/folder-rules.ts';
import { defaultLimits } from '../../shared/limits.ts';
import type { Conditions, SendRules } from '../../shared/send-rules.ts';
import { openAccountGate } from './sending/account-gate.ts';
import { albumOfFile } from './albums/album-of-file.ts';
import { albumUrl } from './albums/album-view.ts';
import { openEventThrottle } from './report/event-throttle.ts';
import { openBackground } from './background/background.ts';
import { answerCall, type EngineCalls } from './engine-calls.ts';
import { openCalls } from './open-calls.ts';
import { openScheduler } from './pipeline/scheduler.ts';
import { markSuspect } from './db/restore.ts';
import { openDiskSpace } from './sending/disk-space.ts';
import type { EngineOptions } from './engine-options.ts';
import { systemErrorCode } from '../../shared/system-error-code.ts';
import { openCircuitBreakers } from './sending/circuit-breaker.ts';
import { openEvaluatePhoto } from './pipeline/evaluate-photo.ts';
import { lastSpeed } from './sending/last-speed.ts';
import { activeFolders } from './sending/active-folders.ts';
import { openData } from './open-data.ts';
import { pausedUntil } from './sending/pause.ts';
import type { Credentials } from '../ok/ports.ts';
import { defaultPolicy } from './sending/retry-policy.ts';
import type { PipelineContext } from './pipeline/context.ts';
import { openSendingRules } from './sending/sending-rules.ts';
import { openServiceConnection } from './sending/service.ts';
import { openSnapshots } from './report/snapshot.ts';
import { openIdle, type Decided } from './sending/idle.ts';
import { openStuckFiles } from './pipeline/stuck-files.ts';
import { openStuckPlacements } from './pipeline/stuck-placements.ts';
import { allSteps } from './pipeline/all-steps.ts';
import { pathOfFile } from './disk/path-rules.ts';
import { sweepAtStart } from './background/sweep-at-start.ts';
import { openTransferProgress } from './report/transfer-progress.ts';
import { openWakeTimes } from './sending/wake-times.ts';
import { FolderWatchers } from './watch/folder-watchers.ts';

export interface Engine {
  calls: EngineCalls;
  /** Parses before it believes; for whatever comes over a wire. */
  answer(name: EngineCallName, input: unknown): Promise<Result<unknown>>;
  /** New credentials, or none. Everything goes on where it stopped. */
  use(credentials: Credentials | null): void;
  /** Credentials will come when a keyring is opened. */
  waitForKeyring(): void;
  /** Another way to the service, or none. What is on its way is broken off and goes again. */
  proxy(address: string | null): void;
  settings(next: { lanes: number; sending: SendRules; newRules?: AskedRules | undefined }): void;
  conditions(now: Conditions): void;
  /** The computer woke, or the network came back: look at once. */
  wake(): void;
  /** Starts watching and sending. */
  start(): Promise<void>;
  /** Resolves when every photo is decided, or nothing goes on without a person. */
  decided(): Promise<Decided>;
  bytesSent(): number;
  /** Keeps every state; nothing that runs is waited for longer than its own abort. */
  close(): Promise<void>;
}

export type OpenedEngine =
  { kind: 'open'; engine: Engine } | { kind: 'failed'; code: ErrorCode; subject: string | null };

export function openEngine(options: EngineOptions): OpenedEngine {
  const { dataFolder, clock, log, imaging, secrets } = options;
  const opened = openData(dataFolder, clock, log);
  if (opened.kind === 'failed') return opened;
  const { tables, queries } = opened.data;

  const policy = options.policy ?? defaultPolicy;
  const limits = options.limits ?? defaultLimits;
  const live = options.live ?? true;
  const listener = options.listener ?? (() => undefined);
  let lanes = options.lanes;
  let newRules: Partial<AskedRules> = options.newRules ?? {};
  let closed = false;
  let started = false;

  // What decides whether anything may be sent.
  const transferProgress = openTransferProgress(clock, () => lanes);
  const speed = lastSpeed(tables.meta);
  const sending = openSendingRules(clock, () => wake(), options.sending);
  const account = openAccountGate({
    clock,
    log,
    meta: tables.meta,
    policy,
    onChange: () => wake(),
    onReturn: () => tables.placements.forgetWaits(),
  });
  const service = openServiceConnection({
    clock,
    log,
    rateLimiter: sending.rateLimiter,
    proxy: options.proxy ?? null,
    onRemote: (remote) => account.use(remote),
    wake,
  });
  const breakers = openCircuitBreakers(clock, policy, () => wake());
  const pausedUntilMs = (): number | null | 'no' => pausedUntil(tables.meta, clock.now());
  const disk = openDiskSpace({
    folder: dataFolder,
    clock,
    onFull: () => eventThrottle.markChanged(),
    onSpaceAgain() {
      wake();
      folderWatchers.reopenFailed().catch(failed);
    },
  });

  // Folders, and where things are.
  const folders = activeFolders(tables);
  const albumOf: PipelineContext['albumFor'] = (folder, path) => albumOfFile(tables.albums, folder, path);
  // Before the account has answered, the library knows its user: it belongs to one.
  const userId = (): string | null => account.who()?.userId ?? tables.meta.text('account_user_id');
  const changed: PipelineContext['changed'] = (area) => eventThrottle.changed(area);

  const context: PipelineContext = {
    tables,
    account,
    remote: () => service.remote(),
    clock,
    serviceNow: () => clock.now() + (service.remote()?.clockOffsetMs() ?? 0),
    log,
    imaging,
    inspectors: options.inspectors,
    secrets,
    policy,
    limits: () => limits,
    judge: openEvaluatePhoto({ tables, limits: () => limits }),
    transferProgress,
    lanes: () => lanes,
    photosPerPost: options.photosPerPost ?? 1,
    isPaused: () => pausedUntilMs() !== 'no' || disk.isFull() || sending.decide().kind === 'wait',
    thumbnailFolder: join(dataFolder, 'thumbnails'),
    copiesFolder: join(dataFolder, 'copies'),
    previewFolder: join(dataFolder, 'previews'),
    fetchPicture: (url, signal) => service.fetchPicture(url, signal),
    openFolders: () => folders.open(),
    sendingFolders: () => folders.sending().filter((folder) => folders.areRulesApplied(folder)),
    publishingFolders: () => folders.publishing().filter((folder) => folders.areRulesApplied(folder)),
    breakers: breakers.of,
    albumFor: albumOf,
    placeOf: (work) => (work.path === null ? null : pathOfFile({ folderPath: work.folderPath, path: work.path })),
    rescanFolder: (folderId) => folderWatchers.rescan(folderId),
    changed,
    wake,
  };

  // What runs: the conveyor sends, watchings look at folders, the announcer tells.
  const waits = openWakeTimes({ tables, clock, pausedUntilMs, wake });
  const stuck = openStuckFiles({ tables, changed, onFailure: failed });
  const stuckPlacements = openStuckPlacements({ tables, changed, onFailure: failed });
  const scheduler = openScheduler(allSteps(context), {
    clock,
    log,
    soonest: waits.soonest,
    onRound: afterRound,
    onFailure: failed,
    onStuck(step, space, keys, error) {
      if (space === 'file') stuck.met(step, keys, error);
      else stuckPlacements.met(space, keys, error);
    },
  });
  const folderWatchers = new FolderWatchers({
    tables,
    library: { tables, clock, albumFor: albumOf, doubted: (fileId, soon) => recheck.add(fileId, soon), changed, wake },
    clock,
    log,
    live,
    onFailure: failed,
    ...(options.timers === undefined ? {} : { timers: options.timers }),
  });
  const snapshots = openSnapshots({
    tables,
    queries,
    account,
    transferProgress,
    clock,
    hasRemote: () => service.remote() !== null,
    pausedUntilMs,
    isDiskFull: () => disk.isFull(),
    sendingFolders: () => folders.sending(),
    rule: () => {
      const decision = sending.decide();
      return decision.kind === 'wait' ? { why: decision.why, untilMs: decision.untilMs } : null;
    },
    isScanning: () => folderWatchers.isScanning() || !folderWatchers.isLookedThrough(),
    isMoving: () => !scheduler.isStill(),
    serviceRestsUntilMs: breakers.restUntilMs,
  });
  const eventThrottle = openEventThrottle(clock, snapshots.steady, listener, snapshots.isSettling);
  const idle = openIdle({
    tables,
    queries,
    account,
    folders,
    hasRemote: () => service.remote() !== null,
    isPaused: () => pausedUntilMs() !== 'no',
    stuck: stuck.ids,
    stuckPlacements: stuckPlacements.ids,
    isRechecking: () => recheck.isBusy(),
  });

  function wake(): void {
    if (started && !closed) scheduler.wake();
  }

  function failed(error: unknown): void {
    const code = systemErrorCode(error);
    log.error('engine.failure', { code, message: error instanceof Error ? error.message : 'unknown' });
    if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
      // The next start looks at every page, and restores what cannot be read.
      markSuspect(dataFolder);
      options.onDamaged?.();
    }
    disk.failed(error);
  }

  function afterRound(): void {
    eventThrottle.markChanged();
    waits.watchClock();
    speed.note(transferProgress.speed());
    if (idle.isAwaited() && scheduler.isStill() && !folderWatchers.isScanning()) idle.check();
  }

  const { backups, recheck, fullDecode, folderJobs, folderPreviews } = openBackground(context, {
    data: opened.data,
    dataFolder,
    sending,
    live,
    listener,
    isStopped: () => disk.isFull() || pausedUntilMs() !== 'no',
    onFailure: failed,
    setAside: (placementId, error) => stuckPlacements.met('placement', [placementId], error),
  });

  const handlers = openCalls(context, {
    queries,
    folderJobs,
    folderPreviews,
    sending,
    speed,
    listener,
    newRules: () => newRules,
    albumPage: (remoteId) => albumUrl(service.webAddress(), userId(), remoteId),
    stopUpload: (placementId) => scheduler.abort('upload', placementId),
    rewatch: async (folderId) => {
      if (started) await folderWatchers.follow(folderId);
      wake();
    },
    scan: (folderId) => void folderWatchers.scan(folderId),
    isScanning: () => folderWatchers.isScanning() || !folderWatchers.isLookedThrough(),
    snapshot: snapshots.now,
    checkAccount() {
      disk.check();
      void account.tryNow();
    },
    markChanged: () => eventThrottle.markChanged(),
    personDecided: () => transferProgress.personDecided(),
  });

  const engine: Engine = {
    calls: handlers,
    answer: (name, input) => answerCall(handlers, name, input, failed),
    use: (credentials) => service.use(credentials),
    waitForKeyring: () => account.waitForKeyring(),
    proxy: (address) => service.proxy(address),
    settings(next) {
      lanes = next.lanes;
      if (next.newRules !== undefined) newRules = next.newRules;
      sending.rules(next.sending);
      wake();
    },
    conditions: (now) => sending.conditions(now),
    wake() {
      tables.placements.forgetWaits();
      void account.check();
      if (live) void folderWatchers.scan(null);
      wake();
    },
    async start() {
      try {
        started = true;
        sweepAtStart(context);
        void folderJobs.catchUp();
        backups.start();
        if (live) fullDecode.start();
        // Set back while the program was closed: no wait of ours is longer than this.
        waits.dropBeyond(clock.now() + policy.longestWaitMs);
        await folderWatchers.followAll();
        wake();
      } catch (error) {
        failed(error);
        throw error;
      }
    },
    decided() {
      const reached = idle.reached();
      wake();
      return reached;
    },
    bytesSent: () => transferProgress.bytesSent(),
    async close() {
      if (closed) return;
      closed = true;
      disk.close();
      eventThrottle.close();
      folderPreviews.close();
      sending.close();
      account.close();
      await folderWatchers.close();
      await recheck.close();
      await scheduler.close();
      await folderJobs.close();
      fullDecode.close();
      await service.close();
      await backups.close();
      opened.data.close();
    },
  };
  return { kind: 'open', engine };
}
