// Where one photo stands, and what happened to it, as lines for a person. Pure.
import { nameInGroup } from '../../../shared/library/album.ts';
import type { JournalEntry, PhotoDetail, PhotoRow } from '../../../shared/library/photo.ts';
import { formatBytes, formatMoment } from '../../../shared/locales/format.ts';
import { captionTexts } from '../../../shared/locales/caption-text.ts';
import { eventText } from '../../../shared/locales/event-text.ts';
import { otherAlbumTitle } from '../../../shared/other-album-title.ts';
import { decisionsFor } from '../commands/decisions.ts';
import { lineState, reasonLine } from './photo-line.ts';
import type { Locale } from '../locales/locale.ts';
import { decideCommand, nextCommand } from './next-command.ts';

export function photoLines(detail: PhotoDetail, nowMs: number, locale: Locale): string[] {
  const { language, t, texts } = locale;
  const { row, album } = detail;
  const needed = row.shown === 'needs_you' || row.shown === 'review' || row.reason === 'left_out';
  const decisions = needed ? decisionsFor(detail.actions, row.reason) : [];
  const way = nextCommand(row.reason, decisions, locale);
  const how = decideCommand({ path: detail.path, reason: row.reason, decisions }, locale);
  const state = texts.state[lineState(row.shown, row.reason)];
  const other = otherAlbumTitle(detail);
  const reason =
    other === null ? reasonLine(row.reason, t, album?.seen ?? null) : t('photo.because.inAlbum', { album: other });
  const sides = row.width === null || row.height === null ? [] : [t('photo.dimensions', sizeOf(row.width, row.height))];
  const facts = [...(detail.format === null ? [] : [detail.format.toUpperCase()]), ...sides];
  return [
    detail.path,
    reason === '' ? state : `${state}: ${reason}`,
    ...(way === '' ? [] : [`→ ${way}`]),
    ...because(row, t),
    [...facts, formatBytes(language, row.sizeBytes)].join(', '),
    ...(album === null
      ? []
      : [
          album.kind === 'personal'
            ? t('album.personal')
            : t('album.quoted', { title: nameInGroup(album.title, album.group) }),
        ]),
    ...(detail.caption === null ? [] : captionTexts(t, detail.caption, row.shown === 'done')),
    ...(detail.soundness === 'flawed' ? [t('photo.flawed')] : []),
    ...(detail.attempts > 0 ? [t('photo.attempts', { n: detail.attempts })] : []),
    ...(row.retryAtMs === null ? [] : [texts.library.nextAttempt(formatMoment(language, t, row.retryAtMs, nowMs))]),
    ...(detail.copies.length === 0 ? [] : [texts.library.copies, ...detail.copies.map((copy) => `  ${copy}`)]),
    ...(how === null ? [] : [how]),
  ];
}

/** Where no reason is written: what follows from the state. */
function because({ shown, reason, waitsFor }: PhotoRow, t: Locale['t']): string[] {
  if (reason !== null || !isTold(shown)) return [];
  return [t(`photo.because.${shown === 'waiting' && waitsFor !== null ? waitsFor : shown}`)];
}

const told = ['done', 'waiting', 'review', 'checking', 'duplicate'] as const;
function isTold(shown: PhotoDetail['row']['shown']): shown is (typeof told)[number] {
  return (told as readonly string[]).includes(shown);
}

/** Plain numbers: a size is no quantity to be grouped by thousands. */
function sizeOf(width: number, height: number): { width: string; height: string } {
  return { width: String(width), height: String(height) };
}

export function journalLines(detail: PhotoDetail, locale: Locale): string[] {
  return [detail.path, ...detail.journal.map((entry) => journalLine(entry, locale))];
}

function journalLine({ atMs, event, detail }: JournalEntry, { language, t }: Locale): string {
  const { text, whole } = eventText({ event, detail }, t, (bytes) => formatBytes(language, bytes));
  const more = Object.entries(detail)
    .filter(([, value]) => !whole && value !== null && value !== '')
    .map(([name, value]) => `${name}=${String(value)}`);
  return `${stamp(atMs)}  ${text}${more.length === 0 ? '' : `  (${more.join(', ')})`}`;
}

/** Local time, to the second, the same in every language: a journal is compared, not read aloud. */
function stamp(atMs: number): string {
  const at = new Date(atMs);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
