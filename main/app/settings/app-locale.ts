// The language of window, tray, menus and notifications: the person's setting, else the system's language.
import { app } from 'electron';
import { pickLanguage } from '../../../shared/locales/language.ts';
import type { Language } from '../../../shared/locales/languages.ts';
import { translator } from '../../../shared/locales/translate.ts';
import type { Translate } from '../../../shared/locales/translate.ts';
import type { Settings } from '../../../shared/settings.ts';

export interface AppLocale {
  language: Language;
  t: Translate;
}

/** Call it after Electron's «ready» event: earlier, Electron does not know the system's languages. */
export function appLocale(setting: Settings['language']): AppLocale {
  const language = pickLanguage(setting, app.getPreferredSystemLanguages());
  return { language, t: translator(language) };
}
