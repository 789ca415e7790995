// The i18next of this window: all texts are bundled, so starting and changing the language need no waiting.
import { createInstance, type i18n } from 'i18next';
import { languages, type Language } from '../../shared/locales/language.ts';
import { localeResources } from './resources.ts';

export function createI18n(language: Language): i18n {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: false,
    resources: Object.fromEntries(languages.map((one) => [one, { translation: localeResources(one) }])),
    // Keys are flat and dotted; names of files may hold any of these signs.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { prefix: '{', suffix: '}', escapeValue: false, skipOnVariables: true },
    initAsync: false,
  });
  return instance;
}
