// The i18next instance of the window. All texts are bundled, so no loading is needed.
import { createInstance, type i18n } from 'i18next';
import { languageCodes, type Language } from '../../shared/locales/languages.ts';
import { localeResources } from './resources.ts';

export function createI18n(language: Language): i18n {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: false,
    resources: Object.fromEntries(languageCodes.map((one) => [one, { translation: localeResources(one) }])),
    // Keys are flat and dotted; file names in variables may contain any separator.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { prefix: '{', suffix: '}', escapeValue: false, skipOnVariables: true },
    initAsync: false,
  });
  return instance;
}
