// `sync` on the command line: its options, and the command that they make.
import { Option, type Command } from 'commander';
import { captionRules, type CaptionRule } from '../../../shared/caption.ts';
import { privacy, type Privacy } from '../../../shared/library/album.ts';
import { firstDefaults, type FolderRules } from '../../../shared/library/folder-rules.ts';
import type { Texts } from '../locales/types.ts';
import type { AlbumArgument, GivenRules, SyncCommand } from './command-types.ts';
import { commonArguments, type CommonOptions } from './common-options.ts';
import { valueParsers } from './values.ts';

/** As in the window's settings. */
const mostLanes = 8;
const mostPhotosPerPost = 20;
const usualPatienceSeconds = 30;
const versionRules = ['both', 'edited'] as const;
const unnamedRules = ['ask', 'send', 'leave-out'] as const;
const placeRules = ['remove', 'keep'] as const;

interface SyncOptions extends CommonOptions {
  /** commander: true when neither `--album` nor `--no-album` was given. */
  album: string | boolean;
  albumPerFolder?: true;
  albumId?: string;
  group?: string;
  newAlbum?: true;
  privacy: Privacy;
  place?: (typeof placeRules)[number];
  convert?: boolean;
  shrink?: boolean;
  versions?: FolderRules['versions'];
  unnamed?: (typeof unnamedRules)[number];
  captions?: CaptionRule;
  allowHost?: string[];
  samePerson?: true;
  dryRun?: true;
  watch?: true;
  verbose?: true;
  lanes: number;
  photosPerPost: number;
  patience: number;
}

/** `args`: the whole command line, for what the parser cannot tell apart: `--no-album` and `--album`. */
export function addSyncCommand(
  program: Command,
  args: readonly string[],
  texts: Texts,
  take: (command: SyncCommand) => void,
): void {
  addOptions(program, texts).action((folders: string[], given: SyncOptions, command: Command) => {
    if (areAlbumsContradictory(given, args)) command.error(texts.usage.oneAlbum, { code: 'conflict' });
    take(commandOf(folders, given));
  });
}

function addOptions(program: Command, texts: Texts): Command {
  const { help } = texts;
  const { names } = help;
  const { title, albumId, wholeNumber, someText, uploadHosts } = valueParsers(texts);
  return program
    .command('sync')
    .description(help.sync)
    .argument(`<${names.folders}...>`, help.folders)
    .addOption(new Option(`--album <${names.title}>`, help.album).argParser(title).conflicts('albumPerFolder'))
    .addOption(
      new Option(`--album-id <${names.number}>`, help.albumId)
        .argParser(albumId)
        .conflicts(['albumPerFolder', 'newAlbum']),
    )
    .addOption(
      new Option(`--group <${names.group}>`, help.group)
        .argParser(someText)
        .conflicts(['albumPerFolder', 'albumId', 'newAlbum']),
    )
    .addOption(new Option('--new-album', help.newAlbum))
    .addOption(new Option('--album-per-folder', help.albumPerFolder))
    .addOption(new Option('--no-album', help.noAlbum))
    .addOption(
      new Option(`--privacy <${names.who}>`, help.privacy).choices(privacy.options).default(firstDefaults.privacy),
    )
    .addOption(new Option(`--place <${names.place}>`, help.place).choices(placeRules))
    .addOption(new Option('--convert', help.convert))
    .addOption(new Option('--no-convert').hideHelp())
    .addOption(new Option('--shrink', help.shrink))
    .addOption(new Option('--no-shrink').hideHelp())
    .addOption(new Option(`--versions <${names.versions}>`, help.versions).choices(versionRules))
    .addOption(new Option(`--unnamed <${names.unnamed}>`, help.unnamed).choices(unnamedRules))
    .addOption(new Option(`--captions <${names.captions}>`, help.captions).choices(captionRules))
    .addOption(new Option(`--allow-host <${names.host}>`, help.allowHostOnce).argParser(uploadHosts))
    .addOption(new Option('--same-person', help.samePerson))
    .addOption(new Option('--dry-run', help.dryRun).conflicts('watch'))
    .addOption(new Option('--watch', help.watch))
    .addOption(new Option(`--lanes <${names.number}>`, help.lanes).argParser(wholeNumber(1, mostLanes)).default(3))
    .addOption(new Option('--photos-per-post <n>').argParser(wholeNumber(1, mostPhotosPerPost)).default(1).hideHelp())
    .addOption(
      new Option('--patience <seconds>').argParser(wholeNumber(1, 86_400)).default(usualPatienceSeconds).hideHelp(),
    )
    .addOption(new Option('--verbose', help.verbose))
    .addOption(new Option(`--data <${names.data}>`, help.data).argParser(someText))
    .addOption(new Option('--demo', help.demo))
    .addOption(new Option('--json', help.json));
}

function areAlbumsContradictory(given: SyncOptions, args: readonly string[]): boolean {
  const hasAlbum = args.some((argument) => argument === '--album' || argument.startsWith('--album='));
  const hasNoAlbum = args.includes('--no-album');
  if (given.albumId !== undefined && (hasAlbum || hasNoAlbum)) return true;
  if (given.group !== undefined && hasNoAlbum) return true;
  return hasNoAlbum && (given.albumPerFolder === true || given.album !== false || hasAlbum);
}

function commandOf(folders: string[], given: SyncOptions): SyncCommand {
  return {
    kind: 'sync',
    folders,
    album: albumChoice(given),
    privacy: given.privacy,
    albumId: given.albumId ?? null,
    group: given.group ?? null,
    newAlbum: given.newAlbum === true,
    rules: rulesOf(given),
    allowHosts: given.allowHost ?? [],
    samePerson: given.samePerson === true,
    dryRun: given.dryRun === true,
    watch: given.watch === true,
    lanes: given.lanes,
    photosPerPost: given.photosPerPost,
    patienceSeconds: given.patience,
    verbose: given.verbose === true,
    ...commonArguments(given),
  };
}

function albumChoice({ album, albumPerFolder }: SyncOptions): AlbumArgument {
  if (albumPerFolder === true) return { kind: 'per_subfolder' };
  if (album === false) return { kind: 'personal' };
  return typeof album === 'string' ? { kind: 'titled', title: album } : { kind: 'folder_name' };
}

function rulesOf({ place, convert, shrink, versions, unnamed, captions }: SyncOptions): GivenRules {
  return {
    ...(place !== undefined && { removeGps: place === 'remove' }),
    ...(convert !== undefined && { convert }),
    ...(shrink !== undefined && { shrink }),
    ...(versions !== undefined && { versions }),
    ...(captions !== undefined && { captions }),
    ...(unnamed !== undefined && { unnamed: unnamed === 'leave-out' ? 'leave_out' : unnamed }),
  };
}
