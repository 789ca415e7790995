// One run of `sync` with an open engine: takes up the folders, waits for the end and reports it.
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Log } from '../../engine/ports.ts';
import { proxyOfEnvironment } from '../../ok/network-route.ts';
import type { Credentials } from '../../ok/ports.ts';
import type { Decided } from '../../engine/sending/idle.ts';
import type { SyncCommand } from '../command-line/command-types.ts';
import type { DemoService } from '../demo/demo-service.ts';
import type { PlanNumbers } from '../locales/types.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { jsonLine } from '../output/json-line.ts';
import { photoLine } from '../output/photo-line.ts';
import type { Reporter } from '../output/reporter.ts';
import { lateRestore } from '../output/restored-text.ts';
import { safeText } from '../output/safe-text.ts';
import { countUnopened, unopenedPaths, unseenFolders } from '../output/unopened-lines.ts';
import type { FolderArgument } from './folder-arguments.ts';
import { countPhotos, openReader, readPhotos, type LibraryReader } from './library-reader.ts';
import { nameAlbums, type NamedAlbums } from './named-albums.ts';
import { accountAdvice, checkAccountFirst, endsRun, type AccountEnd, type LibraryOwner } from './sync-account.ts';
import type { SyncContext } from './sync-context.ts';
import { cards, makeAnother, takeUpFolders, tryAgain, withKnownTargets, type RunFolder } from './sync-folders.ts';

/** What the engine reports; a run sets them when it can take reports. */
export interface EngineEvents {
  onSnapshot: (snapshot: Snapshot) => void;
  onChange: () => void;
}

export interface SyncParts {
  engine: Engine;
  events: EngineEvents;
  credentials: Credentials;
  demo: DemoService | null;
  log: Log;
}

/** Closes the engine. */
export async function runSync(
  command: SyncCommand,
  context: SyncContext,
  parts: SyncParts,
  given: readonly FolderArgument[],
): Promise<ExitStatus> {
  const opened = openReader(context.folder);
  if (opened.kind !== 'open') throw new Error('the library that was just opened cannot be read');
  const { reader } = opened;
  try {
    const { clock, interruption } = context;
    const { credentials, engine, events, log } = parts;
    const { signal } = interruption;
    const proxy = proxyOfEnvironment(credentials.apiAddress, context.env);
    const { meta } = reader.queries;
    const ownerNow = (): LibraryOwner => ({
      userId: meta.text('account_user_id'),
      application: meta.text('account_application'),
    });
    const owner = ownerNow();
    const accountEnd =
      (await checkAccountFirst(command, credentials, owner, { proxy, clock, log, signal })) ??
      (await signEngineIn(command, parts));
    const begun = await takeUp(command, context, parts, given, accountEnd);
    if (begun.kind === 'begun' && owner.userId !== null && owner.userId !== ownerNow().userId)
      begun.notices.push(context.locale.texts.run.samePerson(owner.userId));
    if (begun.kind === 'refused') {
      for (const text of begun.complaints.flatMap((complaint) => complaint.split('\n')))
        context.output.note(safeText(text));
      return exitStatus.usage;
    }
    const reporter = reportBeginning(command, context, parts, reader, begun);
    const ids = begun.folders.map(({ folderId }) => folderId);
    const reportDecisions = decisionReporter(reader, reporter, new Set(ids));
    const startedAt = clock.steady();
    events.onChange = reportDecisions;
    for (const host of command.allowHosts) await engine.calls['sync.allowUploadHost']({ host, always: false });
    if (accountEnd === null) {
      await engine.start();
      await tryAgain(engine);
    }
    const end = accountEnd ?? (await waitForEnd(command, context, parts, reporter));
    events.onSnapshot = () => undefined;
    if (end.kind === 'interrupted') reporter.notice(context.locale.texts.run.stopping);
    return await finish(command, context, parts, { reader, reporter, ids, startedAt, end, reportDecisions });
  } finally {
    reader.close();
  }
}

type Begun = { kind: 'begun'; folders: RunFolder[]; notices: string[] } | { kind: 'refused'; complaints: string[] };

/** Signs the engine in. A person who says to be the same under another id is checked before anything is taken up. */
async function signEngineIn(
  { samePerson, watch }: SyncCommand,
  { engine, credentials }: SyncParts,
): Promise<AccountEnd | null> {
  engine.use(credentials, samePerson);
  if (!samePerson) return null;
  const trouble = await engine.accountChecked();
  return trouble !== null && endsRun(trouble, watch) ? { kind: 'account', trouble } : null;
}

/** Albums and folders of this run, in the library. */
async function takeUp(
  command: SyncCommand,
  { locale: { t, texts } }: SyncContext,
  { engine }: SyncParts,
  given: readonly FolderArgument[],
  accountEnd: AccountEnd | null,
): Promise<Begun> {
  // Without the account nothing can be looked up, and nothing is sent by this run.
  const isAsked = command.albumId !== null || command.group !== null || command.newAlbum;
  const asked = isAsked || command.album.kind !== 'folder_name' ? given : await withKnownTargets(engine, given);
  const named: NamedAlbums =
    accountEnd === null
      ? await nameAlbums(engine, asked, command, t, texts)
      : { kind: 'named', folders: isAsked ? [] : asked, notices: [] };
  if (named.kind === 'refused') return named;
  const taken = await takeUpFolders(engine, named.folders, command.rules, t, texts, command);
  if (taken.kind === 'refused') return taken;
  if (command.newAlbum) await makeAnother(engine, taken.folders);
  return { kind: 'begun', folders: taken.folders, notices: named.notices };
}

function reportBeginning(
  command: SyncCommand,
  { clock, locale, reporter: openReporter }: SyncContext,
  { demo }: SyncParts,
  reader: LibraryReader,
  { folders, notices }: { folders: readonly RunFolder[]; notices: readonly string[] },
): Reporter {
  const { run } = locale.texts;
  const reporter = openReporter();
  if (demo !== null) reporter.notice(run.demoPage(demo.address));
  const restored = lateRestore(reader.queries, clock.now());
  if (restored !== null) reporter.restored(restored);
  reporter.begun(folders);
  for (const text of notices) reporter.notice(text);
  for (const { path, target, retargeted } of folders) if (retargeted) reporter.notice(run.kept(path, target));
  for (const { path, rules, ruled } of folders) if (ruled) reporter.notice(run.ruled(path, rules));
  if (command.watch) reporter.notice(run.watching);
  return reporter;
}

type RunEnd = AccountEnd | { kind: 'decided'; how: Decided };

function waitForEnd(
  command: SyncCommand,
  { interruption: { signal } }: SyncContext,
  { engine, events }: SyncParts,
  reporter: Reporter,
): Promise<RunEnd> {
  return new Promise((resolve) => {
    // The clock's timers do not keep the process alive, and between two attempts nothing else does.
    const alive = setInterval(() => undefined, 60_000);
    const finish = (end: RunEnd): void => {
      clearInterval(alive);
      resolve(end);
    };
    if (signal.aborted) finish({ kind: 'interrupted' });
    signal.addEventListener('abort', () => finish({ kind: 'interrupted' }), { once: true });
    events.onSnapshot = (snapshot) => {
      reporter.snapshot(snapshot);
      if (snapshot.trouble !== null && endsRun(snapshot.trouble, command.watch))
        finish({ kind: 'account', trouble: snapshot.trouble });
    };
    if (!command.watch)
      void engine.decided().then((how) => {
        if (how !== 'account') finish({ kind: 'decided', how });
      });
  });
}

/** Returns a function that reports the decisions written since its last call. */
function decisionReporter(reader: LibraryReader, reporter: Reporter, folderIds: ReadonlySet<number>): () => void {
  const atOnce = 500;
  let reported = reader.queries.journal.lastId();
  return () => {
    for (;;) {
      const decisions = reader.queries.journal.decisionsAfter(reported, atOnce);
      for (const { journalId, fileId } of decisions) {
        reported = journalId;
        const line = photoLine(reader.queries, fileId);
        if (line !== null && line.state !== 'waiting' && folderIds.has(line.folderId)) reporter.photo(line);
      }
      if (decisions.length < atOnce) return;
    }
  };
}

/** What a dry run tells. */
async function planOf(engine: Engine, folderIds: readonly number[]): Promise<PlanNumbers | null> {
  const plan = await engine.calls['folders.plan']({ folderIds: [...folderIds] });
  if (!plan.ok) return null;
  const { toSend, alreadyThere, comparing, duplicates, skipped, held } = plan.value;
  return {
    toSend: toSend.photos,
    bytes: toSend.bytes,
    alreadyThere,
    comparing,
    duplicates,
    skipped,
    held: held.reduce((sum, { photos }) => sum + photos, 0),
  };
}

interface Finished {
  reader: LibraryReader;
  reporter: Reporter;
  ids: readonly number[];
  startedAt: number;
  end: RunEnd;
  reportDecisions(): void;
}

/** Closes the engine, reports what became of the photos, and says why the run ended. */
async function finish(
  command: SyncCommand,
  { clock, locale, output }: SyncContext,
  { credentials, engine }: SyncParts,
  { reader, reporter, ids, startedAt, end, reportDecisions }: Finished,
): Promise<ExitStatus> {
  const { account, run } = locale.texts;
  const plan = command.dryRun && end.kind === 'decided' ? await planOf(engine, ids) : null;
  const own = (await cards(engine)).filter(({ folderId }) => ids.includes(folderId));
  const unseen = unseenFolders(own, locale);
  await engine.close();
  reportDecisions();
  const counted = countPhotos(reader, ids);
  const unopened = unseen.length + countUnopened(reader, ids);
  const seconds = Math.round(clock.steady() - startedAt) / 1000;
  reporter.finished({ ...counted, unopened, bytesSent: engine.bytesSent(), seconds }, readPhotos(reader, ids), [
    ...(command.json ? unseen : []),
    ...unopenedPaths(reader, ids, locale),
  ]);
  for (const { text } of unseen) output.note(safeText(text));
  if (plan !== null) {
    if (command.json) output.line(jsonLine({ type: 'plan', ...plan }));
    else output.line(run.plan(plan));
    return counted.held + counted.failed + unopened > 0 ? exitStatus.needsDecision : exitStatus.good;
  }
  switch (end.kind) {
    case 'interrupted':
      output.note(run.interrupted);
      return exitStatus.interrupted;
    case 'unreachable':
      output.note(safeText(account.unreachable(credentials.apiAddress, command.patienceSeconds)));
      return exitStatus.account;
    case 'account':
      output.note(safeText(accountAdvice(end.trouble, credentials.apiAddress, clock.now(), locale)));
      return exitStatus.account;
    case 'decided':
      if (end.how === 'paused') output.note(run.paused);
      return counted.held + counted.failed + counted.waiting + unopened > 0
        ? exitStatus.needsDecision
        : exitStatus.good;
  }
}
