// The table of formats: names that promise a picture, and first bytes that keep the promise.
import { expect, test } from 'vitest';
import { photoBytes } from '../test/fixtures/make-photos.ts';
import {
  extensionOf,
  formatFacts,
  imageFormats,
  isConvertible,
  isDrawableNamed,
  isPictureNamed,
  isRawNamed,
  pictureExtensions,
} from './image-formats.ts';
import { detectFormat } from './detect-format.ts';

test.each([
  'a.jpg',
  'A.JPEG',
  'море.HEIC',
  'x.y.png',
  'IMG.DNG',
  'tweet.jpg_large',
  'a.sr2',
  'a.jp2',
  'D:\\Фото\\a.X3F',
  'a/b.c/d.Crw',
])('%j is named like a picture', (name) => expect(isPictureNamed(name)).toBe(true));

test.each(['a.mov', 'jpg', '.jpg', 'a.jpg.txt', 'a.', '', 'a.jpg/b', 'D:\\a.jpg\\b', 'a.constructor', 'a.__proto__'])(
  '%j is not',
  (name) => expect(isPictureNamed(name)).toBe(false),
);

test('an extension promises one format, and raw formats are neither sent nor drawn', () => {
  expect(new Set(pictureExtensions).size).toBe(pictureExtensions.length);
  for (const format of imageFormats)
    for (const extension of formatFacts[format].extensions) {
      expect(extension).toBe(extensionOf(`a.${extension}`));
      expect(isRawNamed(`a.${extension}`)).toBe(false);
      expect(isDrawableNamed(`a.${extension}`)).toBe(isConvertible(format));
    }
  for (const name of ['a.crw', 'a.MRW', 'a.iiq', 'a.dng']) {
    expect([name, isRawNamed(name)]).toEqual([name, true]);
    expect([name, isDrawableNamed(name)]).toEqual([name, false]);
  }
});

test('pictures of all formats are detected by their first bytes; texts and other files are not', async () => {
  for (const format of ['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'] as const)
    expect(detectFormat(await photoBytes({ format, width: 32, height: 32, grain: 0 }))).toBe(format);
  const other = [
    '',
    'BMW is a car, and this is a long text.',
    'RIFF....WAVEfmt ',
    '\0\0\0\x18ftypmp42....',
    '<html><svg></html>',
  ];
  for (const text of other) expect([text, detectFormat(new TextEncoder().encode(text))]).toEqual([text, null]);
  expect(detectFormat(new TextEncoder().encode('\uFEFF<?xml version="1.0"?><!-- море --><svg xmlns="x">'))).toBe('svg');
});
