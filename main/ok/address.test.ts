// Address rules: the ways an answer could send photos or the token somewhere else.
import { expect, test } from 'vitest';
import { apiBase, uploadTarget } from './address.ts';

const service = new URL('https://api.ok.ru/');
const emulator = new URL('http://127.0.0.1:7800/');

test.each([
  'https://api.ok.ru',
  'https://api.ok.ru/',
  'http://127.0.0.1:7800/',
  'http://localhost:7800',
  'http://[::1]:7800/',
])('the API may be at %s', (address) => expect(apiBase(address)?.href.endsWith('/')).toBe(true));

test.each([
  'http://api.ok.ru/',
  'ftp://api.ok.ru/',
  'http://127.0.0.1.example.org/',
  'https://me:secret@api.ok.ru/',
  'https://api.ok.ru/?x=1',
  'api.ok.ru',
  '',
])('the API may not be at %s', (address) => expect(apiBase(address)).toBeNull());

test.each([
  'https://up.odnoklassniki.ru/uploadImage?apiToken=a',
  'https://pu.mycdn.me/uploadImage?photoIds=${photoIds}',
  'https://ok.ru/u',
  'https://UP.OKCDN.RU/u',
  'https://ok.ru:443/u',
])('bytes may go to %s', (address) => expect(uploadTarget(address, service)).not.toBeNull());

test.each([
  'http://up.odnoklassniki.ru/u',
  'https://odnoklassniki.ru.example.org/u',
  'https://notok.ru/u',
  'https://ok.ru@example.org/u',
  'https://example.org\\@ok.ru/u',
  'https://ok.ru\\.example.org/u',
  'https://ok.ru./u',
  'https://ok.ru:8443/u',
  'https://xn--k-tna.ok.ru/u',
  'https://оk.ru/u',
  'https://127.0.0.1/u',
  'http://127.0.0.1:7800/u',
  'https://ok.ru/u\nHost:x',
  'file:///etc/passwd',
  'javascript:0',
  '//ok.ru/u',
])('bytes may not go to %j', (address) => expect(uploadTarget(address, service)).toBeNull());

test('an account on loopback sends to loopback only', () => {
  expect(uploadTarget('http://127.0.0.1:7800/u', emulator)).not.toBeNull();
  expect(uploadTarget('http://127.1:7800/u', emulator)).not.toBeNull();
  expect(uploadTarget('https://up.ok.ru/u', emulator)).toBeNull();
});
