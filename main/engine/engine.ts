// The engine, from top to bottom: what is opened, how its parts are wired, and the order of starting and closing.
// Runs in plain Node, without Electron.
import type { EngineCallName } from '../../shared/ipc.ts';
import type { ErrorCode, Result } from '../../shared/errors.ts';
import type { AccountTrouble } from '../../shared/snapshot.ts';
import type { AskedRules } from '../../shared/library/folder-rules.ts';
import type { Conditions, SendRules } from '../../shared/send-rules.ts';
import { systemErrorCode } from '../../shared/system-error-code.ts';
import type { Credentials } from '../ok/ports.ts';
import { albumUrl } from './albums/album-view.ts';
import { openBackground, type Background } from './background/background.ts';
import { sweepAtStart } from './background/sweep-at-start.ts';
import { markSuspect } from './db/storage/restore.ts';
import { answerCall, type EngineCalls } from './engine-calls.ts';
import type { EngineOptions } from './engine-options.ts';
import { EngineSignals } from './engine-signals.ts';
import { openCalls } from './open-calls.ts';
import { openData, type EngineData } from './open-data.ts';
import { openPipeline, pipelineContextOf, type Pipeline } from './open-pipeline.ts';
import { openReport, type Report } from './open-report.ts';
import { openSending, type SendingParts } from './open-sending.ts';
import type { PipelineContext } from './pipeline/context.ts';
import { activeFolders } from './sending/active-folders.ts';
import type { Decided } from './sending/idle.ts';
import { FolderWatchers } from './watch/folder-watchers.ts';

export interface Engine {
  calls: EngineCalls;
  /** Parses before it believes; for whatever comes over a wire. */
  answer(name: EngineCallName, input: unknown): Promise<Result<unknown>>;
  /**
   * New credentials, or none. Everything goes on where it stopped. `isSamePerson`: the person says to be the one that
   * this library belongs to, under another id; that is checked before anything is sent.
   */
  use(credentials: Credentials | null, isSamePerson?: boolean): void;
  /** The account is asked who it is; resolves when it has answered, or cannot be asked now. */
  accountChecked(): Promise<AccountTrouble | null>;
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

/** What a person may change while the engine runs. */
interface Preferences {
  /** Uploads that may run at once. */
  lanes: number;
  newRules: Partial<AskedRules>;
}

interface EngineParts {
  options: EngineOptions;
  data: EngineData;
  signals: EngineSignals;
  preferences: Preferences;
  sending: SendingParts;
  context: PipelineContext;
  pipeline: Pipeline;
  watchers: FolderWatchers;
  background: Background;
  report: Report;
}

export function openEngine(options: EngineOptions): OpenedEngine {
  const opened = openData(options.dataFolder, options.clock, options.log);
  if (opened.kind === 'failed') return opened;
  return { kind: 'open', engine: engineOf(openParts(options, opened.data)) };
}

function openParts(options: EngineOptions, data: EngineData): EngineParts {
  const { clock, log, dataFolder, timers, live = true, listener = () => undefined } = options;
  const { tables } = data;
  const signals = new EngineSignals();
  const preferences: Preferences = { lanes: options.lanes, newRules: options.newRules ?? {} };
  const lanes = (): number => preferences.lanes;
  const sending = openSending(options, data, signals, lanes);
  const folders = activeFolders(tables);
  const context = pipelineContextOf(options, data, signals, sending, folders, lanes);
  const { albumFor, changed, wake } = context;
  const pipeline = openPipeline(context, signals, sending.pausedUntilMs);
  const watchers = new FolderWatchers({
    tables,
    library: { tables, clock, albumFor, doubted: signals.recheck, changed, wake },
    clock,
    log,
    live,
    onFailure: signals.failed,
    ...(timers === undefined ? {} : { timers }),
  });
  const background = openBackground({
    ...context,
    db: data.db,
    queries: data.queries,
    dataFolder,
    sending: sending.sending,
    live,
    listener,
    isStopped: () => sending.disk.isFull() || sending.pausedUntilMs() !== 'no',
    onFailure: signals.failed,
    setAside: (placementId, error) => pipeline.stuckPlacements.met('placement', [placementId], error),
  });
  const report = openReport(options, data, sending, folders, pipeline, watchers, background);
  const parts = { options, data, signals, preferences, sending, context, pipeline, watchers, background, report };
  connectSignals(parts);
  return parts;
}

function connectSignals({ options, signals, sending, pipeline, watchers, background, report }: EngineParts): void {
  signals.connect({
    wakeScheduler: () => pipeline.scheduler.wake(),
    roundEnded() {
      report.events.markChanged();
      pipeline.waits.watchClock();
      sending.speed.note(sending.transferProgress.speed());
      if (report.idle.isAwaited() && pipeline.scheduler.isStill() && !watchers.isScanning()) report.idle.check();
    },
    changed: (area) => report.events.changed(area),
    markChanged: () => report.events.markChanged(),
    rescanFolder: (folderId) => watchers.rescan(folderId),
    reopenFolders: () => watchers.reopenFailed(),
    recheck: (fileId, soon) => background.recheck.add(fileId, soon),
    limitsChanged: () => void background.folderJobs.limitsChanged(),
    failed(error) {
      const code = systemErrorCode(error);
      options.log.error('engine.failure', { code, message: error instanceof Error ? error.message : 'unknown' });
      if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
        // The next start checks every page, and restores what cannot be read.
        markSuspect(options.dataFolder);
        options.onDamaged?.();
      }
      sending.disk.failed(error);
    },
  });
}

function callsOf(parts: EngineParts): EngineCalls {
  const { options, data, signals, preferences, sending, context, pipeline, watchers, background, report } = parts;
  const { account, service, disk, transferProgress } = sending;
  // Before the account has answered, the library knows its user: it belongs to one.
  const userId = (): string | null => account.who()?.userId ?? data.tables.meta.text('account_user_id');
  return openCalls(context, {
    queries: data.queries,
    folderJobs: background.folderJobs,
    folderPreviews: background.folderPreviews,
    sending: sending.sending,
    uploadHosts: sending.uploadHosts,
    accountLimits: sending.accountLimits,
    unreadableLimits: options.unreadableLimits ?? null,
    speed: sending.speed,
    listener: options.listener ?? (() => undefined),
    newRules: () => preferences.newRules,
    albumPage: (remoteId, groupId) => albumUrl(service.webAddress(), userId(), remoteId, groupId),
    stopUpload: (placementId) => pipeline.scheduler.abort('upload', placementId),
    async rewatch(folderId) {
      if (signals.isStarted()) await watchers.follow(folderId);
      signals.wake();
    },
    scan: (folderId) => void watchers.scan(folderId),
    isScanning: report.isScanning,
    snapshot: report.snapshots.now,
    checkAccount() {
      disk.check();
      void account.tryNow();
    },
    markChanged: signals.markChanged,
    personDecided: () => transferProgress.personDecided(),
  });
}

function engineOf(parts: EngineParts): Engine {
  const { options, data, signals, preferences, sending, watchers, report } = parts;
  const { account, service } = sending;
  const calls = callsOf(parts);
  return {
    calls,
    answer: (name, input) => answerCall(calls, name, input, signals.failed),
    use: (credentials, isSamePerson) => service.use(credentials, isSamePerson),
    async accountChecked() {
      await account.check();
      return account.trouble();
    },
    waitForKeyring: () => account.waitForKeyring(),
    proxy: (address) => service.proxy(address),
    settings(next) {
      preferences.lanes = next.lanes;
      if (next.newRules !== undefined) preferences.newRules = next.newRules;
      sending.sending.rules(next.sending);
      signals.wake();
    },
    conditions: (now) => sending.sending.conditions(now),
    wake() {
      data.tables.placements.forgetWaits();
      void account.check();
      if (options.live ?? true) void watchers.scan(null);
      signals.wake();
    },
    start: () => start(parts),
    decided() {
      const reached = report.idle.reached();
      signals.wake();
      return reached;
    },
    bytesSent: () => sending.transferProgress.bytesSent(),
    close: () => close(parts),
  };
}

async function start({
  options,
  signals,
  sending,
  context,
  pipeline,
  watchers,
  background,
}: EngineParts): Promise<void> {
  try {
    signals.start();
    sweepAtStart(context);
    void background.folderJobs.catchUp();
    background.backups.start();
    if (options.live ?? true) background.fullDecode.start();
    // The clock was set back while the program was closed: no wait of ours is longer than this.
    pipeline.waits.dropBeyond(options.clock.now() + sending.policy.longestWaitMs);
    await watchers.followAll();
    signals.wake();
  } catch (error) {
    signals.failed(error);
    throw error;
  }
}

async function close({ data, signals, sending, pipeline, watchers, background, report }: EngineParts): Promise<void> {
  if (!signals.close()) return;
  sending.publishingTurn.stop();
  sending.disk.close();
  report.events.close();
  background.folderPreviews.close();
  sending.sending.close();
  sending.account.close();
  await watchers.close();
  await background.recheck.close();
  await pipeline.scheduler.close();
  await background.folderJobs.close();
  background.fullDecode.close();
  sending.publishingTurn.close();
  await sending.service.close();
  await background.backups.close();
  data.close();
}
