// The languages of the program, and all that differs between them besides texts. A new language begins with an entry
// here; what it lacks then is a type error: its texts (`dictionaries` in language.ts) and the terminal's
// (main/cli/locales/texts.ts).

interface LanguageEntry {
  /** In the language itself, so that whoever looks for it can read it. */
  ownName: string;
  /** People whose system speaks one of these usually read this language better than English. */
  readBy: readonly string[];
  /** A line must not end in a word of one or two letters. */
  keepsShortWords: boolean;
  /** Of bytes, where Intl's short form is wrong («0 byte»); null: Intl's. */
  byteSign: string | null;
}

export const languages = {
  ru: {
    ownName: 'Русский',
    readBy: ['ru', 'be', 'uk', 'kk', 'ky', 'uz', 'tg', 'hy', 'az', 'tk', 'mo'],
    keepsShortWords: true,
    byteSign: null,
  },
  en: { ownName: 'English', readBy: ['en'], keepsShortWords: false, byteSign: 'B' },
} as const satisfies Readonly<Record<string, LanguageEntry>>;

export type Language = keyof typeof languages;

export const languageCodes = Object.keys(languages) as [Language, ...Language[]];

export function languageEntry(language: Language): LanguageEntry {
  return languages[language];
}
