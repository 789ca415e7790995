import { expect, test } from 'vitest';
import { movedPath } from './moved-path.ts';

test.each([
  ['/home/a/Photos', '/home/a', '/mnt/b', '/mnt/b/Photos'],
  ['/home/a/Photos', '/home/a/Photos/', '/mnt/b/', '/mnt/b'],
  ['/home/abc', '/home/a', '/mnt', '/home/abc'],
  ['D:\\Photos\\2024', 'd:\\photos', '/home/x/Photos', '/home/x/Photos/2024'],
  ['D:\\Photos\\2024', 'D:/Photos', 'E:\\Mine', 'E:\\Mine\\2024'],
  ['D:\\Photos', 'D:\\', 'E:\\', 'E:\\Photos'],
  ['\\\\nas\\photos\\a', '\\\\NAS\\photos', '/Volumes/photos', '/Volumes/photos/a'],
  ['/Volumes/P/a', '/Volumes/P', 'C:\\P', 'C:\\P\\a'],
  ['/a/b', '/', '/new', '/new/a/b'],
  ['/a/b', '/a', '/', '/b'],
  ['/Home/a', '/home', '/x', '/Home/a'],
])('%s, with %s moved to %s, lies at %s', (path, from, to, expected) =>
  expect(movedPath(path, [{ from, to }])).toBe(expected),
);

test('the longest part that is named decides', () => {
  const moves = [
    { from: '/a', to: '/x' },
    { from: '/a/b', to: '/y' },
  ];
  expect(movedPath('/a/b/c', moves)).toBe('/y/c');
  expect(movedPath('/a/c', moves)).toBe('/x/c');
  expect(movedPath('/q', moves)).toBe('/q');
});
