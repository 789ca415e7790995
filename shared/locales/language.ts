// Which language to speak: the person's setting, else the first one of the system's that we know.
import type { Dictionary } from './ru.ts';
import { ru } from './ru.ts';
import { en } from './en.ts';

export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];

export const dictionaries: Readonly<Record<Language, Dictionary>> = { ru, en };

/** Systems in one of these are shown Russian: it is read where they are spoken, English often is not. */
const readsRussian = new Set(['ru', 'be', 'uk', 'kk', 'ky', 'uz', 'tg', 'hy', 'az', 'tk', 'mo']);

/** `systemLocales`: BCP 47 tags, most wanted first (navigator.languages, app.getPreferredSystemLanguages). */
export function pickLanguage(setting: 'system' | Language, systemLocales: readonly string[]): Language {
  if (setting !== 'system') return setting;
  for (const locale of systemLocales) {
    const base = locale.toLowerCase().split(/[-_]/)[0] ?? '';
    if (base === 'en') return 'en';
    if (readsRussian.has(base)) return 'ru';
  }
  return 'en';
}
