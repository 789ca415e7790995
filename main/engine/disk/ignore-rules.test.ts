import { expect, test } from 'vitest';
import { nameOfBytes } from '../../../shared/byte-names.ts';
import { ignoredBy, ignoreRules } from './ignore-rules.ts';
import { isConflictNamed } from './conflict-copy-name.ts';

test.each([
  ['.DS_Store', '.*'],
  ['2024/._IMG_1.JPG', '.*'],
  ['2024/@eaDir/IMG_1.JPG/SYNOPHOTO_THUMB_XL.jpg', '@eaDir'],
  ['2024/THUMBS.DB', 'Thumbs.db'],
  ['.Trash-1000/files/IMG_1.JPG', '.*'],
  ['site/node_modules/x/logo.png', 'node_modules'],
  ['IMG_1.JPG.part', '*.part'],
  ['IMG_1.jpg.CRDOWNLOAD', '*.crdownload'],
  ['~$holiday.jpg', '~$*'],
  ['Catalog Previews.lrdata/0/1.lrprev', '*.lrdata'],
  ['$RECYCLE.BIN/S-1-5/x.jpg', '$RECYCLE.BIN'],
  ['disk/Recycler/S-1-5/Dc1.jpg', 'RECYCLER'],
  ['nas/@recycle/2020/x.jpg', '@Recycle'],
  ['LOST.DIR/12345', 'LOST.DIR'],
  ['FOUND.003/FILE0001.CHK', 'FOUND.0??'],
  ['Old.migratedphotolibrary/Masters/1.jpg', '*.migratedphotolibrary'],
  ['Lightroom Library.lrlibrary/x/1.dng', '*.lrlibrary'],
  ['2020/CaptureOne/Cache/Thumbnails/1.jpg', 'CaptureOne/Cache'],
  ['phone/Android/data/org.app/cache/1.jpg', 'Android/data'],
  ['Takeout/Google Фото/Корзина/1.jpg', 'Google Фото/Корзина'],
  ['M4ROOT/THMBNL/C0001T01.JPG', 'THMBNL'],
  ['GOPR0001.THM', '*.thm'],
  ['$Disk/RECYCLE.BIN/1.jpg', 'RECYCLE.BIN'],
  ['home/Trash/files/1.jpg', 'Trash/files'],
  ['x/mipmaps-0a1b.d/3/1.jpg', 'mipmaps-*.d'],
  ['IMG_1.heic_original', '*.*_original'],
  ['IMG_1.jpg_exiftool_tmp', '*.*_exiftool_tmp'],
  ['IMG_1.png~', '*~'],
  ['IMG_1.jpg.~0cur2u', '*.~*'],
  ['DCIM/Camera/cache/latest/1.thumbnail', '*.thumbnail'],
  ['IMG_1.jpg.BAK', '*.bak'],
  ['IMG_1.bak2', '*.bak2'],
  ['IMG_1.old', '*.old'],
  ['IMG_1.JPG.orig', '*.orig'],
  ['film.jpg.!qB', '*.!qB'],
  ['IMG_1.jpg.bc!', '*.bc!'],
  ['IMG_1.jpg.aria2', '*.aria2'],
  ['IMG_1.png.crswap', '*.crswap'],
  ['x/IMG_1.jpg@SynoEAStream', '*@SynoEAStream'],
])('%j is junk, by the pattern %j', (path, pattern) => {
  expect(ignoredBy(path, [], { foldCase: false })).toBe(pattern);
});

test.each([
  'IMG_1.JPG',
  'Фото 2024/море.jpg',
  'a.tmp.jpg',
  'my.photos/x.png',
  'partition.jpg',
  'thumbs.db.jpg',
  'line\nbreak.jpg',
  'desktop.initial.png',
  ' .jpg',
  'part',
  'tmp',
  'download/1.jpg',
  // Folders that a person may call so.
  'Фото.old/1.jpg',
  '2019.bak/1.jpg',
  'wedding.jpg_original/1.jpg',
  'Свадьба~/1.jpg',
  'found.jpg',
  'IMG_1_original.jpg',
  'my_original',
  'Cache/1.jpg',
  'data/1.jpg',
  'Trash/1.jpg',
  'CaptureOne/Output/1.jpg',
  'IMG_1.sync-conflict-20200101-120000-ABCDEFG.jpg',
])('%j is kept', (path) => {
  expect(ignoredBy(path, [], { foldCase: false })).toBeNull();
});

test('a pattern of the person is matched against each part of the path, star and question mark as usual', () => {
  const patterns = ['Screenshots', '*_edited.*', 'IMG_????.PNG'];
  const by = (path: string): string | null => ignoredBy(path, patterns, { foldCase: false });
  expect(by('2024/Screenshots/1.png')).toBe('Screenshots');
  expect(by('a/b_edited.jpg')).toBe('*_edited.*');
  expect(by('IMG_0001.PNG')).toBe('IMG_????.PNG');
  expect(by('IMG_00001.PNG')).toBeNull();
  expect(by('MyScreenshots/1.png')).toBeNull();
});

test('brackets, dots and other signs of regular expressions stand for themselves', () => {
  expect(ignoredBy('a[1].jpg', ['a[1].*'], {})).toBe('a[1].*');
  expect(ignoredBy('a1.jpg', ['a[1].*'], {})).toBeNull();
  expect(ignoredBy('axjpg', ['a.jpg'], {})).toBeNull();
});

test('case counts only where the disk distinguishes it', () => {
  expect(ignoredBy('SCREENSHOTS/1.png', ['screenshots'], { foldCase: true })).toBe('screenshots');
  expect(ignoredBy('SCREENSHOTS/1.png', ['screenshots'], { foldCase: false })).toBeNull();
  expect(ignoredBy('ЭКРАН/1.png', ['экран'], { foldCase: true })).toBe('экран');
});

test('the two ways to write a letter with an accent are one', () => {
  expect(ignoredBy('Мои\u0306/1.png', ['Мой'], {})).toBe('Мой');
});

test('one emoji is one character for the question mark', () => {
  expect(ignoredBy('🌊.jpg', ['?.jpg'], {})).toBe('?.jpg');
});

test('a pattern with a slash is matched from the watched folder on, and takes all below with it', () => {
  const rules = ignoreRules(['2019/Scans', '/raw'], { foldCase: false });
  expect(rules.looksAtPaths).toBe(true);
  expect(rules.byPath('2019/Scans')).toBe('2019/Scans');
  expect(rules.byPath('2019/Scans/a/1.tif')).toBe('2019/Scans');
  expect(rules.byPath('old/2019/Scans/1.tif')).toBeNull();
  expect(rules.byPath('raw/1.cr2')).toBe('/raw');
  expect(rules.byPath('2020/raw/1.cr2')).toBeNull();
});

test('empty patterns leave nothing out', () => {
  expect(ignoredBy('IMG_1.JPG', ['', '  ', '/'], {})).toBeNull();
});

test('a pattern made to be slow is not slow', () => {
  const pattern = '*a'.repeat(100);
  expect(ignoredBy('a'.repeat(99) + 'b'.repeat(150), [pattern], {})).toBeNull();
});

test('a name in an old encoding is left out by its own bytes and by what it is shown as', () => {
  const name = (latin1: string): string => nameOfBytes(Buffer.from(latin1, 'latin1'));
  const drafts = name('\xd7\xe5\xf0\xed\xee\xe2\xe8\xea\xe8');
  expect(ignoredBy(`${drafts}/1.jpg`, ['черновики'], { foldCase: true })).toBe('черновики');
  expect(ignoredBy(`a/${drafts}`, ['a/Черн*'], {})).toBe('a/Черн*');
  expect(ignoredBy(`a/${drafts}`, [`a/${drafts}`], {})).toBe(`a/${drafts}`);
  // «МГУ» in koi8-r could be read in several ways; its folder tells.
  expect(ignoredBy(`${name('\xe1\xd2\xc8\xc9\xd7')}/${name('\xed\xe7\xf5')}`, ['МГУ'], { foldCase: false })).toBe(
    'МГУ',
  );
  expect(ignoredBy(name('\xd4\xee\xf2\xee.TMP'), [], {})).toBe('*.tmp');
  expect(ignoredBy(`${drafts}.jpg`, ['Мама*'], {})).toBeNull();
});

test('whatever is known by a Russian name is known in an old encoding as well', () => {
  const inCp1251 = (text: string): string =>
    nameOfBytes(Array.from(text, (one) => (one < '\u0080' ? one.charCodeAt(0) : (one.codePointAt(0) ?? 0) - 0x350)));
  expect(ignoredBy(`${inCp1251('Google Фото')}/${inCp1251('Корзина')}/1.jpg`, [], {})).toBe('Google Фото/Корзина');
  expect(isConflictNamed(inCp1251('1 (Вася, конфликтующая копия 2009-05-01).jpg'))).toBe(true);
  expect(isConflictNamed(inCp1251('1 (копия).jpg'))).toBe(false);
});
