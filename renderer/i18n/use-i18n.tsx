// Texts, numbers, bytes, durations and times in the chosen language.
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import type { i18n } from 'i18next';
import { I18nextProvider, useTranslation } from 'react-i18next';
import type { Vars } from '../../shared/locales/dictionary.ts';
import * as format from '../../shared/locales/format.ts';
import type { Language } from '../../shared/locales/languages.ts';
import type { TextKey } from '../../shared/locales/ru.ts';
import { readable } from '../../shared/readable-names.ts';

export interface I18n {
  language: Language;
  t: (key: TextKey, vars?: Vars) => string;
  number: (value: number) => string;
  bytes: (bytes: number) => string;
  bytesOf: (done: number, total: number) => string;
  speed: (bytesPerSecond: number) => string;
  about: (seconds: number) => string;
  clock: (atMs: number) => string;
  moment: (atMs: number) => string;
  at: (atMs: number) => string;
  margin: (atMs: number) => string;
  day: (atMs: number) => string;
  since: (atMs: number) => string;
  dayHead: (atMs: number) => string;
}

const numberFormats: Partial<Record<Language, Intl.NumberFormat>> = {};

function numbersOf(language: Language): Intl.NumberFormat {
  return (numberFormats[language] ??= new Intl.NumberFormat(language));
}

/** i18next picks the plural form by `count`; our texts call that number `n`. */
export function i18nVars(language: Language, vars: Vars = {}): Record<string, string | number> {
  const numbers = numbersOf(language);
  const filled: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(vars))
    filled[name] = typeof value === 'number' ? numbers.format(value) : readable(value);
  if (typeof vars['n'] === 'number') filled['count'] = vars['n'];
  return filled;
}

export function createI18nApi(language: Language, instance: i18n, now: () => number = Date.now): I18n {
  const inLanguage = instance.getFixedT(language);
  const t: I18n['t'] = (key, vars) => inLanguage(key, i18nVars(language, vars)).replaceAll(/<\/?[a-z]+>/g, '');
  const numbers = numbersOf(language);
  return {
    language,
    t,
    number: (value) => numbers.format(value),
    bytes: (bytes) => format.formatBytes(language, bytes),
    bytesOf: (done, total) => format.formatBytesOf(language, t, done, total),
    speed: (bytesPerSecond) => format.formatSpeed(language, t, bytesPerSecond),
    about: (seconds) => format.formatAbout(t, seconds),
    clock: (atMs) => format.formatClock(language, atMs),
    moment: (atMs) => format.formatMoment(language, t, atMs, now()),
    at: (atMs) => format.formatAt(language, t, atMs, now()),
    margin: (atMs) => format.formatMargin(language, t, atMs, now()),
    day: (atMs) => format.formatDay(language, atMs, now()),
    since: (atMs) => format.formatSince(language, atMs, now()),
    dayHead: (atMs) => format.formatDayHead(language, t, atMs, now()),
  };
}

const Context = createContext<I18n | null>(null);

export function I18nProvider({ i18n, now, children }: { i18n: i18n; now?: () => number; children: ReactNode }) {
  return (
    <I18nextProvider i18n={i18n}>
      <VoiceInside now={now ?? Date.now}>{children}</VoiceInside>
    </I18nextProvider>
  );
}

function VoiceInside({ now, children }: { now: () => number; children: ReactNode }) {
  const { i18n: instance } = useTranslation();
  const language = instance.language as Language;
  const i18n = useMemo(() => createI18nApi(language, instance, now), [language, instance, now]);
  return <Context.Provider value={i18n}>{children}</Context.Provider>;
}

export function useI18n(): I18n {
  const i18n = useContext(Context);
  if (i18n === null) throw new Error('no VoiceProvider above');
  return i18n;
}
