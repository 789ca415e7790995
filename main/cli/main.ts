// The terminal program as a function: reads the command line, runs one command and returns its exit status. entry.ts
// connects it to the process; tests give it arguments, environment and streams of their own.
import { performance } from 'node:perf_hooks';
import type { SyncCommand } from './command-line/command-types.ts';
import { parseCommandLine } from './command-line/parse-command-line.ts';
import { openBrowser } from './account/open-browser.ts';
import { keychainOfSystem, type TerminalKeychain } from './account/keychain.ts';
import type { ReadSecretLines } from './account/read-secret-lines.ts';
import { decide } from './commands/decide.ts';
import { hosts } from './commands/hosts.ts';
import { tellLimits } from './commands/limits.ts';
import { login } from './commands/login.ts';
import { moveLibrary } from './commands/moving.ts';
import { answerFromLibrary } from './commands/read-commands.ts';
import { sync } from './commands/sync.ts';
import { logout, whoami } from './commands/whoami.ts';
import { dataFolder } from './data-folder.ts';
import { exitStatus, type ExitStatus } from './exit-status.ts';
import { manualInterruption, type Interruption } from './interruption.ts';
import { aboutLibrary, localeOf, programName, type Locale } from './locales/locale.ts';
import { systemClock } from '../engine/system-clock.ts';
import type { Clock } from '../engine/ports.ts';
import { openForkedImaging, type OpenImaging } from './open-imaging.ts';
import { jsonReporter } from './output/json-reporter.ts';
import { canRedraw, liveReporter } from './output/live-reporter.ts';
import { columnsOf, openOutput, type Output, type Streams } from './output/output.ts';
import { plainReporter } from './output/plain-reporter.ts';
import type { Reporter } from './output/reporter.ts';
import { nameAndVersion } from './version.ts';

export interface MainOptions {
  /** Called once, by a command that can be interrupted. Default: nothing interrupts it. */
  listenForInterruption?: () => Interruption;
  /** Default: processes of its own. */
  openImaging?: OpenImaging;
  /** Default: the system's. */
  clock?: Clock;
  /** Default: the system's. */
  keychain?: TerminalKeychain;
  /** What a person pastes or a script pipes. Default: there is no input. */
  readSecretLines?: ReadSecretLines;
  /** Default: the system's browser. */
  openBrowser?: (address: string) => Promise<void>;
}

/** On older ones the database's native part crashes without a message. */
const oldestNode = 22;

/** Rejects only for a bug of this program. */
export async function main(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  streams: Streams,
  {
    listenForInterruption = manualInterruption,
    openImaging = openForkedImaging,
    clock = systemClock,
    keychain = keychainOfSystem(env),
    readSecretLines = () => Promise.resolve(null),
    openBrowser: openAddress = openBrowser,
  }: MainOptions = {},
): Promise<ExitStatus> {
  const plain = localeOf(env);
  const program = programName(env);
  let onGone = (): void => undefined;
  const output = openOutput(streams, () => onGone());
  if (Number.parseInt(process.versions.node, 10) < oldestNode && process.versions['electron'] === undefined) {
    output.note(plain.texts.usage.oldNode(oldestNode, process.versions.node));
    return exitStatus.usage;
  }
  const command = parseCommandLine(args, {
    texts: plain.texts,
    program,
    version: nameAndVersion,
    columns: columnsOf(streams.stdout, env),
    write: (text, isComplaint) => void (isComplaint ? streams.stderr : streams.stdout).write(text),
  });
  if (command.kind === 'shown') return command.wrong ? exitStatus.usage : exitStatus.good;
  if (command.kind === 'login' || command.kind === 'logout' || command.kind === 'whoami') {
    const interruption = listenForInterruption();
    const account = {
      env,
      locale: plain,
      output,
      interruption,
      clock,
      keychain,
      readSecretLines,
      openBrowser: openAddress,
    };
    if (command.kind === 'login') return login(command, account);
    return command.kind === 'logout' ? logout(command, account) : whoami(command, account);
  }
  const locale = aboutLibrary(plain, program, command);
  const folder = dataFolder(command.data, command.demo, env);
  if (command.kind === 'export' || command.kind === 'import') return moveLibrary(command, { folder, output, locale });
  if (command.kind === 'hosts') return hosts(command, { folder, output, locale, openImaging });
  if (command.kind === 'limits') return tellLimits(command, { folder, output, locale, openImaging });
  if (command.kind === 'decide') return decide(command, { folder, output, locale, openImaging });
  if (command.kind !== 'sync') return answerFromLibrary(command, folder, output, locale);
  const interruption = listenForInterruption();
  onGone = () => interruption.ask();
  return sync(command, {
    folder,
    locale,
    output,
    interruption,
    env,
    keychain,
    clock,
    openImaging,
    reporter: () => reporterFor(command, streams, output, locale, env),
  });
}

function reporterFor(
  command: SyncCommand,
  { stdout }: Streams,
  output: Output,
  locale: Locale,
  env: NodeJS.ProcessEnv,
): Reporter {
  if (command.json) return jsonReporter(output, locale, () => performance.now());
  return canRedraw(stdout, env) ? liveReporter(stdout, locale, command.lanes) : plainReporter(output, locale);
}
