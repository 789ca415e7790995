// One photo as one line for a person, with its possible decisions below. Pure.
import { formatBytes } from '../../../shared/locales/format.ts';
import { reasonLine, type PhotoLine } from './photo-line.ts';
import { safeText } from './safe-text.ts';
import type { Locale } from '../locales/locale.ts';
import { nextCommand } from './next-command.ts';

export function photoText(line: PhotoLine, { language, t, texts }: Locale): string {
  const reason = reasonLine(line.reason, t, line.seen);
  const tail = reason === '' ? (line.state === 'done' ? formatBytes(language, line.bytes) : '') : reason;
  return `${texts.state[line.state]}: ${safeText(line.path)}${tail === '' ? '' : ` — ${tail}`}`;
}

/** The line, and what can be done; where the library does not stay nothing can. */
export function heldTexts(line: PhotoLine, locale: Locale): string[] {
  const way = locale.call === null ? '' : nextCommand(line.reason, line.decisions, locale);
  return [photoText(line, locale), ...(way === '' ? [] : [`  → ${way}`])];
}
