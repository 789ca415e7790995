// The terminal program: reads the command line, lets one command work, and ends with its status. It must not be imported.
import { performance } from 'node:perf_hooks';
import { parseCommandLine, type SyncCommand } from './command-line.ts';
import { decide } from './commands/decide.ts';
import { exitWith } from './exit.ts';
import { exactArguments } from './exact-arguments.ts';
import { exitStatus, type ExitStatus } from './exit-status.ts';
import { watchForInterruption } from './interruption.ts';
import { jsonReporter } from './output/json-reporter.ts';
import { canRedraw, liveReporter } from './output/live-reporter.ts';
import { columnsOf, openOutput, type Output } from './output/output.ts';
import { plainReporter } from './output/plain-reporter.ts';
import { answerFromLibrary } from './commands/read-commands.ts';
import type { Reporter } from './output/reporter.ts';
import { aboutLibrary, programName, localeOf, type Locale } from './locales/locale.ts';
import { sync } from './commands/sync.ts';
import { nameAndVersion } from './version.ts';

function reporterFor(command: SyncCommand, output: Output, locale: Locale): Reporter {
  if (command.json) return jsonReporter(output, locale, () => performance.now());
  return canRedraw(process.stdout, process.env)
    ? liveReporter(process.stdout, locale, command.lanes)
    : plainReporter(output, locale);
}

/** The database's native part crashes on older ones without a word. */
const oldestNode = 22;

async function main(): Promise<ExitStatus> {
  const { env, stdout, stderr } = process;
  const plain = localeOf(env);
  const program = programName(env);
  let onGone = (): void => undefined;
  const output = openOutput(() => onGone());
  if (Number.parseInt(process.versions.node, 10) < oldestNode && process.versions['electron'] === undefined) {
    output.note(plain.words.usage.oldNode(oldestNode, process.versions.node));
    return exitStatus.usage;
  }
  const command = parseCommandLine(exactArguments(process.argv.slice(2)), {
    words: plain.words,
    program,
    version: nameAndVersion,
    columns: columnsOf(stdout, env),
    write: (text, isComplaint) => void (isComplaint ? stderr : stdout).write(text),
  });
  if (command.kind === 'shown') return command.wrong ? exitStatus.usage : exitStatus.good;
  const locale = aboutLibrary(plain, program, command);
  if (command.kind === 'decide') return decide(command, output, locale);
  if (command.kind !== 'sync') return answerFromLibrary(command, output, locale);
  const interruption = watchForInterruption();
  onGone = () => interruption.ask();
  return sync(command, {
    locale,
    output,
    interruption,
    env,
    reporter: () => reporterFor(command, output, locale),
  });
}

exitWith(main());
