// `status`, `problems`, `why`, `journal`: answers from the library's file, whether a program works on it or not. Changes nothing.
import { readLimits } from '../../engine/limits-file.ts';
import { defaultLimits } from '../../../shared/limits.ts';
import { defaultRules, type FolderCard, type PhotoDetail } from '../../../shared/library.ts';
import { shortPlace } from '../../../shared/unopened.ts';
import { unopenedTexts } from '../../../shared/locales/unopened-text.ts';
import { explainCall } from '../../engine/calls/explain-call.ts';
import { folderCalls } from '../../engine/calls/folder-calls.ts';
import { photoCalls } from '../../engine/calls/photo-calls.ts';
import { isDataFolderInUse } from '../../engine/db/lock.ts';
import { placeOnDisk, realFolder } from '../../engine/disk/path-rules.ts';
import type { ReadCommand } from '../command-line.ts';
import { dataFolder } from '../data-folder.ts';
import { decisionsFor } from './decisions.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { countPhotos, openPhotos, openReader, whyNotOpen, type LibraryReader } from './library-reader.ts';
import { jsonLine } from '../output/json-line.ts';
import type { Outlet } from '../output/output.ts';
import { lineState, reasonText } from '../output/photo-line.ts';
import { journalLines, photoLines } from '../output/photo-story.ts';
import { heldTexts } from '../output/photo-text.ts';
import { lateRestore, restoredText } from '../output/restored-text.ts';
import { safeText } from '../output/safe-text.ts';
import type { Speech } from '../locales/locale.ts';
import { placeText, unopenedJson, unopenedPlaces, unseenFolders } from '../output/unopened-lines.ts';
import { howToDecide } from '../output/next-command.ts';

export async function answerFromLibrary(command: ReadCommand, outlet: Outlet, speech: Speech): Promise<ExitStatus> {
  const folder = dataFolder(command.data, command.demo);
  const opened = openReader(folder);
  if (opened.kind !== 'open') {
    outlet.note(whyNotOpen(opened, folder, speech));
    return exitStatus.usage;
  }
  const { reader } = opened;
  try {
    switch (command.kind) {
      case 'status':
        return tellStatus(reader, folder, command.json, outlet, speech);
      case 'problems':
        return tellProblems(reader, command.json, outlet, speech);
      case 'why':
      case 'journal':
        return await tellFile(reader, folder, command, outlet, speech);
    }
  } finally {
    reader.close();
  }
}

function tellStatus(reader: LibraryReader, folder: string, json: boolean, outlet: Outlet, speech: Speech): ExitStatus {
  const { t, words } = speech;
  const restored = lateRestore(reader.tables, Date.now());
  const running = isDataFolderInUse(folder);
  const cards = folderCards(reader);
  const counts = (card: FolderCard) => countPhotos(reader, [card.folderId]);
  if (restored !== null && json) outlet.line(jsonLine({ type: 'restored', ...restored }));
  else if (restored !== null) outlet.note(safeText(restoredText(restored, speech)));
  if (json) {
    outlet.line(
      jsonLine({
        type: 'status',
        data: folder,
        running,
        folders: cards.map((card) => ({
          path: card.path,
          target: card.target.kind,
          album: card.target.kind === 'album' ? card.target.title : null,
          health: card.health,
          scanEveryMs: card.scanEveryMs,
          remedy: card.remedy,
          unopened: card.unopened?.places ?? 0,
          trouble: card.trouble,
          paused: card.paused,
          lastScanMs: card.lastScanMs,
          ...counts(card),
        })),
      }),
    );
    return exitStatus.good;
  }
  outlet.line(safeText(words.library.title(folder)));
  outlet.line(running ? words.library.running : words.library.idle);
  if (cards.length === 0) outlet.line(words.library.noFolders);
  for (const card of cards) {
    const [unseen] = unseenFolders([card], speech);
    const away = unseen === undefined ? '' : ` (${unseen.text})`;
    const rest = card.paused ? ` (${words.library.paused})` : away;
    outlet.line(safeText(`${words.library.arrow(card.path, targetText(card, t))}${rest}`));
    const counted = counts(card);
    outlet.line(`  ${words.run.summary(counted)}`);
    if (card.unopened !== null) outlet.line(`  ${words.library.unopened(card.unopened.places)}`);
    if (counted.held + counted.failed + (card.unopened?.places ?? 0) > 0 && speech.call !== null)
      outlet.line(`  → ${words.decide.see(safeText(speech.call('problems')))}`);
    if (running && card.health === 'scanned' && card.scanEveryMs !== null)
      outlet.line(`  ${words.library.onTimer(Math.round(card.scanEveryMs / 60_000))}`);
    if (running && card.remedy !== null) outlet.line(`  ${safeText(words.library.remedy(card.remedy))}`);
  }
  return exitStatus.good;
}

function tellProblems(reader: LibraryReader, json: boolean, outlet: Outlet, speech: Speech): ExitStatus {
  const ids = reader.tables.folders.all().map(({ folderId }) => folderId);
  let found = 0;
  let how: string | null = null;
  for (const line of openPhotos(reader, ids)) {
    found += 1;
    const { path, state, reason, bytes, album, decisions } = line;
    const text = reasonText(reason, speech.t);
    if (json) outlet.line(jsonLine({ type: 'problem', path, state, reason, text, bytes, album, decisions }));
    else for (const one of heldTexts(line, speech)) outlet.line(one);
    how ??= howToDecide(line, speech);
  }
  for (const line of unseenFolders(folderCards(reader), speech)) {
    found += 1;
    outlet.line(json ? unopenedJson(line) : safeText(line.text));
  }
  for (const line of unopenedPlaces(reader, ids, speech)) {
    found += 1;
    outlet.line(json ? unopenedJson(line) : placeText(line, speech));
  }
  // For the person, not for whoever counts the lines.
  if (how !== null && !json) outlet.note(how);
  if (found === 0 && !json) outlet.line(speech.words.library.noProblems);
  return found === 0 ? exitStatus.good : exitStatus.needsDecision;
}

async function tellFile(
  reader: LibraryReader,
  folder: string,
  command: ReadCommand & { kind: 'why' | 'journal' },
  outlet: Outlet,
  speech: Speech,
): Promise<ExitStatus> {
  const { t, words } = speech;
  const { tables } = reader;
  const explained = await explainCall({ tables, detail: detailOf(reader, folder) }, command.path);
  if (!explained.ok) throw new Error('a file cannot be explained');
  const story = explained.value;
  if (story.kind === 'known') {
    if (command.json) outlet.line(jsonLine(asJson(command.kind, story.detail)));
    else
      for (const line of command.kind === 'why'
        ? photoLines(story.detail, Date.now(), speech)
        : journalLines(story.detail, speech))
        outlet.line(safeText(line));
    return exitStatus.good;
  }
  if (command.json) {
    outlet.line(jsonLine({ type: command.kind, path: command.path, ...story }));
  } else if (story.kind === 'ignored') {
    outlet.line(safeText(words.library.ignored(story.pattern)));
  } else if (story.kind === 'not_seen_yet') {
    outlet.line(safeText(words.library.notSeen(story.folderTitle)));
  } else if (story.kind === 'unopened') {
    const { folderTitle: title, place, code } = story;
    outlet.line(
      safeText(
        `${t('explain.unopened')}. ${t('explain.unopenedWhy', { title, place: shortPlace(place), ...unopenedTexts(t, code) })}`,
      ),
    );
  } else if (story.kind === 'folder_unseen') {
    const { folderTitle: title, why, code } = story;
    outlet.line(safeText(`${t('explain.unseen')}. ${t(`explain.unseenWhy.${why}`, { title, code: code ?? '' })}`));
  } else {
    const isFolder = (await realFolder(command.path)).kind === 'folder';
    const about = speech.call?.('status') ?? 'status';
    outlet.note(
      safeText(isFolder ? words.library.isFolder(command.path, about) : words.library.unknownFile(command.path)),
    );
  }
  return exitStatus.needsDecision;
}

function asJson(kind: 'why' | 'journal', detail: PhotoDetail): Record<string, unknown> {
  const { path, row, journal, album } = detail;
  if (kind === 'journal') return { type: kind, path, journal };
  return {
    type: kind,
    kind: 'known',
    path,
    shown: row.shown,
    state: lineState(row.shown, row.reason),
    placement: detail.state,
    reason: row.reason,
    attempts: detail.attempts,
    lastError: detail.lastError,
    retryAtMs: row.retryAtMs,
    format: detail.format,
    width: row.width,
    height: row.height,
    bytes: row.sizeBytes,
    capturedAtMs: detail.capturedAtMs,
    album: album === null || album.kind === 'personal' ? null : album.title,
    copies: detail.copies,
    decisions: decisionsFor(detail.actions, row.reason),
  };
}

function targetText(card: FolderCard, t: Speech['t']): string {
  if (card.target.kind === 'per_subfolder') return t('album.perSubfolder', { n: card.target.albums });
  return card.target.kind === 'personal' ? t('album.personalInside') : t('album.quoted', { title: card.target.title });
}

/** What the engine's own calls need besides the tables; a reader changes nothing, so nobody has to be told. */
const still = {
  changed: () => undefined,
  nudge: () => undefined,
  rewatch: () => Promise.resolve(),
  scan: () => undefined,
  rejudge: () => undefined,
  forget: () => Promise.resolve(),
  web: () => ({ address: '', userId: null }),
  lastSpeed: () => null,
  isScanning: () => false,
  surveyed: () => undefined,
  glimpses: { surveyed: () => undefined, want: () => [] },
  stopUpload: () => undefined,
  newRules: () => defaultRules,
};

function folderCards({ tables, lists }: LibraryReader): FolderCard[] {
  const listed = folderCalls({ tables, lists, ...still }).list();
  return listed.ok ? listed.value : [];
}

export function detailOf({ tables, lists }: LibraryReader, folder: string): (fileId: number) => PhotoDetail | null {
  const limits = readLimits(folder);
  return photoCalls({
    tables,
    lists,
    ...still,
    limits: () => (limits.kind === 'limits' ? limits.limits : defaultLimits),
    placeOf: ({ folderPath, path }) => (folderPath === null ? path : placeOnDisk(folderPath, path)),
  }).detail;
}
