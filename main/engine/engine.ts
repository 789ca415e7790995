// The engine: puts library, service, imaging and watching together and answers the engine's calls. Runs in plain Node; knows no window.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { calls, type EngineCallName } from '../../shared/ipc.ts';
import { refuse, type ErrorCode, type Result } from '../../shared/errors.ts';
import { defaultLimits, type Limits } from '../../shared/limits.ts';
import type { Conditions, SendRules } from '../../shared/send-rules.ts';
import { openAccount } from './account.ts';
import { albumFor } from './albums-of.ts';
import { openBackupKeeper } from './db/backup-keeper.ts';
import { openAnnouncer, type EngineListener } from './announcer.ts';
import { albumCalls } from './calls/album-calls.ts';
import { dropCalls } from './calls/drop-calls.ts';
import { errorCode } from './error-code.ts';
import { engineCalls, type EngineCalls } from './calls/engine-calls.ts';
import { folderCalls } from './calls/folder-calls.ts';
import { photoCalls } from './calls/photo-calls.ts';
import { previewCalls } from './calls/preview-calls.ts';
import { problemCalls } from './calls/problem-calls.ts';
import { openChores } from './chores.ts';
import { openConveyor } from './conveyor.ts';
import { hasRoom, isDiskFull } from './db/disk-full.ts';
import { tablesOf } from './db/library.ts';
import { openLists } from './db/lists.ts';
import { openFuse } from './fuse.ts';
import { openLibrary } from './db/open.ts';
import { openReceiptsFile } from './db/receipts-file.ts';
import { markSuspect } from './db/restore.ts';
import { meetReceipts } from './meet-receipts.ts';
import type { FolderRow } from './db/folders.ts';
import type { Clock, Credentials, Imaging, Log, Secrets } from './ports.ts';
import { openRemote, type Remote } from './remote/remote.ts';
import { fetchPicture } from './remote/picture.ts';
import { openRoute } from './remote/route.ts';
import { timed } from './remote/timed.ts';
import { defaultPolicy, type RetryPolicy } from './retry-policy.ts';
import type { Rooms } from './rooms.ts';
import { pausedUntil } from './pause.ts';
import { openGlimpses } from './glimpses.ts';
import { sweepCopies, sweepPreviews } from './sweep-copies.ts';
import { noteGlimpse, sweepGlimpses } from './sweep-glimpses.ts';
import { takeSnapshot } from './snapshot.ts';
import { placeOnDisk } from './steps/path-rules.ts';
import { albumStation } from './stations/album-station.ts';
import { commitStation } from './stations/commit-station.ts';
import { compareStation } from './stations/compare-station.ts';
import { forgetStation } from './stations/forget-station.ts';
import { inspectStation } from './stations/inspect-station.ts';
import { holdStation } from './stations/hold-station.ts';
import { mendStation } from './stations/mend-station.ts';
import { reconcileStation } from './stations/reconcile-station.ts';
import { reserveStation } from './stations/reserve-station.ts';
import { settleStation } from './stations/settle-station.ts';
import { uploadStation } from './stations/upload-station.ts';
import { openSecondLook } from './second-look.ts';
import { openSendingRules } from './sending-rules.ts';
import { openTraffic } from './traffic.ts';
import type { WatchTimers } from './watching.ts';
import { openWatchings } from './watchings.ts';

export interface EngineOptions {
  /** Absolute; made if it is not there. Holds the database, thumbnails and copies. One program at a time. */
  dataFolder: string;
  clock: Clock;
  log: Log;
  imaging: Imaging;
  /** Photos looked at side by side. */
  inspectors: number;
  secrets: Secrets;
  /** Running transfers at once. */
  lanes: number;
  /** When and how fast may be sent. Default: always, at full speed. */
  sending?: SendRules;
  /** Photos in one POST. Default 1. */
  photosPerPost?: number;
  limits?: Limits;
  policy?: RetryPolicy;
  timers?: Partial<WatchTimers>;
  /** false: no watching, no timers; folders are looked through once. Default true. */
  live?: boolean;
  /** Milliseconds between calls of the API; 0 for the emulator. Default: what the client thinks polite. */
  listener?: EngineListener;
  /** The way to the service, see `remote/route.ts`; null or absent: straight. */
  proxy?: string | null;
  /** SQLite found damage: this engine is of no use any more, and the next one repairs it. */
  onDamaged?: () => void;
}

/** What `decided` found when nothing moves any more. */
export type Decided = 'decided' | 'account' | 'paused';

export interface Engine {
  calls: EngineCalls;
  /** Parses before it believes; for whatever comes over a wire. */
  answer(name: EngineCallName, input: unknown): Promise<Result<unknown>>;
  /** New credentials, or none. Everything goes on where it stopped. */
  use(credentials: Credentials | null): void;
  /** Another way to the service, or none. What is on its way is broken off and goes again. */
  proxy(address: string | null): void;
  settings(next: { lanes: number; sending: SendRules }): void;
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
  const opened = openLibrary(dataFolder, clock.now());
  if (opened.kind === 'in_use') return { kind: 'failed', code: 'data_in_use', subject: dataFolder };
  if (opened.kind === 'newer') return { kind: 'failed', code: 'data_newer', subject: String(opened.version) };
  if (opened.kind === 'unwritable') return { kind: 'failed', code: 'data_unwritable', subject: dataFolder };
  if (opened.kind === 'disk_full') return { kind: 'failed', code: 'disk_full', subject: dataFolder };
  if (opened.kind === 'damaged') return { kind: 'failed', code: 'data_damaged', subject: dataFolder };

  const receipts = openReceiptsFile(dataFolder);
  const tables = tablesOf(opened.db, () => clock.now(), receipts);
  meetReceipts(tables, dataFolder, clock, log);
  const lists = openLists(opened.db);
  const policy = options.policy ?? defaultPolicy;
  const limits = options.limits ?? defaultLimits;
  const traffic = openTraffic(clock);
  const live = options.live ?? true;
  let remote: Remote | null = null;
  let route = openRoute(options.proxy ?? null);
  let credentialsInUse: Credentials | null = null;
  let webAddress = 'https://ok.ru/';
  let apiAddress = '';
  let lanes = options.lanes;
  let diskFull = false;
  let closed = false;
  let started = false;
  let lastSpeed = tables.meta.number('bytes_per_second') ?? 0;
  const waiters: ((how: Decided) => void)[] = [];

  const sending = openSendingRules(clock, () => nudge(), options.sending);
  const account = openAccount({
    clock,
    log,
    meta: tables.meta,
    policy,
    onChange: () => nudge(),
    onReturn: () => tables.placements.forgetWaits(),
  });
  const fuses = {
    reserve: openFuse(clock, policy, () => nudge()),
    upload: openFuse(clock, policy, () => nudge()),
    commit: openFuse(clock, policy, () => nudge()),
  };
  const serviceRestsUntilMs = (): number | null => {
    const rests = Object.values(fuses).flatMap((fuse) => fuse.restsUntilMs() ?? []);
    return rests.length === 0 ? null : Math.min(...rests);
  };

  const pausedUntilMs = (): number | null | 'no' => pausedUntil(tables.meta, clock.now());

  /** What a person dropped is a folder of its own, and comes first. */
  const openFolders = (): readonly FolderRow[] =>
    tables.folders
      .all()
      .filter((folder) => !folder.paused && folder.health !== 'absent' && folder.health !== 'unreadable')
      .sort((a, b) => Number(a.kind === 'watched') - Number(b.kind === 'watched'));
  const sendingFolders = (): readonly FolderRow[] => openFolders().filter((folder) => !folder.planned);
  const publishingFolders = (): readonly FolderRow[] =>
    tables.folders.all().filter((folder) => !folder.paused && !folder.planned);
  /** Nothing is sent by a rule that the person has changed. */
  const isJudged = (folder: FolderRow): boolean => !tables.unjudged.has(folder.folderId);
  const albumOf = (folder: FolderRow, path: string): number => albumFor(tables, folder, path);
  const placeOf = (file: { folderPath: string | null; path: string }): string =>
    file.folderPath === null ? file.path : placeOnDisk(file.folderPath, file.path);
  const web = (): { address: string; userId: string | null } => ({
    address: webAddress,
    userId: account.who()?.userId ?? null,
  });

  const rooms: Rooms = {
    tables,
    account,
    remote: () => remote,
    clock,
    serviceNow: () => clock.now() + (remote?.clockOffsetMs() ?? 0),
    log,
    imaging,
    inspectors: options.inspectors,
    secrets,
    policy,
    limits: () => limits,
    traffic,
    lanes: () => lanes,
    photosPerPost: options.photosPerPost ?? 1,
    isPaused: () => pausedUntilMs() !== 'no' || diskFull || sending.decide().kind === 'wait',
    thumbnailFolder: join(dataFolder, 'thumbnails'),
    copiesFolder: join(dataFolder, 'copies'),
    previewFolder: join(dataFolder, 'previews'),
    fetchPicture: (url, signal) => fetchPicture(url, apiAddress, signal, route.through.dispatcher),
    openFolders,
    sendingFolders: () => sendingFolders().filter(isJudged),
    publishingFolders: () => publishingFolders().filter(isJudged),
    fuses,
    albumFor: albumOf,
    placeOf: (work) => (work.path === null ? null : placeOf({ folderPath: work.folderPath, path: work.path })),
    lookAgain,
    changed: (area) => announcer.changed(area),
    nudge,
  };

  const conveyor = openConveyor(
    [
      settleStation(rooms),
      inspectStation(rooms),
      albumStation(rooms),
      holdStation(rooms),
      forgetStation(rooms),
      compareStation(rooms),
      mendStation(rooms),
      // Backwards, so that what is nearest to being done goes first.
      commitStation(rooms),
      reconcileStation(rooms),
      uploadStation(rooms),
      reserveStation(rooms),
    ],
    { clock, log, soonest, onRound: afterRound, onFailure: failed },
  );
  const watchings = openWatchings({
    tables,
    library: { tables, clock, albumFor: albumOf, changed: (area) => announcer.changed(area), nudge },
    clock,
    log,
    live,
    onFailure: failed,
    ...(options.timers === undefined ? {} : { timers: options.timers }),
  });
  const announcer = openAnnouncer(
    clock,
    () =>
      takeSnapshot({
        tables,
        lists,
        account,
        traffic,
        clock,
        hasRemote: () => remote !== null,
        pausedUntilMs,
        isDiskFull: () => diskFull,
        sendingFolders,
        rule: () => {
          const decision = sending.decide();
          return decision.kind === 'wait' ? { why: decision.why, untilMs: decision.untilMs } : null;
        },
        isScanning: () => watchings.isScanning(),
        isMoving: () => !conveyor.isStill(),
        serviceRestsUntilMs,
      }),
    options.listener ?? (() => undefined),
  );

  const lookingAgain = new Set<number>();
  function lookAgain(folderId: number): void {
    if (lookingAgain.has(folderId)) return;
    lookingAgain.add(folderId);
    void watchings.scan(folderId).finally(() => lookingAgain.delete(folderId));
  }

  function nudge(): void {
    if (started && !closed) conveyor.nudge();
  }

  function soonest(afterMs: number): number | null {
    const times = [tables.files, tables.placements, tables.albums].map((table) => table.soonestRetry(afterMs));
    const paused = pausedUntilMs();
    if (typeof paused === 'number') times.push(paused);
    const known = times.filter((time) => time !== null);
    return known.length === 0 ? null : Math.min(...known);
  }

  let cancelRoomLook: (() => void) | null = null;
  function failed(error: unknown): void {
    const code = errorCode(error);
    log.error('engine.failure', { code, message: error instanceof Error ? error.message : 'unknown' });
    if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
      // The next start looks at every page, and restores what cannot be read.
      markSuspect(dataFolder);
      options.onDamaged?.();
    }
    if (!isDiskFull(error, dataFolder)) return;
    // Nothing is begun that could not be written down. Looked at again every half minute.
    diskFull = true;
    announcer.stir();
    cancelRoomLook ??= clock.after(30_000, lookForRoom);
  }

  function lookForRoom(): void {
    cancelRoomLook?.();
    cancelRoomLook = null;
    if (closed || !diskFull) return;
    if (!hasRoom(dataFolder)) {
      cancelRoomLook = clock.after(30_000, lookForRoom);
      return;
    }
    diskFull = false;
    nudge();
    watchings.takeUp().catch(failed);
  }

  let aheadMs = clock.now() - clock.steady();
  /** A clock that is set back would make every wait longer by as much. */
  function watchClock(): void {
    const before = aheadMs;
    aheadMs = clock.now() - clock.steady();
    if (aheadMs < before - clockJumpMs) dropWaits(clock.now());
  }

  function dropWaits(laterThanMs: number): void {
    for (const table of [tables.files, tables.placements, tables.albums]) table.dropWaits(laterThanMs);
    nudge();
  }

  function afterRound(): void {
    announcer.stir();
    watchClock();
    const speed = Math.round(traffic.speed());
    // Remembered for «about how long» before anything is sent next time; written only where it says something new.
    if (speed > 0 && Math.abs(speed - lastSpeed) > lastSpeed / 4) {
      lastSpeed = speed;
      tables.meta.put('bytes_per_second', speed);
    }
    if (waiters.length === 0 || !conveyor.isStill() || watchings.isScanning()) return;
    const how = standstill();
    if (how !== null) for (const tell of waiters.splice(0)) tell(how);
  }

  function standstill(): Decided | null {
    const checking = tables.files.isChecking();
    const moving =
      tables.placements.count('committing') > 0 ||
      sendingFolders().some((folder) => lists.isMoving(folder.folderId)) ||
      publishingFolders().some((folder) => lists.isPublishing(folder.folderId));
    if (checking) return null;
    if (!moving) return 'decided';
    if (account.isChecking()) return null;
    const trouble = account.trouble();
    if (remote === null || (trouble !== null && trouble.kind !== 'resting')) return 'account';
    return pausedUntilMs() === 'no' ? null : 'paused';
  }

  const backups = openBackupKeeper({ db: opened.db, dataFolder, clock, log, live });
  const secondLook = openSecondLook({
    tables,
    imaging,
    clock,
    log,
    thumbnailFolder: rooms.thumbnailFolder,
    openFolders,
    leisure() {
      if (diskFull || sending.isOnBattery() || pausedUntilMs() !== 'no') return 'none';
      const decision = sending.decide();
      return decision.kind === 'send' && decision.pace === 'polite' ? 'gentle' : 'some';
    },
    changed: (area) => announcer.changed(area),
    onFailure: failed,
  });
  const changed: Rooms['changed'] = (area) => announcer.changed(area);
  const chores = openChores({
    tables,
    lists,
    limits: () => limits,
    albumFor: albumOf,
    changed,
    nudge,
    clock,
    onFailure: failed,
  });
  const stopUpload = (placementId: number): void => conveyor.abort('upload', placementId);
  const photos = photoCalls({ tables, lists, limits: () => limits, placeOf, stopUpload, changed, nudge, web });
  const glimpses = openGlimpses({
    imaging,
    clock,
    thumbnailFolder: rooms.thumbnailFolder,
    isBusy: () => tables.files.isChecking(),
    made: (sha256) => noteGlimpse(rooms.thumbnailFolder, sha256),
    found: (path, photo) => options.listener?.('glimpse.found', { path, photo }),
    onFailure: failed,
  });
  const folders = folderCalls({
    tables,
    lists,
    rewatch: async (folderId) => {
      if (started) await watchings.follow(folderId);
      nudge();
    },
    scan: (folderId) => void watchings.scan(folderId),
    rejudge: (folderId) => void chores.rejudge(folderId),
    forget: (folderId) => chores.forget(folderId),
    changed,
    lastSpeed: () => tables.meta.number('bytes_per_second'),
    nudge,
    surveyed: (found) => options.listener?.('survey.found', found),
    glimpses,
    web,
  });
  const previews = previewCalls({
    tables,
    imaging,
    remote: () => remote,
    fetchPicture: rooms.fetchPicture,
    previewFolder: rooms.previewFolder,
    placeOf,
    mendFor: photos.mendFor,
  });
  const problems = problemCalls({ tables, lists, photos, changed, nudge });
  const albums = albumCalls({ tables, lists, remote: () => remote, web });
  const drop = dropCalls({ tables, changed, nudge, clock });

  const handlers = engineCalls({
    tables,
    lists,
    photos,
    folders,
    previews,
    problems,
    albums,
    drop,
    sending,
    clock,
    snapshot: () => announcer.now(),
    checkAccount() {
      lookForRoom();
      void account.check();
    },
    stir: () => announcer.stir(),
    web,
    nudge,
  });

  const engine: Engine = {
    calls: handlers,
    async answer(name, input) {
      // Names come over a wire, too: `handlers` is a plain object and knows more names than calls.
      if (!Object.hasOwn(handlers, name)) return refuse('unknown_call', null);
      const parsed = calls[name].input.safeParse(input);
      if (!parsed.success) return refuse('bad_input', parsed.error.issues[0]?.path.join('.') ?? null);
      // The table of calls ties the name to the input's type; that tie is lost where both are variables.
      const handler = handlers[name] as (given: unknown) => Promise<Result<unknown>> | Result<unknown>;
      try {
        return await handler(parsed.data);
      } catch (error) {
        failed(error);
        throw error;
      }
    },
    proxy(address) {
      const former = route;
      route = openRoute(address);
      if (credentialsInUse !== null) engine.use(credentialsInUse);
      void former.close();
    },
    use(credentials) {
      credentialsInUse = credentials;
      const former = remote;
      remote =
        credentials === null
          ? null
          : timed(
              openRemote({
                credentials,
                clock,
                log,
                userAgent: 'OK-Photo-Sync',
                limiter: sending.pacing,
                ...route.through,
              }),
              clock,
              sending.pacing.answered,
            );
      apiAddress = credentials?.apiAddress ?? '';
      webAddress = credentials === null ? webAddress : webAddressOf(credentials.apiAddress);
      account.use(remote);
      void former?.close();
      nudge();
    },
    settings(next) {
      lanes = next.lanes;
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
        mkdirSync(rooms.thumbnailFolder, { recursive: true });
        sweepCopies(rooms.copiesFolder, (id) => {
          const state = tables.placements.state(id);
          // What is left out and wanted again one day gets another copy.
          return tables.placements.get(id)?.sent != null && state !== 'done' && state !== 'skipped';
        });
        sweepPreviews(rooms.previewFolder);
        sweepGlimpses(rooms.thumbnailFolder, (sha256) => tables.photos.has(sha256));
        tables.reservations.sweep(clock.now());
        void chores.catchUp();
        backups.start();
        if (live) secondLook.start();
        // Set back while the program was closed: no wait of ours is longer than this.
        dropWaits(clock.now() + policy.longestWaitMs);
        await watchings.followAll();
        nudge();
      } catch (error) {
        failed(error);
        throw error;
      }
    },
    decided() {
      return new Promise((resolve) => {
        waiters.push(resolve);
        nudge();
      });
    },
    bytesSent: () => traffic.bytesSent(),
    async close() {
      if (closed) return;
      closed = true;
      cancelRoomLook?.();
      announcer.close();
      glimpses.close();
      sending.close();
      account.close();
      await watchings.close();
      await conveyor.close();
      await chores.close();
      secondLook.close();
      await remote?.close();
      await route.close();
      await backups.close();
      opened.close();
      receipts.close();
    },
  };
  return { kind: 'open', engine };
}

/** The clock's own corrections are smaller. */
const clockJumpMs = 2_000;

/** Where a person looks at photos in a browser. The emulator shows its own. */
function webAddressOf(apiAddress: string): string {
  const { hostname, origin } = new URL(apiAddress);
  return hostname === 'api.ok.ru' ? 'https://ok.ru/' : `${origin}/`;
}
