// The table below a copy marks exactly the facts that the conversion changes.
import { expect, test } from 'vitest';
import type { ConversionSide } from '../../../shared/library/comparison.ts';
import { createI18n } from '../../i18n/i18n.ts';
import { createI18nApi } from '../../i18n/use-i18n.tsx';
import { convertFacts } from './convert-facts.ts';

const ru = createI18nApi('ru', createI18n('ru'), () => new Date(2026, 6, 12, 15, 4).getTime());
const en = createI18nApi('en', createI18n('en'), () => new Date(2026, 6, 12, 15, 4).getTime());
const original: ConversionSide = {
  picture: 'a',
  width: 8256,
  height: 5504,
  sizeBytes: 34_200_000,
  format: 'tiff',
  hasGps: true,
  capturedAtMs: new Date(2026, 6, 11, 21, 40).getTime(),
  capturedFrom: 'exif',
};
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

test('a smaller copy without its place differs in size, file and place, not in its date', () => {
  const copy: ConversionSide = {
    ...original,
    width: 4096,
    height: 2731,
    sizeBytes: 6_100_000,
    format: 'jpeg',
    hasGps: false,
  };
  const facts = convertFacts(ru, original, copy);
  expect(facts.map(({ name, changed }) => [name, changed])).toEqual([
    ['size', true],
    ['file', true],
    ['location', true],
    ['taken', false],
  ]);
  expect(facts.map(({ after }) => plain(after))).toEqual(['4096 × 2731', '6,1 МБ, JPEG', 'убрано', 'та же']);
  expect(plain(facts[3]?.before ?? '')).toBe('вчера в 21:40');
});

test('a copy that keeps everything but the format has one changed line', () => {
  const facts = convertFacts(en, original, { ...original, format: 'jpeg' });
  expect(facts.filter(({ changed }) => changed).map(({ name, after }) => [name, plain(after)])).toEqual([
    ['file', '34.2 MB, JPEG'],
  ]);
  expect(facts[2]?.after).toBe('present');
});

test('a photo without a place and a date says so on both sides and claims no change', () => {
  const bare = { ...original, hasGps: false, capturedAtMs: null, format: null };
  const facts = convertFacts(en, bare, bare);
  expect(facts.some(({ changed }) => changed)).toBe(false);
  expect(facts.map(({ after }) => plain(after))).toEqual(['8256 × 5504', '34.2 MB', 'none', 'not known']);
});

test("a file's time is labelled as such, and is not claimed for the copy", () => {
  const undated = { ...original, capturedFrom: 'file' as const };
  const date = convertFacts(ru, undated, undated)[3];
  expect(date).toMatchObject({ name: 'fileDate', changed: false });
  expect(plain(date?.after ?? '')).toBe('в фото не записана');
  expect(plain(date?.before ?? '')).toBe('вчера в 21:40');
  expect(convertFacts(en, { ...undated, capturedFrom: 'name' }, undated)[3]?.name).toBe('nameDate');
});
