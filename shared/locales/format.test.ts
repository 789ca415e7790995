// Bytes, durations and moments in both languages.
import { expect, test } from 'vitest';
import {
  dayKey,
  dayStart,
  daysAgo,
  formatAbout,
  formatBytes,
  formatBytesOf,
  formatDayHead,
  formatMargin,
  formatMoment,
  formatSince,
  formatSpeed,
} from './format.ts';
import { translator } from './translate.ts';

/** Older language data writes 09:05 where newer writes 9:05. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/\b0(\d:\d\d)/g, '$1');
const ru = translator('ru');
const en = translator('en');
const now = new Date(2026, 6, 12, 15, 4).getTime();

test.each([
  [0, '0 Б', '0 B'],
  [999, '999 Б', '999 B'],
  [1000, '1 кБ', '1 kB'],
  [999_600, '1 МБ', '1 MB'],
  [1_234_000, '1,2 МБ', '1.2 MB'],
  [412_300_000, '412 МБ', '412 MB'],
  [1_900_000_000, '1,9 ГБ', '1.9 GB'],
  [9_800_000_000_000, '9,8 ТБ', '9.8 TB'],
])('%i bytes', (bytes, russian, english) => {
  expect(plain(formatBytes('ru', bytes))).toBe(russian);
  expect(plain(formatBytes('en', bytes))).toBe(english);
});

test('a part and its whole share their unit when they can', () => {
  expect(plain(formatBytesOf('ru', ru, 5_400_000, 8_400_000))).toBe('5,4 из 8,4 МБ');
  expect(plain(formatBytesOf('en', en, 412_000_000, 1_900_000_000))).toBe('412 MB of 1.9 GB');
  expect(plain(formatBytesOf('ru', ru, 0, 8_400_000))).toBe('0 из 8,4 МБ');
});

test('speed', () => {
  expect(plain(formatSpeed('ru', ru, 6_200_000))).toBe('6,2 МБ/с');
  expect(plain(formatSpeed('en', en, 6_200_000))).toBe('6.2 MB/s');
});

test.each([
  [10, 'меньше минуты', 'less than a minute'],
  [60, 'около 1 минуты', 'about 1 minute'],
  [240, 'около 4 минут', 'about 4 minutes'],
  [60 * 23, 'около 25 минут', 'about 25 minutes'],
  [60 * 59, 'около 1 часа', 'about 1 hour'],
  [3600 * 2, 'около 2 часов', 'about 2 hours'],
  [3600 * 24 * 3, 'около 3 дней', 'about 3 days'],
])('%i seconds are told in round words', (seconds, russian, english) => {
  expect(formatAbout(ru, seconds)).toBe(russian);
  expect(formatAbout(en, seconds)).toBe(english);
});

test('moments are told by their distance', () => {
  expect(plain(formatMoment('ru', ru, new Date(2026, 6, 12, 14, 36).getTime(), now))).toBe('сегодня в 14:36');
  expect(plain(formatMoment('ru', ru, new Date(2026, 6, 11, 9, 5).getTime(), now))).toBe('вчера в 9:05');
  expect(plain(formatMoment('ru', ru, new Date(2026, 6, 8, 18, 0).getTime(), now))).toBe('8 июля в 18:00');
  expect(plain(formatMoment('en', en, new Date(2025, 11, 31, 18, 0).getTime(), now))).toBe(
    'December 31, 2025 at 6:00 PM',
  );
});

test('heads of days and margins', () => {
  expect(plain(formatDayHead('ru', ru, now, now))).toBe('Сегодня, 12 июля');
  expect(plain(formatDayHead('ru', ru, new Date(2026, 6, 5).getTime(), now))).toBe('Воскресенье, 5 июля');
  expect(plain(formatDayHead('ru', ru, new Date(2024, 1, 29).getTime(), now))).toBe('Четверг, 29 февраля 2024');
  expect(plain(formatDayHead('en', en, new Date(2026, 6, 11).getTime(), now))).toBe('Yesterday, July 11');
  expect(formatMargin('ru', ru, new Date(2026, 6, 11, 23).getTime(), now)).toBe('Вчера');
});

test('since when: a time today, a date before', () => {
  const now = new Date(2026, 6, 12, 15).getTime();
  expect(plain(formatSince('ru', new Date(2026, 6, 12, 9, 5).getTime(), now))).toBe('9:05');
  expect(formatSince('ru', new Date(2026, 6, 11, 23).getTime(), now)).toBe('11 июля');
  expect(formatSince('en', new Date(2026, 6, 11, 23).getTime(), now)).toBe('July 11');
});

test('days are local, and a change of clocks is still one day', () => {
  expect(dayKey(new Date(2026, 0, 3, 0, 0).getTime())).toBe('2026-01-03');
  expect(dayStart('2026-03-29')).toBe(new Date(2026, 2, 29).getTime());
  for (let day = 1; day <= 31; day += 1) {
    expect(daysAgo(new Date(2026, 9, day, 23, 59).getTime(), new Date(2026, 9, day + 1, 0, 1).getTime())).toBe(1);
  }
});
