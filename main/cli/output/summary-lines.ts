// The last lines of a run: what is held or failed and why, then the numbers. Pure.
import { formatBytes } from '../../../shared/locales/format.ts';
import type { PhotoLine } from './photo-line.ts';
import { heldTexts } from './photo-text.ts';
import type { Summary } from './reporter.ts';
import type { Locale } from '../locales/locale.ts';
import { placeText, type UnopenedLine } from './unopened-lines.ts';
import { decideCommand } from './next-command.ts';

/** `most` open photos and as many places are listed, the others counted. */
export function* summaryLines(
  summary: Summary,
  open: Iterable<PhotoLine>,
  unopened: Iterable<UnopenedLine>,
  locale: Locale,
  most: number,
): Generator<string> {
  const { language, t, texts } = locale;
  let listed = 0;
  let how: string | null = null;
  for (const line of open) {
    if (listed === 0) yield texts.run.heading;
    if (listed < most) yield* heldTexts(line, locale).map((text) => `  ${text}`);
    how ??= decideCommand(line, locale);
    listed += 1;
  }
  if (listed > most) yield `  ${texts.run.hidden(listed - most, locale.call?.('problems') ?? 'problems')}`;
  if (how !== null) yield how;
  let places = 0;
  for (const line of unopened) {
    if (places === 0) yield texts.run.unopenedHeading;
    if (places < most) yield `  ${placeText(line, locale)}`;
    places += 1;
  }
  if (places > most) yield `  ${texts.run.hidden(places - most, locale.call?.('problems') ?? 'problems')}`;
  const seconds = t('time.seconds', { n: Math.round(summary.seconds * 10) / 10 });
  yield `${texts.run.summary(summary)}. ${texts.run.sent(formatBytes(language, summary.bytesSent), seconds)}.`;
}
