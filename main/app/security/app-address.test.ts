// What app:// serves, and what it does not.
import { expect, test } from 'vitest';
import { readAppAddress } from './app-address.ts';

const sha = 'ab'.repeat(32);

test('the page and its files are served with their types', () => {
  expect(readAppAddress('app://renderer/')).toEqual({
    kind: 'page',
    path: 'index.html',
    contentType: 'text/html; charset=utf-8',
  });
  expect(readAppAddress('app://renderer/index.html?x=1#photos')).toMatchObject({ path: 'index.html' });
  expect(readAppAddress('app://renderer/assets/index-B7_x.js')).toEqual({
    kind: 'page',
    path: 'assets/index-B7_x.js',
    contentType: 'text/javascript; charset=utf-8',
  });
});

test('a preview is a plain file name in its folder', () => {
  expect(readAppAddress('app://preview/12-shrink-after')).toEqual({ kind: 'preview', path: '12-shrink-after.jpg' });
  for (const bad of ['app://preview/', 'app://preview/a/b', 'app://preview/%2e%2e', 'app://preview/A.jpg'])
    expect(readAppAddress(bad)).toBe(null);
});

test('a thumbnail is found by its hash, in its two-letter folder', () => {
  expect(readAppAddress(`app://thumbnail/${sha}`)).toEqual({ kind: 'thumbnail', path: `ab/${sha}.webp` });
});

test.each([
  'app://renderer/../secret.html',
  'app://renderer/%2e%2e/secret.html',
  'app://renderer/..%2fsecret.html',
  'app://renderer/..%5csecret.html',
  'app://renderer/assets/..%2f..%2fsettings.js',
  'app://renderer/a/%2e%2e%2f%2e%2e%2findex.html',
  'app://renderer//etc/index.html',
  'app://renderer/C:/index.html',
  'app://renderer/C%3A%5Cindex.html',
  'app://renderer/index.html%00.js',
  'app://renderer/.hidden.html',
  'app://renderer/index..html',
  'app://renderer/%ff.html',
  'app://renderer/con\u202fcept.html',
])('%s does not leave the folder', (address) => {
  const found = readAppAddress(address);
  // The parser folds some of these into a harmless name below the folder; none may point outside of it.
  expect(found?.path ?? 'index.html').toMatch(/^(?:[\w-]+\/)*[\w-]+\.(?:html|js)$/);
});

test.each([
  'app://renderer/..%2fsecret.html',
  'app://renderer/..%5csecret.html',
  'app://renderer/C:/index.html',
  'app://renderer/index.html%00.js',
  'app://renderer/index.js.map',
  'app://renderer/package.json',
  'app://renderer/index',
  'app://renderer/assets/',
  'app://renderer:80/index.html',
  'app://user@renderer/index.html',
  'app://elsewhere/index.html',
  `app://thumbnail/${sha.toUpperCase()}`,
  `app://thumbnail/${sha}.webp`,
  `app://thumbnail/${sha}0`,
  `app://thumbnail/x/${sha}`,
  'app://thumbnail/..%2f..%2fseal-key.bin',
  `file://thumbnail/${sha}`,
  `https://renderer/index.html`,
  'nonsense',
])('%s is not served', (address) => {
  expect(readAppAddress(address)).toBeNull();
});
