// `sync`: checks what was given, opens the account, the engine and its imaging, and lets them run.
import { availableParallelism } from 'node:os';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { openEngine } from '../../engine/engine.ts';
import { readLimits } from '../../engine/limits-file.ts';
import { turnsFolder } from '../../engine/person-folder.ts';
import { keyFromSecret, sealedBox } from '../../engine/sealed-box.ts';
import { proxyOfEnvironment } from '../../ok/network-route.ts';
import type { SyncCommand } from '../command-line/command-types.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { terminalErrorText } from '../locales/locale.ts';
import { safeText } from '../output/safe-text.ts';
import { logTo } from '../output/stderr-log.ts';
import { checkFolders } from './folder-arguments.ts';
import { openAccount } from './sync-account.ts';
import type { SyncContext } from './sync-context.ts';
import { newRules } from './sync-folders.ts';
import { runSync, type EngineEvents } from './sync-run.ts';

/** Processes that read photos: nobody waits at a terminal for anything else, and beyond a few the disk is the limit. */
const mostInspectors = 4;

export async function sync(command: SyncCommand, context: SyncContext): Promise<ExitStatus> {
  const { clock, folder, locale, output } = context;
  const { t, texts } = locale;
  const refuse = (complaints: readonly string[]): ExitStatus => {
    for (const complaint of complaints) output.note(safeText(complaint));
    return exitStatus.usage;
  };
  const checked = await checkFolders(command.folders, command, t, texts);
  if (checked.kind === 'bad') return refuse(checked.complaints);
  const limits = readLimits(folder);
  if (limits.kind === 'bad') return refuse([texts.usage.limits(limits.path, limits.where)]);
  const account = await openAccount(command, context);
  if (account.kind === 'refused') return refuse([account.complaint]);

  const { credentials, demo } = account;
  const inspectors = Math.min(mostInspectors, availableParallelism());
  const imaging = context.openImaging(inspectors);
  const events: EngineEvents = { onSnapshot: () => undefined, onChange: () => undefined };
  const log = logTo((text) => output.note(text), command.verbose);
  const opened = openEngine({
    dataFolder: folder,
    turnsFolder: turnsFolder(context.env),
    clock,
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
      if (name === 'snapshot.changed') events.onSnapshot(payload as Snapshot);
      else events.onChange();
    },
  });
  try {
    if (opened.kind === 'failed') return refuse([terminalErrorText(opened.code, opened.subject ?? '', locale)]);
    const { engine } = opened;
    return await runSync(command, context, { engine, events, credentials, demo, log }, checked.folders);
  } finally {
    if (opened.kind === 'open') await opened.engine.close();
    await imaging.close();
    await demo?.close();
  }
}
