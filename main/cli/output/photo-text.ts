// One photo as one line for a person, with the way out below where there is one. Pure.
import { formatBytes } from '../../../shared/locales/format.ts';
import { reasonText, type PhotoLine } from './photo-line.ts';
import { safeText } from './safe-text.ts';
import type { Speech } from '../locales/locale.ts';
import { wayOut } from './next-command.ts';

export function photoText(line: PhotoLine, { language, t, words }: Speech): string {
  const reason = reasonText(line.reason, t);
  const tail = reason === '' ? (line.state === 'done' ? formatBytes(language, line.bytes) : '') : reason;
  return `${words.state[line.state]}: ${safeText(line.path)}${tail === '' ? '' : ` — ${tail}`}`;
}

/** The line, and what can be done; where the library does not stay nothing can. */
export function heldTexts(line: PhotoLine, speech: Speech): string[] {
  const way = speech.call === null ? '' : wayOut(line.reason, line.decisions, speech);
  return [photoText(line, speech), ...(way === '' ? [] : [`  → ${way}`])];
}
