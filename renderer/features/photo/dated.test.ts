// A photo's time is always shown with its source.
import { expect, test } from 'vitest';
import { createI18n } from '../../i18n/i18n.ts';
import { createI18nApi } from '../../i18n/use-i18n.tsx';
import { datedText, filesDated } from './dated.ts';

const nowMs = new Date(2026, 6, 12, 15, 4).getTime();
const yesterday = new Date(2026, 6, 11, 21, 40).getTime();
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

test('only a time in the photo itself is called the time it was taken', () => {
  const ru = createI18nApi('ru', createI18n('ru'), () => nowMs);
  const en = createI18nApi('en', createI18n('en'), () => nowMs);
  expect(plain(datedText(ru, 'exif', yesterday))).toBe('Снято вчера в 21:40');
  expect(plain(datedText(ru, 'file', yesterday))).toBe('Дата файла: вчера в 21:40');
  expect(plain(datedText(en, 'xmp', yesterday))).toBe('Taken yesterday at 9:40 PM');
  expect(plain(datedText(en, 'name', yesterday))).toBe('Date in the file name: yesterday at 9:40 PM');
});

test('the head of a day says whether its photos, or some of them, are sorted by their file’s time', () => {
  const by = (...all: ('exif' | 'file' | 'name')[]) => filesDated(all.map((datedBy) => ({ datedBy })));
  expect(by('file', 'file')).toBe('all');
  expect(by('exif', 'file', 'name')).toBe('some');
  expect(by('exif', 'name')).toBe('none');
  // A photo that has not been checked yet.
  expect(by()).toBe('none');
});

test('unchecked photos are not called photos without a date', () => {
  const unread = { datedBy: 'file', shown: 'checking' } as const;
  const read = { datedBy: 'exif', shown: 'waiting' } as const;
  const dateless = { datedBy: 'file', shown: 'waiting' } as const;
  expect(filesDated([unread, unread])).toBe('unread');
  expect(filesDated([unread, read])).toBe('none');
  expect(filesDated([unread, dateless])).toBe('some');
  expect(filesDated([dateless])).toBe('all');
});
