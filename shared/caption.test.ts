// Cleaning and cutting captions, and telling what cameras write from what people write.
import { expect, test } from 'vitest';
import { isCaptionFiller, isFolderFiller } from './caption-fillers.ts';
import { cleanCaption, cutCaption, longestCaption } from './caption.ts';

test.each([
  ['  Дача,   июль \t', 'Дача, июль'],
  ['e\u0301te\u0301', 'été'],
  ['first\r\nsecond\rthird\u2028fourth', 'first\nsecond\nthird\nfourth'],
  ['a\n\n\n\n\nb', 'a\n\nb'],
  ['a\u0000b\u0007c\u001Bd', 'abcd'],
  // Marks that turn the words of a page around.
  ['\u202Egnp.exe\u202C', 'gnp.exe'],
  ['\u2066שלום\u2069 world', 'שלום world'],
  ['\uFEFFwith a mark', 'with a mark'],
  // Halves of a character.
  ['half \uD83D of one \uDE00', 'half of one'],
  ['👩‍👩‍👧‍👦 at the sea', '👩‍👩‍👧‍👦 at the sea'],
  ['می‌خواهم', 'می‌خواهم'],
  ['❤️', '❤️'],
  ['🇷🇺', '🇷🇺'],
  ['\u200B \u00A0\u3000 ', ''],
  ['---', ''],
  ['?!…', ''],
])('%j is kept as %j', (written, kept) => {
  expect(cleanCaption(written)).toBe(kept);
});

test('a caption of any length is kept up to a limit, and cleaning is stable', () => {
  for (const long of ['слово '.repeat(2_000), '👍🏽'.repeat(10_000), 'a\u0301'.repeat(50_000), 'x'.repeat(1_000_000)]) {
    const kept = cleanCaption(long);
    expect(kept.length).toBeLessThanOrEqual(longestCaption);
    expect(kept.length).toBeGreaterThan(longestCaption - 100);
    expect(kept).not.toMatch(/\p{Cs}/u);
    expect(cleanCaption(kept)).toBe(kept);
  }
});

test.each([
  ['short', 10, 'short'],
  ['exactly ten', 11, 'exactly ten'],
  ['one word too many', 9, 'one word…'],
  // A family is one character of eleven units: it stays or goes as a whole.
  ['me 👩‍👩‍👧‍👦', 13, 'me…'],
  ['👍🏽👍🏽', 6, '👍🏽…'],
  ['🇷🇺🇷🇺', 6, '🇷🇺…'],
  ['é'.normalize('NFD').repeat(3), 4, `${'é'.normalize('NFD')}…`],
  // One character that is longer than the limit.
  [`a${'\u0301'.repeat(500)}`, 20, '…'],
])('%j is cut to %i units: %j', (text, limit, cut) => {
  const kept = cutCaption(text, limit);
  expect(kept).toBe(cut);
  expect(kept.length).toBeLessThanOrEqual(limit);
});

test.each([
  'OLYMPUS DIGITAL CAMERA',
  'OLYMPUS DIGITAL CAMERA         ',
  'SONY DSC',
  'KODAK Digital Still Camera',
  'KONICA MINOLTA DIGITAL CAMERA',
  'MOULTRIE DIGITAL GAME CAMERA',
  'DIGITAL CAMERA',
  'SAMSUNG CAMERA PICTURES',
  'SAMSUNG',
  'CASIO COMPUTER CO.,LTD',
  '<KENOX S1050  / Samsung S1050>',
  '<Digimax i5, Samsung #1>',
  'Default',
  'default description',
  'Untitled',
  'Exif_JPEG_PICTURE',
  'HELLOMOTO',
  'My beautiful picture',
  '_cuva',
  'hdrpl',
  'oznorWO',
  'oznor_12',
  'hdrpl_edf',
  'oplus_32',
  'filter: 0; fileterIntensity: 0.0; filterMask: 0; captureOrientation: 0; module: photo;',
  'Maker:Unknown,Date:2017-8-26,Ver:6,Lens:Kan03,Act:Lar02,E-Y',
  '{"remix_data":[],"total_draw_time":0}',
  'Created with GIMP',
  'Processed with VSCO with f2 preset',
  'IMG_0042',
  'DSC01234',
  'P1010001',
  'IMG_0042.JPG',
  'DCIM\\100MEDIA\\DJI_0001.JPG',
  'anything.jpeg',
  '2024-07-12 14:31:12',
  'd41d8cd98f00b204e9800998ecf8427e',
  'На даче',
])('%j is no caption', (text) => {
  expect(isCaptionFiller(text.trim(), 'some/where/На даче.jpg')).toBe(true);
});

test.each([
  'Дача, июль',
  'My new digital camera',
  'Sony the cat',
  'Default settings of the oven',
  'Photo of grandma',
  'Created with love',
  'IMG is short for image',
  'P. and K.',
  'Paris 2024',
  'Кот: спит; собака ест',
  'https://example.org/our-trip',
  'Bus 100',
  'Scan of a letter',
  '❤️',
  'Samsung at the beach',
  'HDR was on',
])('%j is a caption', (text) => {
  expect(isCaptionFiller(text, 'some/where/IMG_0042.JPG')).toBe(false);
});

test('folders that cameras make have no name to show', () => {
  for (const name of ['DCIM', '100CANON', '101_PANA', '100MEDIA', 'Camera Roll'])
    expect(isFolderFiller(name)).toBe(true);
  for (const name of ['Дача', '2024', '100 дней', 'Camera club']) expect(isFolderFiller(name)).toBe(false);
});
