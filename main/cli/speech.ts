// The language a run speaks: shared texts, the terminal's own words, and numbers as that language writes them.
import type { Language } from '../../shared/locales/language.ts';
import { translator, type Translate } from '../../shared/locales/translate.ts';
import { languageOf, wordsOf, type Words } from './words.ts';

export interface Speech {
  language: Language;
  t: Translate;
  words: Words;
}

export function speechOf(env: NodeJS.ProcessEnv): Speech {
  const language = languageOf(env);
  return { language, t: translator(language), words: wordsOf(language) };
}
