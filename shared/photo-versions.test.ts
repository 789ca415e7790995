// Which names are versions of one photo.
import { expect, test } from 'vitest';
import { nameOfBytes } from './byte-names.ts';
import { versionOf, versionVerdict, type Version } from './photo-versions.ts';

const edited: readonly [edited: string, original: string][] = [
  ['IMG_1-edited.jpg', 'IMG_1.jpg'],
  ['IMG_1-bearbeitet.jpg', 'IMG_1.jpg'],
  ['IMG_1-изменено.jpg', 'IMG_1.jpg'],
  ['IMG_1-измене\u043d\u043d\u044b\u0438\u0306.jpg', 'IMG_1.jpg'],
  ['фото-modifié.png', 'фото.png'],
  ['фото-modifie\u0301.png', 'фото.png'],
  ['a/IMG_1-editado.jpeg', 'a/IMG_1.jpg'],
  ['IMG_1-edited(2).jpg', 'IMG_1(2).jpg'],
  ['IMG_1 edited.jpg', 'IMG_1.jpg'],
  ['IMG_1-ha editado.jpg', 'IMG_1.jpg'],
  ['IMG_1-đã chỉnh sửa.JPG'.normalize('NFD'), 'IMG_1.jpg'],
  ['DSC_7-HDR.jpg', 'DSC_7.JPG'],
  ['IMG_1_Edited.jpg', 'IMG_1.JPG'],
  ['IMG_0042 (Edited).jpg', 'IMG_0042.HEIC'],
  ['IMG_E0042.JPG', 'IMG_0042.HEIC'],
  ['IMG_E0042 2.JPG', 'IMG_0042 2.JPG'],
  ['20240501_HDR.jpg', '20240501.jpg'],
  ['IMG_1~2.jpg', 'IMG_1.jpg'],
  ['IMG_1~12.jpg', 'IMG_1.jpg'],
  ['IMG_1~2-edited.jpg', 'IMG_1.jpg'],
  ['IMG_1-編集済み.jpg', 'IMG_1.jpg'],
  ['Film0103.edited.jpeg', 'Film0103.jpg'],
  ['IMG_1-adjusted.HEIC', 'IMG_1-original.HEIC'],
  ['IMG_1_edited.HEIC', 'IMG_1_original.HEIC'],
  ['PXL_20250126_1649.PORTRAIT-01.COVER.jpg', 'PXL_20250126_1649.PORTRAIT-02.ORIGINAL.jpg'],
  ['PXL_20250126_1649.RAW-01.MP.COVER~2.jpg', 'PXL_20250126_1649.jpg'],
];
test.each(edited)('%j is an edited %j', (name, original) => {
  const of = versionOf(original);
  expect(versionOf(name)).toMatchObject({ key: of?.key, kind: 'edited' });
  expect(of?.kind).toBe('original');
});

test.each([
  ['IMG_1 (1).jpg', 'IMG_1.jpg'],
  ['IMG_1(1).jpg', 'IMG_1.jpg'],
  ['IMG_1-2.jpg', 'IMG_1.jpg'],
  ['IMAGE~1.jpg', 'IMAGE.jpg'],
  ['a/IMG_1-edited.jpg', 'IMG_1.jpg'],
  ['A/IMG_1.jpg', 'a/IMG_1.jpg'],
  ['credited.jpg', 'cr.jpg'],
  ['IMG_E12.jpg', 'IMG_12.jpg'],
  ['-edited.jpg', '.jpg'],
  ['IMG_10.jpg', 'IMG_1.jpg'],
])('%j and %j are two photos', (one, other) => {
  expect(versionOf(one)?.key).not.toBe(versionOf(other)?.key);
});

test('no picture is no version', () => {
  for (const name of ['IMG_1.mov', 'IMG_1.jpg.json', 'IMG_1', '']) expect(versionOf(name)).toBeNull();
});

const version = (name: string, isSent: boolean): Version => {
  const found = versionOf(name);
  if (found === null) throw new Error(name);
  return { ...found, isSent };
};
const verdict = (own: string, others: Version[], wanted: 'both' | 'edited' = 'edited', isReadable = true) =>
  versionVerdict({ ...version(own, false), isReadable }, others, wanted);

test('an original gives way to its edited version only where the rule says so, and only to one that is sent', () => {
  expect(verdict('1.jpg', [version('1-edited.jpg', true)])).toBe('edited_version');
  expect(verdict('1.jpg', [version('1-edited.jpg', true)], 'both')).toBeNull();
  expect(verdict('1.jpg', [version('1-edited.jpg', false)])).toBeNull();
  expect(verdict('1.jpg', [version('1-edited.jpg', false), version('1~2.jpg', true)])).toBe('edited_version');
  expect(verdict('1-edited.jpg', [version('1.jpg', true)])).toBeNull();
});

test('of two originals of one name the one of the same format is what was edited', () => {
  const all = [version('1.png', true), version('1.jpg', true), version('1-edited.png', true)];
  const others = (but: number) => all.filter((_, index) => index !== but);
  expect(verdict('1.png', others(0))).toBe('edited_version');
  expect(verdict('1.jpg', others(1))).toBeNull();
  expect(verdict('2.heic', [version('2-edited.jpeg', true)])).toBe('edited_version');
});

test('a raw file is skipped for its JPEG under any rule, and held when that is not sent; alone it is judged by itself', () => {
  expect(verdict('1.CR3', [version('1.jpg', true)], 'both', false)).toBe('jpeg_beside');
  expect(verdict('1.mrw', [version('1.HEIC', true)], 'both', false)).toBe('jpeg_beside');
  expect(verdict('1.CR3', [version('1.jpg', false)], 'both', false)).toBe('jpeg_not_sent');
  expect(verdict('1.CR3', [version('1.jpg', false), version('1-edited.jpg', true)], 'edited', false)).toBe(
    'jpeg_beside',
  );
  expect(verdict('1.CR3', [version('1.dng', true)], 'both', false)).toBeNull();
  expect(verdict('1.CR3', [], 'both', false)).toBeNull();
  expect(verdict('P.RAW-02.ORIGINAL.dng', [version('P.RAW-01.COVER.jpg', true)], 'both', false)).toBe('jpeg_beside');
  expect(verdict('P.RAW-01.COVER.jpg', [version('P.RAW-02.ORIGINAL.dng', true)], 'edited')).toBeNull();
  // A JPEG under the name of a raw file.
  expect(verdict('1.dng', [version('1.jpg', true)], 'both', true)).toBeNull();
});

test('names in an old encoding are versions by what they say, in their own folder only', () => {
  const inCp1251 = (text: string): string =>
    nameOfBytes(Array.from(text, (one) => (one < '\u0080' ? one.charCodeAt(0) : (one.codePointAt(0) ?? 0) - 0x350)));
  const folder = inCp1251('Море');
  const original = versionOf(`${folder}/${inCp1251('Пляж.jpg')}`);
  expect(original?.kind).toBe('original');
  expect(versionOf(`${folder}/${inCp1251('Пляж-изменено.jpg')}`)).toEqual({ ...original, kind: 'edited' });
  expect(versionOf(`Море/${inCp1251('Пляж.jpg')}`)?.key).not.toBe(original?.key);
});
