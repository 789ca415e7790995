// `status`, `problems`, `why`, `journal`: answers from the library's file, beside a running program or alone.
import { nameInGroup } from '../../../shared/library/album.ts';
import type { FolderCard } from '../../../shared/library/folder.ts';
import type { PhotoDetail } from '../../../shared/library/photo.ts';
import { learnLimits, limitsViewOf, type LimitsView } from '../../../shared/learned-limits.ts';
import { defaultLimits } from '../../../shared/limits.ts';
import { limitsSentence } from '../../../shared/locales/limits-text.ts';
import { readLimits } from '../../engine/limits-file.ts';
import { limitWords } from './limits.ts';
import { shortPath } from '../../../shared/disk-error-kind.ts';
import { unopenedTexts } from '../../../shared/locales/unopened-text.ts';
import { explainPath } from '../../engine/queries/explain-path.ts';
import { folderCards } from '../../engine/queries/folder-cards.ts';
import { isDataFolderInUse } from '../../engine/db/storage/lock.ts';
import { realFolder } from '../../engine/disk/path-rules.ts';
import type { ReadCommand } from '../command-line/command-types.ts';
import { decisionsFor } from './decisions.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { countPhotos, noAlbumPage, readPhotos, openReader, whyNotOpen, type LibraryReader } from './library-reader.ts';
import { jsonLine } from '../output/json-line.ts';
import type { Output } from '../output/output.ts';
import { lineState, reasonLine } from '../output/photo-line.ts';
import { journalLines, photoLines } from '../output/photo-story.ts';
import { heldTexts } from '../output/photo-text.ts';
import { lateRestore, restoredText } from '../output/restored-text.ts';
import { safeText } from '../output/safe-text.ts';
import type { Locale } from '../locales/locale.ts';
import { placeText, unopenedJson, unopenedPaths, unseenFolders } from '../output/unopened-lines.ts';
import { decideCommand } from '../output/next-command.ts';

export async function answerFromLibrary(
  command: ReadCommand,
  folder: string,
  output: Output,
  locale: Locale,
): Promise<ExitStatus> {
  const opened = openReader(folder);
  if (opened.kind !== 'open') {
    output.note(whyNotOpen(opened, folder, locale));
    return exitStatus.usage;
  }
  const { reader } = opened;
  try {
    switch (command.kind) {
      case 'status':
        return tellStatus(reader, folder, command.json, output, locale);
      case 'problems':
        return tellProblems(reader, command.json, output, locale);
      case 'why':
      case 'journal':
        return await tellFile(reader, command, output, locale);
    }
  } finally {
    reader.close();
  }
}

function tellStatus(reader: LibraryReader, folder: string, json: boolean, output: Output, locale: Locale): ExitStatus {
  const { t, texts } = locale;
  const restored = lateRestore(reader.queries, Date.now());
  const running = isDataFolderInUse(folder);
  const cards = folderCards(reader.queries, noAlbumPage);
  const limits = limitsOf(reader, folder);
  const counts = (card: FolderCard) => countPhotos(reader, [card.folderId]);
  if (restored !== null && json) output.line(jsonLine({ type: 'restored', ...restored }));
  else if (restored !== null) output.note(safeText(restoredText(restored, locale)));
  if (json) {
    output.line(
      jsonLine({
        type: 'status',
        data: folder,
        running,
        folders: cards.map((card) => ({
          path: card.path,
          target: card.target.kind,
          album: card.target.kind === 'album' ? card.target.title : null,
          group: card.target.group?.name ?? null,
          health: card.health,
          scanEveryMs: card.scanEveryMs,
          remedy: card.remedy,
          unopened: card.unopened?.places ?? 0,
          trouble: card.trouble,
          paused: card.paused,
          lastScanMs: card.lastScanMs,
          ...counts(card),
        })),
        ...(limits !== null && { limits }),
      }),
    );
    return exitStatus.good;
  }
  output.line(safeText(texts.library.title(folder)));
  output.line(running ? texts.library.running : texts.library.idle);
  if (limits !== null) output.line(safeText(limitsSentence(limitWords(locale), limits)));
  if (cards.length === 0) output.line(texts.library.noFolders);
  for (const card of cards) {
    const [unseen] = unseenFolders([card], locale);
    const away = unseen === undefined ? '' : ` (${unseen.text})`;
    const rest = card.paused ? ` (${texts.library.paused})` : away;
    output.line(safeText(`${texts.library.arrow(card.path, targetText(card, t))}${rest}`));
    const counted = counts(card);
    output.line(`  ${texts.run.summary(counted)}`);
    if (card.unopened !== null) output.line(`  ${texts.library.unopened(card.unopened.places)}`);
    if (counted.held + counted.failed + (card.unopened?.places ?? 0) > 0 && locale.call !== null)
      output.line(`  → ${texts.decide.see(safeText(locale.call('problems')))}`);
    if (running && card.health === 'scanned' && card.scanEveryMs !== null)
      output.line(`  ${texts.library.onTimer(Math.round(card.scanEveryMs / 60_000))}`);
    if (running && card.remedy !== null) output.line(`  ${safeText(texts.library.remedy(card.remedy))}`);
  }
  return exitStatus.good;
}

/** null: limits.json cannot be understood; `sync` and `limits` say so. */
function limitsOf(reader: LibraryReader, folder: string): LimitsView | null {
  const byHand = readLimits(folder);
  if (byHand.kind === 'bad') return null;
  return limitsViewOf(learnLimits(defaultLimits, byHand.limits, reader.queries.limitEvidence.all()), null);
}

function tellProblems(reader: LibraryReader, json: boolean, output: Output, locale: Locale): ExitStatus {
  const ids = reader.queries.folders.all().map(({ folderId }) => folderId);
  let found = 0;
  let how: string | null = null;
  for (const line of readPhotos(reader, ids)) {
    found += 1;
    const { path, state, reason, bytes, album, decisions, seen } = line;
    const text = reasonLine(reason, locale.t, seen);
    if (json) output.line(jsonLine({ type: 'problem', path, state, reason, text, bytes, album, decisions }));
    else for (const one of heldTexts(line, locale)) output.line(one);
    how ??= decideCommand(line, locale);
  }
  for (const line of unseenFolders(folderCards(reader.queries, noAlbumPage), locale)) {
    found += 1;
    output.line(json ? unopenedJson(line) : safeText(line.text));
  }
  for (const line of unopenedPaths(reader, ids, locale)) {
    found += 1;
    output.line(json ? unopenedJson(line) : placeText(line, locale));
  }
  // For the person, not for whoever counts the lines.
  if (how !== null && !json) output.note(how);
  if (found === 0 && !json) output.line(locale.texts.library.noProblems);
  return found === 0 ? exitStatus.good : exitStatus.needsDecision;
}

async function tellFile(
  reader: LibraryReader,
  command: ReadCommand & { kind: 'why' | 'journal' },
  output: Output,
  locale: Locale,
): Promise<ExitStatus> {
  const { t, texts } = locale;
  const story = await explainPath(reader.queries, noAlbumPage, command.path);
  if (story.kind === 'known') {
    if (command.json) output.line(jsonLine(asJson(command.kind, story.detail)));
    else
      for (const line of command.kind === 'why'
        ? photoLines(story.detail, Date.now(), locale)
        : journalLines(story.detail, locale))
        output.line(safeText(line));
    return exitStatus.good;
  }
  if (command.json) {
    output.line(jsonLine({ type: command.kind, path: command.path, ...story }));
  } else if (story.kind === 'ignored') {
    output.line(safeText(texts.library.ignored(story.pattern)));
  } else if (story.kind === 'not_seen_yet') {
    output.line(safeText(texts.library.notSeen(story.folderTitle)));
  } else if (story.kind === 'unopened') {
    const { folderTitle: title, place, code } = story;
    const why = t('explain.unopenedWhy', { title, place: shortPath(place), ...unopenedTexts(t, code) });
    output.line(safeText(`${t('explain.unopened')}. ${why}`));
  } else if (story.kind === 'folder_unseen') {
    const { folderTitle: title, why, code } = story;
    output.line(safeText(`${t('explain.unseen')}. ${t(`explain.unseenWhy.${why}`, { title, code: code ?? '' })}`));
  } else {
    const isFolder = (await realFolder(command.path)).kind === 'folder';
    const about = locale.call?.('status') ?? 'status';
    output.note(
      safeText(isFolder ? texts.library.isFolder(command.path, about) : texts.library.unknownFile(command.path)),
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
    caption: detail.caption,
    album: album === null || album.kind === 'personal' ? null : nameInGroup(album.title, album.group),
    copies: detail.copies,
    decisions: decisionsFor(detail.actions, row.reason),
  };
}

function targetText(card: FolderCard, t: Locale['t']): string {
  if (card.target.kind === 'per_subfolder') return t('album.perSubfolder', { n: card.target.albums });
  return card.target.kind === 'personal'
    ? t('album.personalInside')
    : t('album.quoted', { title: nameInGroup(card.target.title, card.target.group) });
}
