// The language a run speaks: shared texts, the terminal's own words, and numbers as that language writes them.
import type { Language } from '../../../shared/locales/language.ts';
import { translator, type Translate } from '../../../shared/locales/translate.ts';
import { resolve } from 'node:path';
import type { ErrorCode } from '../../../shared/errors.ts';
import { shellQuote } from '../output/shell-quote.ts';
import { languageOf, wordsOf, type Words } from './en/words.ts';

export interface Locale {
  language: Language;
  t: Translate;
  words: Words;
  /** A command of this program about the same library, as it can be pasted; null: the library does not stay. */
  call: ((...words: readonly string[]) => string) | null;
}

export function localeOf(env: NodeJS.ProcessEnv): Locale {
  const language = languageOf(env);
  return { language, t: translator(language), words: wordsOf(language), call: null };
}

/** As the person calls this program: from a clone by npm, else by its name. */
export function programName(env: NodeJS.ProcessEnv): string {
  return env['npm_lifecycle_event'] === 'cli' ? 'npm run cli --' : 'ok-photo-sync';
}

/** The same speech about one library. */
export function aboutLibrary(
  locale: Locale,
  program: string,
  { data, demo }: { data: string | null; demo: boolean },
): Locale {
  const library = [...(demo ? ['--demo'] : []), ...(data === null ? [] : ['--data', resolve(data)])];
  return {
    ...locale,
    call: (command = '', ...words) =>
      [program, command, ...[...library, ...words].map((word) => shellQuote(word, process.platform))].join(' '),
  };
}

/** An error and, where there is one, the way out. */
export function terminalErrorText(code: ErrorCode, subject: string, { t, words }: Locale): string {
  return [t(`error.${code}`, { subject }), words.usage.advice[code] ?? ''].join(' ').trimEnd();
}
