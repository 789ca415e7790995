// Finds a text and fills in its variables, for tray, notifications and terminal. The window uses i18next on the same
// texts.
import { readable } from '../readable-names.ts';
import { isPlural, type DictionaryEntry, type Vars } from './dictionary.ts';
import { dictionaries } from './language.ts';
import type { Language } from './languages.ts';
import type { TextKey } from './ru.ts';

export type Translate = (key: TextKey, vars?: Vars) => string;

const pluralRules: Partial<Record<Language, Intl.PluralRules>> = {};
const numberFormats: Partial<Record<Language, Intl.NumberFormat>> = {};

function entryAt(language: Language, key: string): DictionaryEntry {
  let found: unknown = dictionaries[language];
  for (const part of key.split('.')) found = (found as Record<string, unknown> | undefined)?.[part];
  if (typeof found === 'string' || isPlural(found)) return found;
  throw new Error(`no text «${key}» in ${language}`);
}

/** Removes the tags that mark links in the window. Works on the dictionary's text, before names are filled in. */
function withoutTags(text: string): string {
  return text.replaceAll(/<\/?[a-z]+>/g, '');
}

/** A plural entry takes its form from the variable `n`. Numbers are written as the language writes them. */
export function translate(language: Language, key: TextKey, vars: Vars = {}): string {
  const entry = entryAt(language, key);
  const rules = (pluralRules[language] ??= new Intl.PluralRules(language));
  const format = (numberFormats[language] ??= new Intl.NumberFormat(language));
  const form = typeof entry === 'string' ? entry : (entry[rules.select(Number(vars['n'] ?? 0))] ?? entry.other);
  return withoutTags(form).replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = vars[name];
    return value === undefined ? whole : typeof value === 'number' ? format.format(value) : readable(value);
  });
}

export function translator(language: Language): Translate {
  return (key, vars) => translate(language, key, vars);
}
