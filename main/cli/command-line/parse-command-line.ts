// The command line: what may be written, and what it means. Pure but for `write`.
import { Command, CommanderError } from 'commander';
import type { Texts } from '../locales/types.ts';
import { complaint, helpFormat, helpList } from '../output/help-format.ts';
import { addAccountCommands } from './account-arguments.ts';
import type { AccountCommand, LibraryCommand, SyncCommand } from './command-types.ts';
import { addLibraryCommands } from './library-arguments.ts';
import { addSyncCommand } from './sync-arguments.ts';

/** `shown`: help, the version, or a complaint was written and nothing is to be done. */
export type Parsed = SyncCommand | AccountCommand | LibraryCommand | { kind: 'shown'; wrong: boolean };

/** Where the command line is read. */
export interface Surroundings {
  texts: Texts;
  /** As the person calls this program. */
  program: string;
  version(): string;
  /** Of the terminal; null: unknown. */
  columns: number | null;
  /** Gets help (false) and complaints (true). */
  write(text: string, isComplaint: boolean): void;
}

const widestHelp = 100;
const usualWidth = 80;

export function parseCommandLine(args: readonly string[], around: Surroundings): Parsed {
  const { texts, program: name } = around;
  let parsed: Parsed = { kind: 'shown', wrong: true };
  const take = (command: Parsed): void => {
    parsed = command;
  };
  const program = newProgram(around);
  addSyncCommand(program, args, texts, take);
  addLibraryCommands(program, texts, take);
  addAccountCommands(program, texts, take);
  for (const command of program.commands) command.showHelpAfterError(texts.help.hint(`${name} ${command.name()}`));
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { kind: 'shown', wrong: error.exitCode !== 0 };
  }
  return parsed;
}

/** Without its commands. */
function newProgram({ texts: { help }, program: name, columns, version, write }: Surroundings): Command {
  const helpWidth = Math.min(columns ?? usualWidth, widestHelp);
  const program = new Command(name)
    .description(help.program)
    .helpCommand(`help [${help.names.command}]`, help.helpOf)
    .helpOption('-h, --help', help.help)
    .option('-V, --version', help.version)
    .configureHelp(helpFormat(help))
    .configureOutput({
      writeOut: (text) => write(text, false),
      writeErr: (text) => write(text, true),
      outputError: (text, tell) => tell(complaint(text, help)),
      getOutHelpWidth: () => helpWidth,
      getErrHelpWidth: () => helpWidth,
    })
    .showHelpAfterError(help.hint(name))
    .exitOverride();
  return program
    .addHelpText('after', () => `\n${helpList(program, help.account, help.environment)}`)
    .addHelpText('after', () => `\n${helpList(program, help.exit, help.statuses)}`)
    .on('option:version', () => {
      write(`${version()}\n`, false);
      throw new CommanderError(0, 'commander.version', '');
    });
}
