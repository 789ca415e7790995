// Which caption goes: own words, the file's, the folder's name, or none.
import { expect, test } from 'vitest';
import { chosenCaption, type CaptionParts } from './chosen-caption.ts';

const parts: CaptionParts = {
  own: null,
  file: 'from the file',
  rule: 'none',
  path: '2024/Дача/IMG_1.jpg',
  folderTitle: 'Фото',
};

test.each<[string, Partial<CaptionParts>, string]>([
  ['no rule, nothing goes', {}, ''],
  ['the file', { rule: 'file' }, 'from the file'],
  ['a file without one', { rule: 'file', file: null }, ''],
  ['the nearest folder', { rule: 'folder' }, 'Дача'],
  ['the watched folder itself', { rule: 'folder', path: 'IMG_1.jpg' }, 'Фото'],
  ['not the folders of a camera', { rule: 'folder', path: 'Море/DCIM/100CANON/IMG_1.jpg' }, 'Море'],
  ['a card as a whole', { rule: 'folder', path: 'DCIM/100CANON/IMG_1.jpg', folderTitle: 'DCIM' }, ''],
  [
    'of a dropped file only its own folder',
    { rule: 'folder', path: '/home/anna/Море/1.jpg', folderTitle: null },
    'Море',
  ],
  ['no way up to the home', { rule: 'folder', path: '/home/anna/DCIM/1.jpg', folderTitle: null }, ''],
  ['a drive is no name', { rule: 'folder', path: 'D:\\1.jpg', folderTitle: null }, ''],
  ['own words win over each rule', { rule: 'folder', own: 'mine' }, 'mine'],
  ['own words go without a rule', { own: 'mine' }, 'mine'],
  ['none is wanted', { rule: 'file', own: '' }, ''],
  ['the file is gone', { rule: 'folder', path: null }, ''],
])('%s', (_, given, caption) => {
  expect(chosenCaption({ ...parts, ...given }, 255)).toBe(caption);
});

test('what goes is cut at the limit', () => {
  for (const given of [{ own: 'x'.repeat(300) }, { rule: 'file' as const, file: 'x'.repeat(300) }])
    expect(chosenCaption({ ...parts, ...given }, 255)).toBe(`${'x'.repeat(254)}…`);
});
