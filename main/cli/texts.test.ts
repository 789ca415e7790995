// Small pieces of the terminal, each by itself.
import { expect, test } from 'vitest';
import { accountFromEnvironment } from './account-from-environment.ts';
import { parseCommandLine, type Parsed } from './command-line.ts';
import { dataFolder } from './data-folder.ts';
import { safeText } from './safe-text.ts';
import { signingSecretOf } from '../engine/remote/sign.ts';
import { enWords, languageOf } from './words.ts';

const parse = (...args: string[]): Parsed => parseCommandLine(args, enWords, () => undefined);

test('names cannot move the cursor, turn the line or hide', () => {
  expect(safeText('a\u001b[2J\nb\u202egpj.exe\u0000\u009bX\ufeff')).toBe(
    'a\\e[2J\\nb\\u{202e}gpj.exe\\u{0}\\u{9b}X\\u{feff}',
  );
  const harmless = 'Дача 👨‍👩‍👧 «июль» 年.jpg';
  expect(safeText(harmless)).toBe(harmless);
});

test('albums are chosen in one way at a time', () => {
  expect(parse('sync', 'a')).toMatchObject({ album: { kind: 'folder_name' }, privacy: 'private', lanes: 3 });
  expect(parse('sync', 'a', 'b', '--album', ' Лето ')).toMatchObject({
    folders: ['a', 'b'],
    album: { kind: 'titled', title: 'Лето' },
  });
  expect(parse('sync', 'a', '--no-album')).toMatchObject({ album: { kind: 'personal' } });
  expect(parse('sync', 'a', '--album-per-folder')).toMatchObject({ album: { kind: 'per_subfolder' } });
  for (const pair of [
    ['--album', 'x', '--no-album'],
    ['--no-album', '--album=x'],
    ['--album', 'x', '--album-per-folder'],
    ['--no-album', '--album-per-folder'],
  ])
    expect(parse('sync', 'a', ...pair)).toEqual({ kind: 'shown', wrong: true });
});

test('nonsense is wrong usage, help is not', () => {
  for (const args of [
    [],
    ['sync'],
    ['send', 'a'],
    ['sync', 'a', '--lanes', '0'],
    ['sync', 'a', '--lanes', '2.5'],
    ['sync', 'a', '--lanes', '99'],
    ['sync', 'a', '--album', ' '],
    ['sync', 'a', '--privacy', 'nobody'],
    ['sync', 'a', '--data', ''],
    ['why'],
    ['status', 'x'],
    ['--wat'],
  ])
    expect({ args, parsed: parse(...args) }).toEqual({ args, parsed: { kind: 'shown', wrong: true } });
  expect(parse('--help')).toEqual({ kind: 'shown', wrong: false });
  expect(parse('sync', '--help')).toEqual({ kind: 'shown', wrong: false });
});

test('a folder named like an option can be given after «--»', () => {
  expect(parse('sync', '--', '--watch')).toMatchObject({ folders: ['--watch'], watch: false });
});

test('the data folder is where each system wants it, and the demo’s is another', () => {
  const linux = { platform: 'linux', home: '/home/anna', env: {} } as const;
  expect(dataFolder(null, false, linux)).toBe('/home/anna/.local/share/ok-photo-sync/cli');
  expect(dataFolder(null, true, linux)).toBe('/home/anna/.local/share/ok-photo-sync/cli/demo');
  expect(dataFolder(null, false, { ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/ok-photo-sync/cli');
  expect(dataFolder(null, false, { ...linux, env: { XDG_DATA_HOME: 'data' } })).toBe(dataFolder(null, false, linux));
  expect(dataFolder('/mine', true, linux)).toBe('/mine');
});

test('the account comes whole or not at all', () => {
  const whole = { OK_APPLICATION_KEY: 'K', OK_ACCESS_TOKEN: 't\n', OK_APPLICATION_SECRET_KEY: 's' };
  expect(accountFromEnvironment(whole)).toEqual({
    kind: 'account',
    credentials: {
      apiAddress: 'https://api.ok.ru/',
      applicationKey: 'K',
      accessToken: 't',
      signingSecret: signingSecretOf({ accessToken: 't', applicationSecretKey: 's' }),
    },
  });
  expect(accountFromEnvironment({ ...whole, OK_ACCESS_TOKEN: '' })).toMatchObject({ kind: 'missing' });
  for (const address of ['http://api.ok.ru/', 'ftp://x/', 'nonsense', 'http://127.0.0.1.evil.example/'])
    expect(accountFromEnvironment({ ...whole, OK_API_URL: address })).toMatchObject({ kind: 'bad_address' });
  expect(accountFromEnvironment({ ...whole, OK_API_URL: 'http://[::1]:7800' })).toMatchObject({ kind: 'account' });
});

test('the system’s language is spoken when it is known', () => {
  expect(languageOf({ LANG: 'ru_RU.UTF-8' })).toBe('ru');
  expect(languageOf({ LANG: 'ru_RU.UTF-8', LC_ALL: 'en_GB' })).toBe('en');
  expect(languageOf({ LANG: 'C.UTF-8' })).toBe('en');
  expect(languageOf({})).toBe('en');
});
