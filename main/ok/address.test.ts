// Address rules: the ways an answer could send photos or the token somewhere else.
import { expect, test } from 'vitest';
import { limitsOverride } from '../../shared/limits.ts';
import { serviceUploadHosts, uploadHost } from '../../shared/upload-hosts.ts';
import { apiBase, uploadAddress } from './address.ts';

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

const kindOf = (address: string, api = service, allowed = serviceUploadHosts): string =>
  uploadAddress(address, api, allowed).kind;

test.each([
  ['https://up.odnoklassniki.ru/uploadImage?apiToken=a', 'https://up.odnoklassniki.ru/uploadImage?apiToken=a'],
  ['https://pu.mycdn.me/uploadImage?photoIds=${photoIds}', 'https://pu.mycdn.me/uploadImage?photoIds=${photoIds}'],
  ['https://ok.ru/u', 'https://ok.ru/u'],
  ['https://UP.OKCDN.RU/u', 'https://up.okcdn.ru/u'],
  ['https://ok.ru:443/u', 'https://ok.ru/u'],
  ['http://up.odnoklassniki.ru/u', 'https://up.odnoklassniki.ru/u'],
  ['HTTP://pu.mycdn.me:80/u', 'https://pu.mycdn.me/u'],
])('bytes may go to %s, by https', (address, target) =>
  expect(uploadAddress(address, service)).toEqual({ kind: 'target', url: new URL(target) }),
);

test.each([
  ['https://odnoklassniki.ru.example.org/u', 'https', 'odnoklassniki.ru.example.org'],
  ['http://iu.oneme.ru/uploadImage?apiToken=secret', 'http', 'iu.oneme.ru'],
  ['https://notok.ru/u', 'https', 'notok.ru'],
  ['https://evilokcdn.ru/u', 'https', 'evilokcdn.ru'],
  ['https://ok.ru./u', 'https', 'ok.ru.'],
  ['https://ok.ru:8443/u', 'https', 'ok.ru:8443'],
  ['http://ok.ru:8080/u', 'http', 'ok.ru:8080'],
  ['https://xn--k-tna.ok.ru/u', 'https', 'xn--k-tna.ok.ru'],
  ['https://оk.ru/u', 'https', 'xn--k-0tb.ru'],
  ['https://93.184.216.34/u', 'https', '93.184.216.34'],
  ['http://0x5db8d822/u', 'http', '93.184.216.34'],
  ['https://[2606:2800:220:1::1]/u', 'https', '[2606:2800:220:1::1]'],
])('%s leads to an unknown host, which is named', (address, scheme, host) => {
  expect(uploadAddress(address, service)).toEqual({
    kind: 'unknown_host',
    trouble: { who: 'unknown-upload-host', scheme, host },
  });
  // What is told can be allowed, and only that.
  expect(kindOf(address, service, { ...serviceUploadHosts, hosts: [host] })).toBe('target');
  expect(kindOf(address, service, { ...serviceUploadHosts, hosts: [`x${host}`] })).toBe('unknown_host');
  expect(uploadHost.safeParse(host).success).toBe(true);
});

test.each([
  'https://ok.ru@example.org/u',
  'https://example.org\\@ok.ru/u',
  'https://ok.ru\\.example.org/u',
  'https://127.0.0.1/u',
  'http://127.0.0.1:7800/u',
  'http://localhost/u',
  'https://ok.ru/u\nHost:x',
  'file:///etc/passwd',
  'javascript:0',
  '//ok.ru/u',
])('%j is no address for bytes', (address) => expect(kindOf(address)).toBe('unusable'));

test('an account on loopback sends to loopback, and asks before anything else', () => {
  expect(kindOf('http://127.0.0.1:7800/u', emulator)).toBe('target');
  expect(kindOf('http://127.1:7800/u', emulator)).toBe('target');
  expect(kindOf('https://up.ok.ru/u', emulator)).toBe('unknown_host');
});

test('the list of domains is data', () => {
  const allowed = { domains: ['oneme.ru'], hosts: [] };
  expect(kindOf('https://iu.oneme.ru/u', service, allowed)).toBe('target');
  expect(kindOf('https://up.ok.ru/u', service, allowed)).toBe('unknown_host');
});

test.each(['', 'ru', 'ok.ru/', 'https://ok.ru', '*.ok.ru', 'OK.ru', 'xn--80.ru', '10.0.0.1', 'a b.ru', '.ok.ru'])(
  '%j is no domain for the list',
  (domain) => expect(limitsOverride.safeParse({ uploadDomains: [domain] }).success).toBe(false),
);
