// The terminal's own texts, by language. Reasons, statuses and errors come from shared/locales.
import type { Language } from '../../../shared/locales/languages.ts';
import { enTexts } from './en/index.ts';
import { ruTexts } from './ru/index.ts';
import type { Texts } from './types.ts';

const texts: Readonly<Record<Language, Texts>> = { en: enTexts, ru: ruTexts };

export function textsOf(language: Language): Texts {
  return texts[language];
}
