// The language of a run: shared texts, the terminal's own texts, and commands that a person can paste.
import { resolve } from 'node:path';
import type { ErrorCode } from '../../../shared/errors.ts';
import { pickLanguage } from '../../../shared/locales/language.ts';
import type { Language } from '../../../shared/locales/languages.ts';
import { translator, type Translate } from '../../../shared/locales/translate.ts';
import { shellQuote } from '../output/shell-quote.ts';
import { textsOf } from './texts.ts';
import type { Texts } from './types.ts';

export interface Locale {
  language: Language;
  t: Translate;
  texts: Texts;
  /** A command of this program about the same library, as it can be pasted; null: the library does not stay. */
  call: ((...args: readonly string[]) => string) | null;
}

export function localeOf(env: NodeJS.ProcessEnv): Locale {
  const language = languageOf(env);
  return { language, t: translator(language), texts: textsOf(language), call: null };
}

/** Of the system's settings for messages, the first that is set. */
export function languageOf(env: NodeJS.ProcessEnv): Language {
  const named = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '');
  return pickLanguage('system', named === undefined ? [] : [named]);
}

/** As the person calls this program: from a clone by npm, else by its name. */
export function programName(env: NodeJS.ProcessEnv): string {
  return env['npm_lifecycle_event'] === 'cli' ? 'npm run cli --' : 'ok-photo-sync';
}

/** The same locale, with commands about one library. */
export function aboutLibrary(
  locale: Locale,
  program: string,
  { data, demo }: { data: string | null; demo: boolean },
): Locale {
  const library = [...(demo ? ['--demo'] : []), ...(data === null ? [] : ['--data', resolve(data)])];
  return {
    ...locale,
    call: (command = '', ...args) =>
      [program, command, ...[...library, ...args].map((arg) => shellQuote(arg, process.platform))].join(' '),
  };
}

/** An error and, where there is one, what to do about it. */
export function terminalErrorText(code: ErrorCode, subject: string, { t, texts }: Locale): string {
  return [t(`error.${code}`, { subject }), texts.usage.advice[code] ?? ''].join(' ').trimEnd();
}
