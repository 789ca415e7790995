// The engine, from top to bottom: what is opened, what its stations share, the calls, and the order of starting and closing. Runs in plain Node; knows no window.
import { join } from 'node:path';
import type { EngineCallName } from '../../shared/ipc.ts';
import type { ErrorCode, Result } from '../../shared/errors.ts';
import { defaultRules, type AskedRules } from '../../shared/library.ts';
import { defaultLimits } from '../../shared/limits.ts';
import type { Conditions, SendRules } from '../../shared/send-rules.ts';
import { openAccount } from './sending/account-gate.ts';
import { albumFor } from './albums/album-for.ts';
import { openAnnouncer } from './report/event-throttle.ts';
import { openBesideSending } from './background/background.ts';
import { openCalls } from './calls/all-calls.ts';
import { answerCall } from './calls/answer.ts';
import type { EngineCalls } from './calls/engine-calls.ts';
import { openConveyor } from './pipeline/scheduler.ts';
import { markSuspect } from './db/restore.ts';
import { openDiskRoom } from './sending/disk-space.ts';
import type { EngineOptions } from './engine-options.ts';
import { errorCode } from './error-code.ts';
import { openFuses } from './sending/circuit-breaker.ts';
import { openJudge } from './pipeline/evaluate-photo.ts';
import { keptSpeed } from './sending/last-speed.ts';
import { movingFolders } from './sending/active-folders.ts';
import { openData } from './open-data.ts';
import { pausedUntil } from './sending/pause.ts';
import type { Credentials } from './ports.ts';
import { defaultPolicy } from './sending/retry-policy.ts';
import type { Rooms } from './pipeline/context.ts';
import { openSendingRules } from './sending/sending-rules.ts';
import { openService } from './sending/service.ts';
import { openSnapshots } from './report/snapshot.ts';
import { openStandstill, type Decided } from './sending/idle.ts';
import { openStuckFiles } from './pipeline/stuck-files.ts';
import { openStuckPlacements } from './pipeline/stuck-placements.ts';
import { stationsInOrder } from './pipeline/all-steps.ts';
import { placeOnDisk } from './disk/path-rules.ts';
import { sweepAtStart } from './background/sweep-at-start.ts';
import { openTraffic } from './sending/transfer-progress.ts';
import { openWaits } from './sending/wake-times.ts';
import { openWatchings } from './watch/folder-watchers.ts';

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
  const { tables, lists } = opened.data;

  const policy = options.policy ?? defaultPolicy;
  const limits = options.limits ?? defaultLimits;
  const live = options.live ?? true;
  const listener = options.listener ?? (() => undefined);
  let lanes = options.lanes;
  let newRules: Partial<AskedRules> = options.newRules ?? {};
  let closed = false;
  let started = false;

  // What decides whether anything may be sent.
  const traffic = openTraffic(clock);
  const speed = keptSpeed(tables.meta);
  const sending = openSendingRules(clock, () => nudge(), options.sending);
  const account = openAccount({
    clock,
    log,
    meta: tables.meta,
    policy,
    onChange: () => nudge(),
    onReturn: () => tables.placements.forgetWaits(),
  });
  const service = openService({
    clock,
    log,
    pacing: sending.pacing,
    proxy: options.proxy ?? null,
    onRemote: (remote) => account.use(remote),
    nudge,
  });
  const fuses = openFuses(clock, policy, () => nudge());
  const pausedUntilMs = (): number | null | 'no' => pausedUntil(tables.meta, clock.now());
  const disk = openDiskRoom({
    folder: dataFolder,
    clock,
    onFull: () => announcer.stir(),
    onRoomAgain() {
      nudge();
      watchings.takeUp().catch(failed);
    },
  });

  // Folders, and where things are.
  const folders = movingFolders(tables);
  const albumOf: Rooms['albumFor'] = (folder, path) => albumFor(tables, folder, path);
  const placeOf = (file: { folderPath: string | null; path: string }): string =>
    file.folderPath === null ? file.path : placeOnDisk(file.folderPath, file.path);
  const web = (): { address: string; userId: string | null } => ({
    address: service.webAddress(),
    // Before the account has answered: a library belongs to one user.
    userId: account.who()?.userId ?? tables.meta.text('account_user_id'),
  });
  const changed: Rooms['changed'] = (area) => announcer.changed(area);

  const rooms: Rooms = {
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
    judge: openJudge({ tables, limits: () => limits }),
    traffic,
    lanes: () => lanes,
    photosPerPost: options.photosPerPost ?? 1,
    isPaused: () => pausedUntilMs() !== 'no' || disk.isFull() || sending.decide().kind === 'wait',
    thumbnailFolder: join(dataFolder, 'thumbnails'),
    copiesFolder: join(dataFolder, 'copies'),
    previewFolder: join(dataFolder, 'previews'),
    fetchPicture: (url, signal) => service.fetchPicture(url, signal),
    openFolders: () => folders.open(),
    sendingFolders: () => folders.sending().filter((folder) => folders.isJudged(folder)),
    publishingFolders: () => folders.publishing().filter((folder) => folders.isJudged(folder)),
    fuses: fuses.of,
    albumFor: albumOf,
    placeOf: (work) => (work.path === null ? null : placeOf({ folderPath: work.folderPath, path: work.path })),
    lookAgain: (folderId) => watchings.lookAgain(folderId),
    changed,
    nudge,
  };

  // What runs: the conveyor sends, watchings look at folders, the announcer tells.
  const waits = openWaits({ tables, clock, pausedUntilMs, nudge });
  const stuck = openStuckFiles({ tables, changed, onFailure: failed });
  const stuckPlacements = openStuckPlacements({ tables, changed, onFailure: failed });
  const conveyor = openConveyor(stationsInOrder(rooms), {
    clock,
    log,
    soonest: waits.soonest,
    onRound: afterRound,
    onFailure: failed,
    onStuck(station, space, keys, error) {
      if (space === 'file') stuck.met(station, keys, error);
      else stuckPlacements.met(space, keys, error);
    },
  });
  const watchings = openWatchings({
    tables,
    library: { tables, clock, albumFor: albumOf, doubted: (fileId, soon) => recheck.add(fileId, soon), changed, nudge },
    clock,
    log,
    live,
    onFailure: failed,
    ...(options.timers === undefined ? {} : { timers: options.timers }),
  });
  const snapshots = openSnapshots({
    tables,
    lists,
    account,
    traffic,
    clock,
    hasRemote: () => service.remote() !== null,
    pausedUntilMs,
    isDiskFull: () => disk.isFull(),
    sendingFolders: () => folders.sending(),
    rule: () => {
      const decision = sending.decide();
      return decision.kind === 'wait' ? { why: decision.why, untilMs: decision.untilMs } : null;
    },
    isScanning: () => watchings.isScanning() || !watchings.isLookedThrough(),
    isMoving: () => !conveyor.isStill(),
    serviceRestsUntilMs: fuses.restUntilMs,
  });
  const announcer = openAnnouncer(clock, snapshots.steady, listener, snapshots.isSettling);
  const standstill = openStandstill({
    tables,
    lists,
    account,
    folders,
    hasRemote: () => service.remote() !== null,
    isPaused: () => pausedUntilMs() !== 'no',
    stuck: stuck.ids,
    stuckPlacements: stuckPlacements.ids,
    isRechecking: () => recheck.isBusy(),
  });

  function nudge(): void {
    if (started && !closed) conveyor.nudge();
  }

  function failed(error: unknown): void {
    const code = errorCode(error);
    log.error('engine.failure', { code, message: error instanceof Error ? error.message : 'unknown' });
    if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
      // The next start looks at every page, and restores what cannot be read.
      markSuspect(dataFolder);
      options.onDamaged?.();
    }
    disk.failed(error);
  }

  function afterRound(): void {
    announcer.stir();
    waits.watchClock();
    speed.note(traffic.speed());
    if (standstill.isAwaited() && conveyor.isStill() && !watchings.isScanning()) standstill.look();
  }

  const { backups, recheck, secondLook, chores, glimpses } = openBesideSending(rooms, {
    data: opened.data,
    dataFolder,
    sending,
    live,
    listener,
    isStopped: () => disk.isFull() || pausedUntilMs() !== 'no',
    onFailure: failed,
    setAside: (placementId, error) => stuckPlacements.met('placement', [placementId], error),
  });

  const handlers = openCalls(rooms, {
    lists,
    chores,
    glimpses,
    sending,
    speed,
    listener,
    placeOf,
    newRules: () => ({ ...defaultRules, ...newRules }),
    web,
    stopUpload: (placementId) => conveyor.abort('upload', placementId),
    rewatch: async (folderId) => {
      if (started) await watchings.follow(folderId);
      nudge();
    },
    scan: (folderId) => void watchings.scan(folderId),
    isScanning: () => watchings.isScanning() || !watchings.isLookedThrough(),
    snapshot: snapshots.now,
    checkAccount() {
      disk.look();
      void account.tryNow();
    },
    stir: () => announcer.stir(),
    personDecided: () => traffic.personDecided(),
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
      nudge();
    },
    conditions: (now) => sending.conditions(now),
    wake() {
      tables.placements.forgetWaits();
      void account.check();
      if (live) void watchings.scan(null);
      nudge();
    },
    async start() {
      try {
        started = true;
        sweepAtStart(rooms);
        void chores.catchUp();
        backups.start();
        if (live) secondLook.start();
        // Set back while the program was closed: no wait of ours is longer than this.
        waits.drop(clock.now() + policy.longestWaitMs);
        await watchings.followAll();
        nudge();
      } catch (error) {
        failed(error);
        throw error;
      }
    },
    decided() {
      const reached = standstill.reached();
      nudge();
      return reached;
    },
    bytesSent: () => traffic.bytesSent(),
    async close() {
      if (closed) return;
      closed = true;
      disk.close();
      announcer.close();
      glimpses.close();
      sending.close();
      account.close();
      await watchings.close();
      await recheck.close();
      await conveyor.close();
      await chores.close();
      secondLook.close();
      await service.close();
      await backups.close();
      opened.data.close();
    },
  };
  return { kind: 'open', engine };
}
