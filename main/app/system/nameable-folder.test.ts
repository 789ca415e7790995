// Which folder is opened for a file whose path is not UTF-8.
import { expect, test } from 'vitest';
import { nameOfBytes } from '../../../shared/byte-names.ts';
import { nameableFolder } from './nameable-folder.ts';

const bytes = (latin1: string): string => nameOfBytes(Buffer.from(latin1, 'latin1'));

test('a file with a UTF-8 path is shown itself', () => {
  expect(nameableFolder('/media/Фото/1.jpg')).toBeNull();
});

test('otherwise the folder above the first name that is not UTF-8 is opened', () => {
  expect(nameableFolder(bytes('/media/usb/\xcc\xee\xf0\xe5/1.jpg'))).toBe('/media/usb');
  expect(nameableFolder(bytes('/media/usb/a \xcc.jpg'))).toBe('/media/usb');
  expect(nameableFolder(bytes('/\xcc/1.jpg'))).toBe('/');
  expect(nameableFolder(bytes('C:\\photos\\\xed\xa0\x80.jpg'))).toBe('C:\\photos');
});
