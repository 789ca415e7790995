// What only the terminal says, in both languages. Reasons, statuses and errors come from shared/locales; here is no logic.
import { pickLanguage, type Language } from '../../../../shared/locales/language.ts';
import type { GivenRules } from '../../command-line.ts';
import type { Privacy } from '../../../../shared/library/album.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import { enDecide } from '../decide-words.ts';
import { enHelp } from '../help-words.ts';
import { ruWords } from '../ru/words.ts';

export const enWords = {
  help: enHelp,
  decide: enDecide,
  usage: {
    oneAlbum: 'Only one of --album, --album-per-folder and --no-album can be given.',
    albumId: 'The number of an album, as in the address of its page on OK.',
    noSuchAlbum: (id: string) =>
      `There is no album with the number ${id} on OK, or the albums cannot be looked up now.`,
    severalAlbums: (title: string, albums: readonly { id: string | null; about: string }[]) =>
      [
        `There are several albums “${title}”. Say which one, or --new-album for another:`,
        ...albums.map(({ id, about }) => (id === null ? `  not made yet: ${about}` : `  --album-id ${id}: ${about}`)),
      ].join('\n'),
    widerAlbum: (title: string, sees: string, there: Privacy | null, wished: Privacy) =>
      `There is an album “${title}” already (${sees}), and you asked for “${wished}”. Say --privacy ${there ?? 'public'} to use it, or --new-album for another one.`,
    title: (most: number) => `A title has 1 to ${most} characters.`,
    number: (least: number, most: number) => `A whole number from ${least} to ${most}.`,
    empty: 'It is empty.',
    oldNode: (oldest: number, present: string) => `Node ${oldest} or newer is needed; this is ${present}.`,
    missingVariables: (names: readonly string[]) =>
      `Not set: ${names.join(', ').replaceAll(' / ', ' or ')}. Set them, or use the demo account with --demo.`,
    badAddress: (address: string) => `OK_API_URL must be https, or http on this computer: ${address}`,
    twice: (folder: string) => `This folder is given twice: ${folder}.`,
    inside: (inner: string, outer: string) => `${inner} lies inside ${outer}. Give only one of them.`,
    insideKnown: (inner: string, outer: string) =>
      `${inner} lies inside ${outer}, which this library keeps already. Sync ${outer}, or use another library with --data.`,
    containsKnown: (outer: string, inner: string) =>
      `${outer} holds ${inner}, which this library keeps already. Sync ${inner}, or use another library with --data.`,
    limits: (path: string, where: string) =>
      `The limits in ${path} cannot be read (${where}). Correct or remove the file.`,
    /** After the sentence of an error, where the person can do something. */
    advice: {
      data_in_use: 'End it first (Ctrl+C there keeps everything), or use another library with --data.',
      data_unwritable: 'See to its permissions, or use another folder with --data.',
      disk_full: 'Make room and start again.',
    } as Partial<Record<ErrorCode, string>>,
    demoFailed: (why: string) => `The demo account cannot be started: ${why}`,
  },
  account: {
    sign_in: 'Get a new access token and set OK_ACCESS_TOKEN and OK_SESSION_SECRET_KEY.',
    permission: (right: string) => `Get an access token with the right ${right || 'VALUABLE_ACCESS;PHOTO_CONTENT'}.`,
    rejected:
      'Check OK_APPLICATION_KEY and OK_SESSION_SECRET_KEY: the service does not accept the key or the signature.',
    not_ok_server: (address: string) => `Check OK_API_URL: ${address} does not answer like OK.`,
    other_account: 'Use the account these folders belong to, or another library with --data.',
    unreachable: (address: string, seconds: number) =>
      `${address} has not answered for ${seconds} seconds. Check OK_API_URL and the network, then start again.`,
  },
  state: {
    done: 'done',
    held: 'held',
    failed: 'failed',
    skipped: 'skipped',
    duplicate: 'duplicate',
    waiting: 'waiting',
    unopened: 'not looked at',
  },
  run: {
    demoPage: (address: string) => `The demo account can be looked at here: ${address}`,
    folderAway: (path: string) => `The folder is not there at the moment: ${path}. Connect its drive, then sync again.`,
    folderUnreadable: (path: string) => `The folder does not open: ${path}. See to its permissions, then sync again.`,
    folderFailed: (path: string, why: string) =>
      `The folder could not be looked through to the end: ${path} (${why}). Sync again.`,
    kept: (path: string, target: string) =>
      `${path} goes to ${target} from now on; what is sent already stays where it is.`,
    used: (title: string, about: string) => `The album “${title}” is there already (${about}): photos go into it.`,
    ruled: (path: string, rules: Required<GivenRules>) =>
      `${path}: ${[
        rules.removeGps ? 'the place is removed from its photos (--place)' : 'the place stays in its photos (--place)',
        ...(rules.convert ? ['other formats go as JPEG'] : []),
        ...(rules.shrink ? ['too large photos go as smaller copies'] : []),
        ...(rules.versions === 'edited' ? ['an original stays behind its edited version (--versions)'] : []),
        ...(rules.unnamed === 'send' ? ['pictures in files not named like photos go, too (--unnamed)'] : []),
        ...(rules.unnamed === 'leave_out' ? ['pictures in files not named like photos are left out (--unnamed)'] : []),
      ].join('; ')}.`,
    watching: 'What is added is sent, too, until Ctrl+C.',
    interrupted: 'Interrupted. Everything is kept; the same command goes on from here.',
    stopping: 'Stopping. Once more Ctrl+C ends at once.',
    paused: 'Sending is paused in this library. The next sync goes on.',
    lanes: (busy: number, all: number) => `lanes ${busy}/${all}`,
    left: (time: string) => `${time} left`,
    hidden: (more: number, command: string) => `… and ${more} more, see: ${command}`,
    summary: (s: {
      done: number;
      held: number;
      failed: number;
      skipped: number;
      duplicate: number;
      waiting: number;
      unopened?: number;
    }) =>
      [
        `${s.done} done`,
        `${s.held} held`,
        `${s.skipped} skipped`,
        `${s.duplicate} duplicate`,
        `${s.failed} failed`,
        ...(s.waiting > 0 ? [`${s.waiting} waiting`] : []),
        ...((s.unopened ?? 0) > 0 ? [`${s.unopened} not looked at`] : []),
      ].join(', '),
    sent: (bytes: string, seconds: string) => `${bytes} sent in ${seconds}`,
    heading: 'Held or failed:',
    unopenedHeading: 'Could not be looked at, photos may lie there:',
  },
  library: {
    none: (folder: string) =>
      `There is no library in ${folder} yet. The first sync makes it; that of the demo account is seen with --demo.`,
    title: (folder: string) => `Library: ${folder}`,
    running: 'A program works on it now.',
    idle: 'Nothing works on it now.',
    noFolders: 'No folder was synced yet.',
    noProblems: 'Nothing needs a decision.',
    arrow: (path: string, target: string) => `${path} → ${target}`,
    paused: 'not part of the last sync; name it in the next one, and it is',
    onTimer: (minutes: number) => `looked through every ${minutes} minutes: changes are not reported there`,
    unopened: (n: number) => `places that could not be looked at: ${n}`,
    remedy: (line: string) => `the system has no watches left; more of them: ${line}`,
    unknownFile: (path: string) => `${path} does not belong to a folder that was synced.`,
    isFolder: (path: string, command: string) => `${path} is a folder; name a file in it. About folders: ${command}`,
    older: (folder: string) =>
      `The library in ${folder} is from an earlier version of this program. Run sync: it takes it over.`,
    unreadable: (folder: string) =>
      `The library in ${folder} cannot be read: it is damaged, from a newer program, or not yours. Run sync: it mends it or says more.`,
    ignored: (pattern: string) => `It is left out by the pattern «${pattern}».`,
    notSeen: (folder: string) => `It lies in the folder «${folder}» and has not been seen yet.`,
    nextAttempt: (time: string) => `Next attempt ${time}.`,
    copies: 'The same photo also lies here:',
  },
  demo: {
    making: 'Making sample photos …',
    photo: 'Photo',
    state: 'State',
    reason: 'Reason',
    proof: 'Proof from the service’s own ledger',
    arrived: (n: number) => `${n} photos were wanted, and each arrived once, byte for byte.`,
    missing: (path: string) => `missing: ${path}`,
    twice: (path: string, times: number) => `arrived ${times} times: ${path}`,
    foreign: (sha256: string) => `nobody wanted this one: ${sha256}`,
    keep: 'The service stays up for looking at it. Ctrl+C ends it.',
  },
};

export type Words = typeof enWords;

/** Of the system's settings for messages, the first that says something. */
export function languageOf(env: NodeJS.ProcessEnv): Language {
  const named = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '');
  return pickLanguage('system', named === undefined ? [] : [named]);
}

export function wordsOf(language: Language): Words {
  return language === 'ru' ? ruWords : enWords;
}
