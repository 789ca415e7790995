// Plural forms, placeholders, and that both languages say the same things.
import { expect, test } from 'vitest';
import { isPlural } from './dictionary.ts';
import { dictionaries, pickLanguage } from './language.ts';
import { languageCodes, languages } from './languages.ts';
import { language } from '../settings.ts';
import { translate } from './translate.ts';

function entries(value: object, path = ''): [string, string[]][] {
  return Object.entries(value).flatMap(([key, below]): [string, string[]][] => {
    const name = path === '' ? key : `${path}.${key}`;
    if (typeof below === 'string') return [[name, [below]]];
    if (isPlural(below)) return [[name, Object.values(below)]];
    return entries(below as object, name);
  });
}

const placeholders = (texts: readonly string[]): string[] =>
  [...new Set(texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')))].sort();

test('both languages have the same keys', () => {
  expect(entries(dictionaries.en).map(([key]) => key)).toEqual(entries(dictionaries.ru).map(([key]) => key));
});

test('both languages fill the same placeholders into each text', () => {
  const en = new Map(entries(dictionaries.en));
  // A form for «one» may leave its number out; all forms together may not.
  const different = entries(dictionaries.ru).filter(
    ([key, texts]) => placeholders(texts).join() !== placeholders(en.get(key) ?? []).join(),
  );
  expect(different.map(([key]) => key)).toEqual([]);
});

test('no text shouts, and none is empty', () => {
  for (const language of languageCodes) {
    const bad = entries(dictionaries[language]).filter(([, texts]) =>
      texts.some((text) => text === '' || text.includes('!')),
    );
    expect(bad).toEqual([]);
  }
});

test('Russian texts are Russian and English texts English', () => {
  const names =
    /limits\.json|Ctrl\+C|\(application id\)|\(redirect_uri\)|ok\.ru|OK Photo Sync|JPEG|HEIC|OK|Electron|Node|English|Русский|\{\w+\}|<\/?\w+>|_print\.jpg/g;
  const russian = entries(dictionaries.ru).filter(([, texts]) =>
    texts.some((text) => /[a-z]{3}/i.test(text.replaceAll(names, ''))),
  );
  const english = entries(dictionaries.en).filter(([, texts]) =>
    texts.some((text) => /[а-яё]/i.test(text.replaceAll(names, ''))),
  );
  expect(russian.map(([key]) => key)).toEqual([]);
  expect(english.map(([key]) => key)).toEqual([]);
});

test.each([
  [1, '1 файл', '1 file'],
  [2, '2 файла', '2 files'],
  [5, '5 файлов', '5 files'],
  [11, '11 файлов', '11 files'],
  [21, '21 файл', '21 files'],
  [22, '22 файла', '22 files'],
  [111, '111 файлов', '111 files'],
  [0, '0 файлов', '0 files'],
])('%i files are counted as each language counts', (n, ru, en) => {
  expect(translate('ru', 'count.files', { n })).toBe(ru);
  expect(translate('en', 'count.files', { n })).toBe(en);
});

test('numbers are grouped as the language groups them', () => {
  expect(translate('ru', 'count.photos', { n: 12480 })).toBe('12\u00a0480 фото');
  expect(translate('en', 'count.photos', { n: 12480 })).toBe('12,480 photos');
});

test('every language of the list has texts, can be chosen in the settings, and is told apart from the others', () => {
  for (const code of languageCodes) {
    expect(Intl.NumberFormat.supportedLocalesOf(code)).toEqual([code]);
    expect(language.parse(code)).toBe(code);
    expect(dictionaries[code].count.photos).toBeDefined();
    expect(pickLanguage('system', [code])).toBe(code);
  }
  expect(new Set(languageCodes.map((code) => languages[code].ownName)).size).toBe(languageCodes.length);
  expect(language.safeParse('xx').success).toBe(false);
});

test('plain text loses the tags of the dictionary but not those in a file name', () => {
  expect(translate('en', 'status.sending', { done: 76, total: 340 })).toBe('Sending 76 of 340');
  expect(translate('en', 'photos.named', { name: '<b>.jpg', state: 'On OK' })).toBe('<b>.jpg, On OK');
});

test('the system language is taken when we speak it, Russian where it is read, else English', () => {
  expect(pickLanguage('system', ['ru-RU', 'en'])).toBe('ru');
  expect(pickLanguage('system', ['en-GB'])).toBe('en');
  expect(pickLanguage('system', ['be', 'en'])).toBe('ru');
  expect(pickLanguage('system', ['fr-FR', 'ru'])).toBe('ru');
  expect(pickLanguage('system', ['fr-FR'])).toBe('en');
  expect(pickLanguage('en', ['ru-RU'])).toBe('en');
});
