// What the service takes and how surely that is known, in words for window and terminal.
import type { LimitSource, LimitsView } from '../learned-limits.ts';
import { formatBytes } from './format.ts';
import type { Language } from './languages.ts';
import type { Translate } from './translate.ts';

export interface LimitWords {
  language: Language;
  t: Translate;
  /** A day in words. */
  day(atMs: number): string;
}

/** One line for each limit, with its source. */
export function limitLines(words: LimitWords, view: LimitsView): string[] {
  const { t } = words;
  const { sources } = view;
  if (!view.precheck) return [t('limits.off')];
  return [
    [t('limits.maxBytes', { bytes: formatBytes(words.language, view.maxBytes) }), sources.maxBytes] as const,
    [t('limits.maxSide', { pixels: String(view.maxSidePixels) }), sources.maxSidePixels] as const,
    [t('limits.minSide', { pixels: String(view.minSidePixels) }), sources.minSidePixels] as const,
    [t('limits.formats', { formats: formatNames(view) }), sources.formats] as const,
  ].map(([what, source]) => `${what} (${sourceText(words, source)})`);
}

/** One sentence for the plan, as sure as the least sure of what it names. */
export function limitsSentence(words: LimitWords, view: LimitsView): string {
  const { t, language } = words;
  if (!view.precheck) return t('limits.off');
  const what = t('limits.sentence', {
    bytes: formatBytes(language, view.maxBytes),
    pixels: String(view.maxSidePixels),
    formats: formatNames(view),
  });
  const all = [view.sources.maxBytes, view.sources.maxSidePixels, view.sources.formats];
  const learned = all.flatMap((one) => (one.how === 'learned' ? [one.atMs] : []));
  const notes = [
    ...(all.some(({ how }) => how === 'assumed') ? [t('limits.someAssumed')] : []),
    ...(learned.length === 0 ? [] : [t('limits.someLearned', { date: words.day(Math.max(...learned)) })]),
    ...(all.some(({ how }) => how === 'by_hand') ? [t('limits.someByHand')] : []),
  ];
  return [what, ...notes].join(' ');
}

function sourceText({ t, day }: LimitWords, source: LimitSource): string {
  return source.how === 'learned' ? t('limits.learned', { date: day(source.atMs) }) : t(`limits.${source.how}`);
}

const formatNames = ({ formats }: LimitsView): string => formats.map((one) => one.toUpperCase()).join(', ');
