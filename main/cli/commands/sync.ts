// `sync`: from a command to a finished run. Puts engine, imaging and account together, waits, and says how it ended.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isPassing, type AccountTrouble, type Snapshot } from '../../../shared/snapshot.ts';
import { troubleSentence, statusText } from '../../../shared/locales/status-sentence.ts';
import { openEngine, type Engine, type OpenedEngine } from '../../engine/engine.ts';
import type { Decided } from '../../engine/sending/idle.ts';
import { readLimits } from '../../engine/limits-file.ts';
import type { Log } from '../../engine/ports.ts';
import type { Credentials } from '../../ok/ports.ts';
import { proxyOfEnvironment } from '../../ok/network-route.ts';
import { keyFromSecret, sealedBox } from '../../engine/sealed-box.ts';
import { systemClock } from '../../engine/system-clock.ts';
import { checkAccount } from '../account-check.ts';
import { accountFromEnvironment } from '../account-from-environment.ts';
import type { SyncCommand } from '../command-line/commands.ts';
import { startDemoService, type DemoService } from '../demo/demo-service.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { checkFolders, type FolderArgument } from './folder-arguments.ts';
import type { Interruption } from '../interruption.ts';
import { countPhotos, readPhotos, openReader, type LibraryReader } from './library-reader.ts';
import { createDataFolder } from '../make-data-folder.ts';
import type { Output } from '../output/output.ts';
import { photoLine } from '../output/photo-line.ts';
import type { Reporter } from '../output/reporter.ts';
import { nameAlbums, type NamedAlbums } from './named-albums.ts';
import { cards, makeAnother, newRules, takeUpFolders, tryAgain } from './sync-folders.ts';
import { lateRestore } from '../output/restored-text.ts';
import { safeText } from '../output/safe-text.ts';
import type { OpenImaging } from '../open-imaging.ts';
import { terminalErrorText, type Locale } from '../locales/locale.ts';
import { logTo } from '../output/stderr-log.ts';
import { countUnopened, unopenedPaths, unseenFolders } from '../output/unopened-lines.ts';

/** Processes that read photos: nobody waits at a terminal for anything else, and beyond a few the disk is the limit. */
const mostInspectors = 4;

export interface SyncContext {
  /** The library's data folder. */
  folder: string;
  locale: Locale;
  output: Output;
  interruption: Interruption;
  env: NodeJS.ProcessEnv;
  openImaging: OpenImaging;
  reporter(): Reporter;
}

export async function sync(command: SyncCommand, context: SyncContext): Promise<ExitStatus> {
  const { folder, locale, output } = context;
  const { t, texts } = locale;
  const complain = (status: ExitStatus, ...texts: string[]): ExitStatus => {
    for (const text of texts) output.note(safeText(text));
    return status;
  };
  const checked = await checkFolders(command.folders, command, t, texts);
  if (checked.kind === 'bad') return complain(exitStatus.usage, ...checked.complaints);
  const limits = readLimits(folder);
  if (limits.kind === 'bad') return complain(exitStatus.usage, texts.usage.limits(limits.path, limits.where));

  let demo: DemoService | null = null;
  let credentials: Credentials;
  if (command.demo) {
    if (!createDataFolder(folder))
      return complain(exitStatus.usage, terminalErrorText('data_unwritable', folder, locale));
    try {
      demo = await startDemoService(join(folder, 'demo-service'));
    } catch (error) {
      return complain(exitStatus.usage, texts.usage.demoFailed(error instanceof Error ? error.message : ''));
    }
    ({ credentials } = demo);
  } else {
    const found = accountFromEnvironment(context.env);
    if (found.kind === 'missing') return complain(exitStatus.usage, texts.usage.missingVariables(found.variables));
    if (found.kind === 'bad_address') return complain(exitStatus.usage, texts.usage.badAddress(found.address));
    ({ credentials } = found);
    if (!createDataFolder(folder))
      return complain(exitStatus.usage, terminalErrorText('data_unwritable', folder, locale));
  }

  const inspectors = Math.min(mostInspectors, availableParallelism());
  const imaging = context.openImaging(inspectors);
  const listening: { hear: (snapshot: Snapshot) => void; look: () => void } = {
    hear: () => undefined,
    look: () => undefined,
  };
  const log = logTo((text) => output.note(text), command.verbose);
  const opened: OpenedEngine = openEngine({
    dataFolder: folder,
    clock: systemClock,
    log,
    imaging,
    inspectors,
    secrets: sealedBox(keyFromSecret(credentials.signingSecret)),
    lanes: command.lanes,
    newRules,
    photosPerPost: command.photosPerPost,
    limits: limits.limits,
    live: command.watch,
    proxy: proxyOfEnvironment(credentials.apiAddress, context.env),
    listener: (name, payload) => {
      if (name === 'snapshot.changed') listening.hear(payload as Snapshot);
      else listening.look();
    },
  });
  try {
    if (opened.kind === 'failed')
      return complain(exitStatus.usage, terminalErrorText(opened.code, opened.subject ?? '', locale));
    return await run(
      command,
      context,
      { engine: opened.engine, credentials, listening, folder, demo, log },
      checked.folders,
    );
  } finally {
    if (opened.kind === 'open') await opened.engine.close();
    await imaging.close();
    await demo?.close();
  }
}

interface Put {
  engine: Engine;
  credentials: Credentials;
  listening: { hear: (snapshot: Snapshot) => void; look: () => void };
  folder: string;
  demo: DemoService | null;
  log: Log;
}

async function run(
  command: SyncCommand,
  context: SyncContext,
  put: Put,
  given: readonly FolderArgument[],
): Promise<ExitStatus> {
  const { locale, output } = context;
  const { t, texts } = locale;
  const { engine, credentials, listening } = put;
  const opened = openReader(put.folder);
  if (opened.kind !== 'open') throw new Error('the library that was just opened cannot be read');
  const { reader } = opened;
  const refused = (complaints: readonly string[]): ExitStatus => {
    reader.close();
    for (const text of complaints.flatMap((complaint) => complaint.split('\n'))) output.note(safeText(text));
    return exitStatus.usage;
  };
  const checked = await checkFirst(command, context, put, reader);
  if (checked === null) engine.use(credentials);
  // Without the account nothing can be looked up, and nothing is sent by this run.
  const isAsked = command.albumId !== null || command.newAlbum;
  const named: NamedAlbums =
    checked === null
      ? await nameAlbums(engine, given, command, t, texts)
      : { kind: 'named', folders: isAsked ? [] : given, notices: [] };
  if (named.kind === 'refused') return refused(named.complaints);
  const taken = await takeUpFolders(engine, named.folders, command.rules, t, texts);
  if (taken.kind === 'refused') return refused(taken.complaints);
  if (command.newAlbum) await makeAnother(engine, taken.folders);
  const reporter = context.reporter();
  if (put.demo !== null) reporter.notice(texts.run.demoPage(put.demo.address));
  const restored = lateRestore(reader.tables, systemClock.now());
  if (restored !== null) reporter.restored(restored);
  reporter.begun(taken.folders);
  for (const text of named.notices) reporter.notice(text);
  for (const { path, target, retargeted } of taken.folders)
    if (retargeted) reporter.notice(texts.run.kept(path, target));
  for (const { path, rules, ruled } of taken.folders) if (ruled) reporter.notice(texts.run.ruled(path, rules));

  if (command.watch) reporter.notice(texts.run.watching);

  const ids = taken.folders.map(({ folderId }) => folderId);
  const look = teller(reader, reporter, new Set(ids));
  const startedAt = systemClock.steady();
  listening.look = look;
  if (checked === null) {
    await engine.start();
    await tryAgain(engine);
  }
  const end = checked ?? (await waitForEnd(command, context, put, reporter));
  listening.hear = () => undefined;
  if (end.kind === 'interrupted') reporter.notice(texts.run.stopping);
  const unseen = unseenFolders(
    (await cards(engine)).filter(({ folderId }) => ids.includes(folderId)),
    locale,
  );
  await engine.close();
  look();
  const counted = countPhotos(reader, ids);
  const unopened = unseen.length + countUnopened(reader, ids);
  reporter.finished(
    {
      ...counted,
      unopened,
      bytesSent: engine.bytesSent(),
      seconds: Math.round(systemClock.steady() - startedAt) / 1000,
    },
    readPhotos(reader, ids),
    [...(command.json ? unseen : []), ...unopenedPaths(reader, ids, locale)],
  );
  reader.close();
  for (const { text } of unseen) output.note(safeText(text));
  switch (end.kind) {
    case 'interrupted':
      output.note(texts.run.interrupted);
      return exitStatus.interrupted;
    case 'unreachable':
      output.note(safeText(texts.account.unreachable(credentials.apiAddress, command.patienceSeconds)));
      return exitStatus.account;
    case 'account':
      output.note(safeText(adviceFor(end.trouble, credentials.apiAddress, locale)));
      return exitStatus.account;
    case 'decided':
      if (end.how === 'paused') output.note(texts.run.paused);
      return counted.held + counted.failed + counted.waiting + unopened > 0
        ? exitStatus.needsDecision
        : exitStatus.good;
  }
}

type End =
  | { kind: 'decided'; how: Decided }
  | { kind: 'account'; trouble: AccountTrouble }
  | { kind: 'unreachable' }
  | { kind: 'interrupted' };

/** null: the run can begin. */
async function checkFirst(
  command: SyncCommand,
  { interruption }: SyncContext,
  { credentials, log }: Put,
  reader: LibraryReader,
): Promise<End | null> {
  const found = await checkAccount(credentials, command.patienceSeconds * 1000, log, interruption.signal);
  switch (found.kind) {
    case 'good': {
      const expected = reader.tables.meta.text('account_user_id');
      return expected === null || expected === found.userId
        ? null
        : { kind: 'account', trouble: { kind: 'other_account', expected } };
    }
    case 'trouble':
      return isFinal(found.trouble, command.watch) ? { kind: 'account', trouble: found.trouble } : null;
    case 'unreachable':
      return command.watch ? null : { kind: 'unreachable' };
    case 'later':
      return null;
    case 'stopped':
      return { kind: 'interrupted' };
  }
}

/** What only a person can mend, so that waiting would be in vain; a captive portal may go away while a watch goes on. */
function isFinal(trouble: AccountTrouble, watching: boolean): boolean {
  const mayPass: readonly AccountTrouble['kind'][] = ['not_ok_server', 'redirected', 'strange_upload'];
  return !isPassing(trouble) && !(watching && mayPass.includes(trouble.kind));
}

function waitForEnd(command: SyncCommand, context: SyncContext, put: Put, reporter: Reporter): Promise<End> {
  const { signal } = context.interruption;
  return new Promise((resolve) => {
    // The clock's own timers do not keep a process alive, and between two attempts there is nothing else that would.
    const alive = setInterval(() => undefined, 60_000);
    const finish = (end: End): void => {
      clearInterval(alive);
      resolve(end);
    };
    if (signal.aborted) finish({ kind: 'interrupted' });
    signal.addEventListener('abort', () => finish({ kind: 'interrupted' }), { once: true });
    put.listening.hear = (snapshot) => {
      reporter.snapshot(snapshot);
      if (snapshot.trouble !== null && isFinal(snapshot.trouble, command.watch))
        finish({ kind: 'account', trouble: snapshot.trouble });
    };
    if (!command.watch)
      void put.engine.decided().then((how) => {
        if (how !== 'account') finish({ kind: 'decided', how });
      });
  });
}

/** Tells the decisions that were written since it was last called. */
function teller(reader: LibraryReader, reporter: Reporter, folderIds: ReadonlySet<number>): () => void {
  const atOnce = 500;
  let told = reader.queries.journal.lastId();
  return () => {
    for (;;) {
      const decisions = reader.queries.journal.decisionsAfter(told, atOnce);
      for (const { journalId, fileId } of decisions) {
        told = journalId;
        const line = photoLine(reader.tables, reader.queries, fileId);
        if (line !== null && line.state !== 'waiting' && folderIds.has(line.folderId)) reporter.photo(line);
      }
      if (decisions.length < atOnce) return;
    }
  };
}

function adviceFor(trouble: AccountTrouble, address: string, { language, t, texts }: Locale): string {
  const sentence = troubleSentence(trouble, systemClock.now(), language, t);
  const what = statusText(sentence, t);
  switch (trouble.kind) {
    case 'sign_in':
      return `${what}. ${texts.account.sign_in}`;
    case 'permission':
      return `${what}. ${texts.account.permission(trouble.right)}`;
    case 'rejected':
      return `${what} (${trouble.code}). ${texts.account.rejected}`;
    case 'not_ok_server':
      return `${what}. ${texts.account.not_ok_server(address)}`;
    case 'other_account':
      return `${what}. ${texts.account.other_account}`;
    case 'keyring_locked':
    case 'redirected':
    case 'strange_upload':
      return `${what}. ${sentence.detail ?? ''}`;
    case 'resting':
      return what;
  }
}
