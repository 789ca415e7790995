// Which witness of the capture date is believed. No files here.
import { expect, test } from 'vitest';
import { nameOfBytes } from '../../shared/byte-names.ts';
import { captureDate, dateInName } from './capture-date.ts';
import { readExif } from './exif.ts';

const none = readExif(null);
const time = (text: string, offset: string | null = null) => ({ text, offset, subSeconds: null });
const witnesses = { exif: none, xmp: null, savedAtMs: null, path: '/photos/DSC1.jpg', modifiedMs: 1234.5 };

test.each([
  ['IMG_20240712_143112.jpg', [2024, 6, 12, 14, 31, 12]],
  ['PXL_20240712_143112123.MP.jpg', [2024, 6, 12, 14, 31, 12, 123]],
  ['Screenshot_20240712-143112_Chrome.png', [2024, 6, 12, 14, 31, 12]],
  ['2024-07-12 14.31.12.jpg', [2024, 6, 12, 14, 31, 12]],
  ['photo_2024-07-12_14-31-12 (2).jpg', [2024, 6, 12, 14, 31, 12]],
  ['WhatsApp Image 2024-07-12 at 14.31.12.jpeg', [2024, 6, 12, 14, 31, 12]],
  ['signal-2024-07-12-143112.jpeg', [2024, 6, 12, 14, 31, 12]],
  ['IMG-20240712-WA0001.jpg', [2024, 6, 12, 12]],
] as const)('%s was taken when its name says', (name, [year, month, ...rest]) => {
  expect(dateInName(`/photos/${name}`)).toBe(new Date(year, month, ...rest).getTime());
});

test.each([
  'IMG_0001.jpg',
  '20241350_000000.jpg',
  '2023-02-29.jpg',
  '1234567890123456.jpg',
  'IMG_20240712143112999999.jpg',
  '17770704_120000.jpg',
])('%s has no date in its name', (name) => {
  expect(dateInName(name)).toBeNull();
});

test('the best witness is believed, and a broken one passed over', () => {
  const exif = { ...none, taken: time('2024:07:12 14:31:12', '+03:00'), changed: time('2025:01:01 00:00:00') };
  const xmp = '<x:xmpmeta><exif:DateTimeOriginal>2022-01-02T03:04:05Z</exif:DateTimeOriginal></x:xmpmeta>';
  const path = '/photos/IMG_20200101_000000.jpg';
  expect(captureDate({ ...witnesses, exif, xmp, path })).toEqual({
    capturedAtMs: Date.parse('2024-07-12T11:31:12Z'),
    capturedFrom: 'exif',
  });
  expect(captureDate({ ...witnesses, exif: { ...exif, taken: time('0000:00:00 00:00:00') }, xmp, path })).toEqual({
    capturedAtMs: Date.parse('2022-01-02T03:04:05Z'),
    capturedFrom: 'xmp',
  });
  expect(captureDate({ ...witnesses, exif: { ...exif, taken: null }, path })).toEqual({
    capturedAtMs: new Date(2025, 0, 1).getTime(),
    capturedFrom: 'exif',
  });
  expect(captureDate({ ...witnesses, savedAtMs: 99, path })).toEqual({
    capturedAtMs: new Date(2020, 0, 1).getTime(),
    capturedFrom: 'name',
  });
  expect(captureDate({ ...witnesses, savedAtMs: 99 })).toEqual({ capturedAtMs: 99, capturedFrom: 'png' });
  expect(captureDate(witnesses)).toEqual({ capturedAtMs: 1235, capturedFrom: 'file' });
});

test.each([
  '2024:02:30 10:00:00',
  '2024:13:01 10:00:00',
  '2024:01:01 25:00:00',
  '    :  :     :  :  ',
  'yesterday',
  '9999:01:01 00:00:00',
])('«%s» is no date', (text) => {
  expect(captureDate({ ...witnesses, exif: { ...none, taken: time(text) } }).capturedFrom).toBe('file');
});

test('a messenger’s file name in an old encoding also gives its date', () => {
  const inCp1251 = nameOfBytes(Buffer.from('WhatsApp Image 2024-07-12 \xe2 14.31.12.jpg', 'latin1'));
  expect(dateInName(`/photos/${inCp1251}`)).toBe(new Date(2024, 6, 12, 14, 31, 12).getTime());
});
