import { mkdir, mkdtemp, realpath, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareFolders, foldsCase, nfcKey, absolutePath, realFolder, relativeKey } from './path-rules.ts';

test.each([
  ['/a/b', '/a/b', 'same'],
  ['/a/b/', '/a/b', 'same'],
  ['/a/b/c', '/a/b', 'inside'],
  ['/a', '/a/b', 'contains'],
  ['/a/bc', '/a/b', 'apart'],
  ['/', '/a', 'contains'],
  ['/A/b', '/a/b', 'apart'],
] as const)('%j to %j is %j', (a, b, relation) => {
  expect(compareFolders(a, b, { platform: 'linux', foldCase: false })).toBe(relation);
});

test('case and the way an accent is written do not make two folders where the disk sees one', () => {
  expect(compareFolders('/Users/Anna/Фото', '/users/anna/фото/море', { platform: 'darwin' })).toBe('contains');
  expect(compareFolders('/Мой', '/Мои\u0306', { platform: 'linux' })).toBe('same');
});

test('Windows paths: case, both separators, drives, shares and the long form', () => {
  const relation = (a: string, b: string): string => compareFolders(a, b, { platform: 'win32' });
  expect(relation('C:\\Photos\\', 'c:/photos')).toBe('same');
  expect(relation('\\\\?\\C:\\Photos\\2024', 'C:\\Photos')).toBe('inside');
  expect(relation('D:\\Photos', 'C:\\Photos')).toBe('apart');
  expect(relation('\\\\nas\\photos', '\\\\NAS\\photos\\2024')).toBe('contains');
  expect(relation('\\\\?\\UNC\\nas\\photos', '\\\\nas\\photos')).toBe('same');
});

test('relative keys use one separator everywhere and keep the name as it is', () => {
  expect(relativeKey('/r', '/r/a/b.jpg', 'linux')).toBe('a/b.jpg');
  expect(relativeKey('C:\\r', 'C:\\r\\a\\b.jpg', 'win32')).toBe('a/b.jpg');
  expect(relativeKey('/r', '/r/a\\b.jpg', 'linux')).toBe('a\\b.jpg');
  expect(relativeKey('/r', '/r', 'linux')).toBe('');
  expect(relativeKey('/r', '/rest/a.jpg', 'linux')).toBeNull();
  expect(relativeKey('/r', '/r/..a.jpg', 'linux')).toBe('..a.jpg');
});

test('a stored path becomes absolute again, on Windows in the form that takes more than 260 characters', () => {
  expect(absolutePath('/r', 'a/b.jpg', 'linux')).toBe('/r/a/b.jpg');
  expect(absolutePath('/', 'a', 'linux')).toBe('/a');
  expect(absolutePath('/r', '', 'linux')).toBe('/r');
  expect(absolutePath('C:\\r', 'a/b.jpg', 'win32')).toBe('\\\\?\\C:\\r\\a\\b.jpg');
  expect(absolutePath('\\\\nas\\r', 'a/b.jpg', 'win32')).toBe('\\\\?\\UNC\\nas\\r\\a\\b.jpg');
});

test('both spellings of a name have one key', () => {
  expect(nfcKey('Мои\u0306/e\u0301.jpg')).toBe('Мой/é.jpg');
});

test('a folder is looked up as the system writes it: through links, without a trailing separator', async () => {
  const base = await realpath(await mkdtemp(join(tmpdir(), 'paths-')));
  await mkdir(join(base, 'Real'));
  await symlink(join(base, 'Real'), join(base, 'link'));
  await writeFile(join(base, 'file.jpg'), 'x');
  expect(await realFolder(`${join(base, 'link')}/`)).toMatchObject({ kind: 'folder', path: join(base, 'Real') });
  expect(await realFolder(join(base, 'file.jpg'))).toEqual({ kind: 'not_a_folder' });
  expect(await realFolder(join(base, 'file.jpg', 'below'))).toEqual({ kind: 'not_a_folder' });
  expect(await realFolder(join(base, 'nothing'))).toEqual({ kind: 'missing' });
});

test('whether case counts is asked of the disk', async () => {
  const base = await mkdtemp(join(tmpdir(), 'case-'));
  await mkdir(join(base, 'Photos'));
  const sameDisk = await realFolder(join(base, 'pHOTOS'));
  expect(await foldsCase(join(base, 'Photos'))).toBe(sameDisk.kind === 'folder');
});
