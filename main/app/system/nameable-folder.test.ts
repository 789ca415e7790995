// Which folder is opened for a file that cannot be named.
import { expect, test } from 'vitest';
import { nameOfBytes } from '../../../shared/byte-names.ts';
import { nameableFolder } from './nameable-folder.ts';

const bytes = (latin1: string): string => nameOfBytes(Buffer.from(latin1, 'latin1'));

test('a file of an ordinary name needs no other', () => {
  expect(nameableFolder('/media/Фото/1.jpg')).toBeNull();
});

test('the folders above the first name that is no UTF-8', () => {
  expect(nameableFolder(bytes('/media/usb/\xcc\xee\xf0\xe5/1.jpg'))).toBe('/media/usb');
  expect(nameableFolder(bytes('/media/usb/a \xcc.jpg'))).toBe('/media/usb');
  expect(nameableFolder(bytes('/\xcc/1.jpg'))).toBe('/');
  expect(nameableFolder(bytes('C:\\photos\\\xed\xa0\x80.jpg'))).toBe('C:\\photos');
});
