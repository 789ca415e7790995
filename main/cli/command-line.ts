// The command line: what may be written, and what it means. Reads no disk and starts nothing.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { privacy, type Privacy } from '../../shared/library.ts';
import type { Words } from './words.ts';

/** Where the photos of the given folders go. */
export type AlbumChoice =
  { kind: 'folder_name' } | { kind: 'titled'; title: string } | { kind: 'per_subfolder' } | { kind: 'personal' };

export interface SyncCommand {
  kind: 'sync';
  folders: string[];
  album: AlbumChoice;
  privacy: Privacy;
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

export type Parsed = SyncCommand | ReadCommand | { kind: 'shown'; wrong: boolean };

/** As in the window's settings. */
const mostLanes = 8;
const mostPhotosPerPost = 20;
const usualPatienceSeconds = 30;
const longestTitle = 500;

/** `write` gets help (false) and complaints (true). */
export function parseCommandLine(
  args: readonly string[],
  words: Words,
  write: (text: string, isComplaint: boolean) => void,
): Parsed {
  let parsed: Parsed = { kind: 'shown', wrong: true };
  const program = new Command('ok-photo-sync')
    .description(words.help.program)
    .helpCommand(false)
    .helpOption('-h, --help', words.help.help)
    .addHelpText('after', `\n${words.help.environment}\n\n${words.help.exit}`)
    .configureOutput({
      writeOut: (text) => write(text, false),
      writeErr: (text) => write(text, true),
    })
    .showHelpAfterError(words.help.hint)
    .exitOverride();

  program
    .command('sync')
    .description(words.help.sync)
    .argument('<folder...>', words.help.folders)
    .addOption(new Option('--album <title>', words.help.album).argParser(title).conflicts('albumPerFolder'))
    .addOption(new Option('--album-per-folder', words.help.albumPerFolder))
    .addOption(new Option('--no-album', words.help.noAlbum))
    .addOption(new Option('--privacy <who>', words.help.privacy).choices(privacy.options).default('private'))
    .addOption(new Option('--watch', words.help.watch))
    .addOption(new Option('--lanes <n>', words.help.lanes).argParser(wholeNumber(1, mostLanes)).default(3))
    .addOption(new Option('--photos-per-post <n>').argParser(wholeNumber(1, mostPhotosPerPost)).default(1).hideHelp())
    .addOption(
      new Option('--patience <seconds>').argParser(wholeNumber(1, 86_400)).default(usualPatienceSeconds).hideHelp(),
    )
    .addOption(new Option('--verbose', words.help.verbose))
    .addOption(new Option('--data <dir>', words.help.data).argParser(someText))
    .addOption(new Option('--demo', words.help.demo))
    .addOption(new Option('--json', words.help.json))
    .action((folders: string[], given: SyncOptions, command: Command) => {
      if (args.includes('--no-album') && (given.albumPerFolder === true || given.album !== false || hasAlbum(args)))
        command.error(words.usage.oneAlbum, { code: 'conflict' });
      parsed = {
        kind: 'sync',
        folders,
        album: albumChoice(given),
        privacy: given.privacy,
        watch: given.watch === true,
        lanes: given.lanes,
        photosPerPost: given.photosPerPost,
        patienceSeconds: given.patience,
        verbose: given.verbose === true,
        ...reading(given),
      };
    });

  const reader = (kind: 'status' | 'problems' | 'why' | 'journal', description: string): Command =>
    program
      .command(kind)
      .description(description)
      .addOption(new Option('--data <dir>', words.help.data).argParser(someText))
      .addOption(new Option('--demo', words.help.demoLibrary))
      .addOption(new Option('--json', words.help.json));
  for (const kind of ['status', 'problems'] as const)
    reader(kind, words.help[kind]).action((given: ReadOptions) => {
      parsed = { kind, ...reading(given) };
    });
  for (const kind of ['why', 'journal'] as const)
    reader(kind, words.help[kind])
      .argument('<path>', words.help.path)
      .action((path: string, given: ReadOptions) => {
        parsed = { kind, path, ...reading(given) };
      });

  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { kind: 'shown', wrong: error.exitCode !== 0 };
  }
  return parsed;

  function title(given: string): string {
    const text = given.trim();
    if (text === '' || text.length > longestTitle) throw new InvalidArgumentError(words.usage.title(longestTitle));
    return text;
  }
  function wholeNumber(least: number, most: number): (given: string) => number {
    return (given) => {
      const number = /^\d{1,6}$/u.test(given) ? Number(given) : Number.NaN;
      if (!(number >= least && number <= most)) throw new InvalidArgumentError(words.usage.number(least, most));
      return number;
    };
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
  privacy: Privacy;
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

function albumChoice({ album, albumPerFolder }: SyncOptions): AlbumChoice {
  if (albumPerFolder === true) return { kind: 'per_subfolder' };
  if (album === false) return { kind: 'personal' };
  return typeof album === 'string' ? { kind: 'titled', title: album } : { kind: 'folder_name' };
}
