// The language of the program: the person's setting, else the system's first language that we have.
import type { Dictionary } from './ru.ts';
import { ru } from './ru.ts';
import { en } from './en.ts';
import { languageCodes, languageEntry, type Language } from './languages.ts';

export const dictionaries: Readonly<Record<Language, Dictionary>> = { ru, en };

/** `systemLocales`: BCP 47 tags, most wanted first (navigator.languages, app.getPreferredSystemLanguages). */
export function pickLanguage(setting: 'system' | Language, systemLocales: readonly string[]): Language {
  if (setting !== 'system') return setting;
  for (const locale of systemLocales) {
    const base = locale.toLowerCase().split(/[-_]/)[0] ?? '';
    const read = languageCodes.find((code) => languageEntry(code).readBy.includes(base));
    if (read !== undefined) return read;
  }
  return 'en';
}
