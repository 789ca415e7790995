// The language of the program: the person's setting, else the system's first language that we have.
import type { Dictionary } from './ru.ts';
import { ru } from './ru.ts';
import { en } from './en.ts';

export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];

export const dictionaries: Readonly<Record<Language, Dictionary>> = { ru, en };

/** Systems in these languages get Russian: their speakers usually read it better than English. */
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
