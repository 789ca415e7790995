// Texts of the window (i18next) equal those of the rest of the program (translate.ts).
import { expect, test } from 'vitest';
import { dictionaries } from '../../shared/locales/language.ts';
import { languageCodes } from '../../shared/locales/languages.ts';
import { isPlural } from '../../shared/locales/dictionary.ts';
import type { TextKey } from '../../shared/locales/ru.ts';
import { translate } from '../../shared/locales/translate.ts';
import { createI18n } from './i18n.ts';
import { createI18nApi } from './use-i18n.tsx';

function keysBelow(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([key, below]) => {
    const name = path === '' ? key : `${path}.${key}`;
    return typeof below === 'string' || isPlural(below) ? [name] : keysBelow(below as object, name);
  });
}
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const words = {
  done: 76,
  total: 12340,
  name: 'a {b} $t(c) <d>.jpg',
  title: '«x»',
  album: 'y',
  time: '14:36',
  subject: '/tmp',
  why: 'z',
};

test.each(languageCodes)('every text is the same from i18next and from translate, in %s', (language) => {
  const i18n = createI18nApi(language, createI18n(language));
  for (const key of keysBelow(dictionaries.ru) as TextKey[]) {
    for (const n of [0, 1, 2, 5, 21, 1234]) {
      const vars = { ...words, name: 'name', n };
      expect([key, plain(i18n.t(key, vars))]).toEqual([key, plain(translate(language, key, vars))]);
    }
  }
});

test('what looks like our own syntax in a file name stays as it is', () => {
  const i18n = createI18nApi('en', createI18n('en'));
  expect(i18n.t('photos.named', { name: 'a {n} $t(x) {{y}}.jpg', state: 'On OK' })).toBe(
    'a {n} $t(x) {{y}}.jpg, On OK',
  );
});

test('a line cannot end in a short Russian word or a number', () => {
  const { t } = createI18nApi('ru', createI18n('ru'));
  expect(t('status.ready')).toBe('Всё на\u00a0OK');
  expect(t('count.photos', { n: 5 })).toBe('5\u00a0фото');
  expect(t('drop.hint')).toBe('Отпустите над альбомом, в\u00a0который отправить');
});
