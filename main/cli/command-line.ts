// The command line: what may be written, and what it means. Reads no disk and starts nothing.
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { firstDefaults, type AskedRules, type FolderRules } from '../../shared/library/folder-rules.ts';
import { privacy, type Privacy } from '../../shared/library/album.ts';
import { decisions, type DecideAction } from './commands/decisions.ts';
import { complaint, helpList, helpFormat } from './output/help-format.ts';
import type { Words } from './locales/en/words.ts';

/** Where the photos of the given folders go. */
export type AlbumArgument =
  { kind: 'folder_name' } | { kind: 'titled'; title: string } | { kind: 'per_subfolder' } | { kind: 'personal' };

/** Rules of its folders that a run may name. */
export type GivenRules = Partial<AskedRules & Pick<FolderRules, 'versions' | 'unnamed'>>;

export interface SyncCommand {
  kind: 'sync';
  folders: string[];
  album: AlbumArgument;
  privacy: Privacy;
  /** The one of several albums of a title, by its number on OK. */
  albumId: string | null;
  /** Another album, although there is one of its title. */
  newAlbum: boolean;
  /** Rules that were named; of folders that this library knows nothing else changes. */
  rules: GivenRules;
  watch: boolean;
  data: string | null;
  lanes: number;
  photosPerPost: number;
  demo: boolean;
  json: boolean;
  verbose: boolean;
  /** Seconds without any answer of the service at the start before giving up. */
  patienceSeconds: number;
}

interface Reading {
  data: string | null;
  demo: boolean;
  json: boolean;
}
export type ReadCommand = Reading & ({ kind: 'status' | 'problems' } | { kind: 'why' | 'journal'; path: string });
export type DecideCommand = Reading & { kind: 'decide'; decision: DecideAction; paths: string[] };

export type Parsed = SyncCommand | ReadCommand | DecideCommand | { kind: 'shown'; wrong: boolean };

/** Where the command line is read. */
export interface Surroundings {
  words: Words;
  /** As the person calls this program. */
  program: string;
  version(): string;
  /** Of the terminal; null: nobody knows. */
  columns: number | null;
  /** Gets help (false) and complaints (true). */
  write(text: string, isComplaint: boolean): void;
}

/** As in the window's settings. */
const mostLanes = 8;
const mostPhotosPerPost = 20;
const usualPatienceSeconds = 30;
const longestTitle = 500;
const versionRules = ['both', 'edited'] as const;
const unnamedRules = ['ask', 'send', 'leave-out'] as const;
const places = ['remove', 'keep'] as const;

const widestHelp = 100;
const usualWidth = 80;

export function parseCommandLine(args: readonly string[], around: Surroundings): Parsed {
  const { words, write } = around;
  const { names } = words.help;
  let parsed: Parsed = { kind: 'shown', wrong: true };
  const helpWidth = Math.min(around.columns ?? usualWidth, widestHelp);
  const program = new Command(around.program)
    .description(words.help.program)
    .helpCommand(`help [${names.command}]`, words.help.helpOf)
    .helpOption('-h, --help', words.help.help)
    .option('-V, --version', words.help.version)
    .configureHelp(helpFormat(words.help))
    .configureOutput({
      writeOut: (text) => write(text, false),
      writeErr: (text) => write(text, true),
      outputError: (text, tell) => tell(complaint(text, words.help)),
      getOutHelpWidth: () => helpWidth,
      getErrHelpWidth: () => helpWidth,
    })
    .showHelpAfterError(words.help.hint(around.program))
    .exitOverride();
  program
    .addHelpText('after', () => `\n${helpList(program, words.help.account, words.help.environment)}`)
    .addHelpText('after', () => `\n${helpList(program, words.help.exit, words.help.statuses)}`)
    .on('option:version', () => {
      write(`${around.version()}\n`, false);
      throw new CommanderError(0, 'commander.version', '');
    });

  program
    .command('sync')
    .description(words.help.sync)
    .argument(`<${names.folders}...>`, words.help.folders)
    .addOption(new Option(`--album <${names.title}>`, words.help.album).argParser(title).conflicts('albumPerFolder'))
    .addOption(
      new Option(`--album-id <${names.number}>`, words.help.albumId)
        .argParser(albumId)
        .conflicts(['albumPerFolder', 'newAlbum']),
    )
    .addOption(new Option('--new-album', words.help.newAlbum))
    .addOption(new Option('--album-per-folder', words.help.albumPerFolder))
    .addOption(new Option('--no-album', words.help.noAlbum))
    .addOption(
      new Option(`--privacy <${names.who}>`, words.help.privacy)
        .choices(privacy.options)
        .default(firstDefaults.privacy),
    )
    .addOption(new Option(`--place <${names.place}>`, words.help.place).choices(places))
    .addOption(new Option('--convert', words.help.convert))
    .addOption(new Option('--no-convert').hideHelp())
    .addOption(new Option('--shrink', words.help.shrink))
    .addOption(new Option('--no-shrink').hideHelp())
    .addOption(new Option(`--versions <${names.versions}>`, words.help.versions).choices(versionRules))
    .addOption(new Option(`--unnamed <${names.unnamed}>`, words.help.unnamed).choices(unnamedRules))
    .addOption(new Option('--watch', words.help.watch))
    .addOption(
      new Option(`--lanes <${names.number}>`, words.help.lanes).argParser(wholeNumber(1, mostLanes)).default(3),
    )
    .addOption(new Option('--photos-per-post <n>').argParser(wholeNumber(1, mostPhotosPerPost)).default(1).hideHelp())
    .addOption(
      new Option('--patience <seconds>').argParser(wholeNumber(1, 86_400)).default(usualPatienceSeconds).hideHelp(),
    )
    .addOption(new Option('--verbose', words.help.verbose))
    .addOption(new Option(`--data <${names.data}>`, words.help.data).argParser(someText))
    .addOption(new Option('--demo', words.help.demo))
    .addOption(new Option('--json', words.help.json))
    .action((folders: string[], given: SyncOptions, command: Command) => {
      if (given.albumId !== undefined && (hasAlbum(args) || args.includes('--no-album')))
        command.error(words.usage.oneAlbum, { code: 'conflict' });
      if (args.includes('--no-album') && (given.albumPerFolder === true || given.album !== false || hasAlbum(args)))
        command.error(words.usage.oneAlbum, { code: 'conflict' });
      parsed = {
        kind: 'sync',
        folders,
        album: albumChoice(given),
        privacy: given.privacy,
        albumId: given.albumId ?? null,
        newAlbum: given.newAlbum === true,
        rules: rulesOf(given),
        watch: given.watch === true,
        lanes: given.lanes,
        photosPerPost: given.photosPerPost,
        patienceSeconds: given.patience,
        verbose: given.verbose === true,
        ...reading(given),
      };
    });

  const reader = (kind: (ReadCommand | DecideCommand)['kind'], description: string): Command =>
    program
      .command(kind)
      .description(description)
      .addOption(new Option(`--data <${names.data}>`, words.help.data).argParser(someText))
      .addOption(new Option('--demo', words.help.demoLibrary))
      .addOption(new Option('--json', words.help.json));
  for (const kind of ['status', 'problems'] as const)
    reader(kind, words.help[kind]).action((given: ReadOptions) => {
      parsed = { kind, ...reading(given) };
    });
  for (const kind of ['why', 'journal'] as const)
    reader(kind, words.help[kind])
      .addArgument(new Argument(`<${names.path}>`, words.help.path).argParser(someText))
      .action((path: string, given: ReadOptions) => {
        parsed = { kind, path, ...reading(given) };
      });
  const decide = reader('decide', words.help.decide)
    .addArgument(new Argument(`<${names.decision}>`, words.help.decision).argParser(decision))
    .addArgument(new Argument(`<${names.path}...>`, words.help.decided).argParser(somePaths))
    .action((chosen: DecideAction, paths: string[], given: ReadOptions) => {
      parsed = { kind: 'decide', decision: chosen, paths, ...reading(given) };
    });
  decide.addHelpText('after', () => {
    const list = decisions.map((one) => [one, words.decide.what[one]]);
    return `\n${helpList(decide, words.help.parser.decisions, list)}`;
  });

  for (const command of program.commands)
    command.showHelpAfterError(words.help.hint(`${around.program} ${command.name()}`));
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { kind: 'shown', wrong: error.exitCode !== 0 };
  }
  return parsed;

  function decision(given: string): DecideAction {
    const chosen = decisions.find((one) => one === given);
    if (chosen === undefined) throw new InvalidArgumentError(words.help.parser.allowed(decisions.join(', ')));
    return chosen;
  }
  function title(given: string): string {
    const text = given.trim();
    if (text === '' || text.length > longestTitle) throw new InvalidArgumentError(words.usage.title(longestTitle));
    return text;
  }
  function albumId(given: string): string {
    if (!/^\w{1,100}$/u.test(given)) throw new InvalidArgumentError(words.usage.albumId);
    return given;
  }
  function wholeNumber(least: number, most: number): (given: string) => number {
    return (given) => {
      const number = /^\d{1,6}$/u.test(given) ? Number(given) : Number.NaN;
      if (!(number >= least && number <= most)) throw new InvalidArgumentError(words.usage.number(least, most));
      return number;
    };
  }
  /** An empty one would be the folder that one stands in. */
  function somePaths(given: string, before: string[] = []): string[] {
    return [...before, someText(given)];
  }
  function someText(given: string): string {
    if (given === '' || given.includes('\0')) throw new InvalidArgumentError(words.usage.empty);
    return given;
  }
}

interface ReadOptions {
  data?: string;
  demo?: true;
  json?: true;
}
interface SyncOptions extends ReadOptions {
  /** commander: true when neither `--album` nor `--no-album` was given. */
  album: string | boolean;
  albumPerFolder?: true;
  albumId?: string;
  newAlbum?: true;
  privacy: Privacy;
  place?: 'remove' | 'keep';
  convert?: boolean;
  shrink?: boolean;
  versions?: FolderRules['versions'];
  unnamed?: (typeof unnamedRules)[number];
  watch?: true;
  verbose?: true;
  lanes: number;
  photosPerPost: number;
  patience: number;
}

function reading({ data, demo, json }: ReadOptions): Reading {
  return { data: data ?? null, demo: demo === true, json: json === true };
}

function hasAlbum(args: readonly string[]): boolean {
  return args.some((argument) => argument === '--album' || argument.startsWith('--album='));
}

function albumChoice({ album, albumPerFolder }: SyncOptions): AlbumArgument {
  if (albumPerFolder === true) return { kind: 'per_subfolder' };
  if (album === false) return { kind: 'personal' };
  return typeof album === 'string' ? { kind: 'titled', title: album } : { kind: 'folder_name' };
}

function rulesOf({ place, convert, shrink, versions, unnamed }: SyncOptions): GivenRules {
  return {
    ...(place !== undefined && { removeGps: place === 'remove' }),
    ...(convert !== undefined && { convert }),
    ...(shrink !== undefined && { shrink }),
    ...(versions !== undefined && { versions }),
    ...(unnamed !== undefined && { unnamed: unnamed === 'leave-out' ? 'leave_out' : unnamed }),
  };
}
