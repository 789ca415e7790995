// Turns a dictionary into i18next resources: flat keys, plural forms as suffixes, no-break spaces inserted.
import { isPlural } from '../../shared/locales/dictionary.ts';
import { dictionaries } from '../../shared/locales/language.ts';
import type { Language } from '../../shared/locales/languages.ts';
import { withNoBreakSpaces } from '../../shared/locales/typography.ts';

export function localeResources(language: Language): Record<string, string> {
  const flat: Record<string, string> = {};
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') flat[path] = withNoBreakSpaces(language, value);
    else if (isPlural(value))
      for (const [form, text] of Object.entries(value))
        flat[`${path}_${form}`] = withNoBreakSpaces(language, String(text));
    else for (const [key, below] of Object.entries(value as object)) walk(below, path === '' ? key : `${path}.${key}`);
  };
  walk(dictionaries[language], '');
  return flat;
}
