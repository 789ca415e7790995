// Small pieces of the terminal, each by itself.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { photoAction, type PhotoAction } from '../../../shared/library/photo.ts';
import { problemReasons } from '../../../shared/reasons.ts';
import { accountFromEnvironment } from '../account/from-environment.ts';
import { parseCommandLine, type Parsed } from '../command-line/parse-command-line.ts';
import { dataFolder } from '../data-folder.ts';
import { decisionsFor } from '../commands/decisions.ts';
import { shellQuote } from './shell-quote.ts';
import { safeText } from './safe-text.ts';
import { aboutLibrary, languageOf, localeOf } from '../locales/locale.ts';
import { nameAndVersion } from '../version.ts';
import { decideCommand, nextCommand } from './next-command.ts';
import { actionsOfGroup } from '../../engine/queries/photo-actions.ts';
import { signingSecretOf } from '../../ok/sign.ts';
import { enTexts } from '../locales/en/index.ts';
import { textsOf } from '../locales/texts.ts';
import type { Texts } from '../locales/types.ts';

const isPhotoAction = (action: string): action is PhotoAction => photoAction.safeParse(action).success;
const said: string[] = [];
const around = (texts: Texts, columns = 80) => ({
  texts,
  program: 'ok-photo-sync',
  version: () => 'OK Photo Sync 1.2.3',
  columns,
  write: (text: string) => void said.push(text),
});
const parse = (...args: string[]): Parsed => parseCommandLine(args, around(enTexts));
/** What is said to these arguments. */
function answerTo(texts: Texts, args: string[], columns = 80): string {
  said.length = 0;
  parseCommandLine(args, around(texts, columns));
  return said.join('');
}

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
  const env = { HOME: '/home/anna' };
  const usual = '/home/anna/.local/share/ok-photo-sync/cli';
  expect(dataFolder(null, false, env, 'linux')).toBe(usual);
  expect(dataFolder(null, true, env, 'linux')).toBe(`${usual}/demo`);
  expect(dataFolder(null, false, { ...env, XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/ok-photo-sync/cli');
  expect(dataFolder(null, false, { ...env, XDG_DATA_HOME: 'data' }, 'linux')).toBe(usual);
  expect(dataFolder('/mine', true, env, 'linux')).toBe('/mine');
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

const everyHelp = [[], ['sync'], ['status'], ['problems'], ['why'], ['journal'], ['decide']];
const wrongArguments = [
  ['--wat'],
  ['--hepl'],
  ['snyc'],
  ['why'],
  ['sync'],
  ['sync', 'a', '--data'],
  ['sync', 'a', '--album', 'x', '--album-per-folder'],
  ['sync', 'a', '--lanes', '0'],
  ['sync', 'a', '--privacy', 'nobody'],
  ['sync', 'a', '--data', ''],
  ['sync', 'a', '--no-album', '--album-per-folder'],
  ['status', 'x'],
  ['why', 'x', 'y'],
  ['decide', 'forget', 'x'],
  ['decide', 'leave-out', 'x', ''],
  ['why', ''],
  ['help', 'snyc'],
];

test('in Russian the whole help and every complaint are Russian', () => {
  const ru = textsOf('ru');
  const texts = [...everyHelp.map((args) => [...args, '--help']), ...wrongArguments].map((args) => answerTo(ru, args));
  for (const text of texts) {
    expect(text).toMatch(/[а-я]/u);
    expect(text).not.toMatch(/usage|options|commands|arguments?\b|choices|default|error|unknown|missing|did you/iu);
  }
});

test('complaints say what is wrong and what was meant, and names in them are harmless', () => {
  expect(answerTo(enTexts, ['snyc'])).toBe(
    'There is no command “snyc”.\nDid you mean sync?\nHow it is used: ok-photo-sync --help\n',
  );
  expect(answerTo(textsOf('ru'), ['sync', 'a', '--privacy', 'x'])).toContain(
    '--privacy <кому>: «x» не годится. Возможно: public, friends, private.',
  );
  expect(answerTo(enTexts, ['status', 'a'])).toContain('Nothing else is expected here, but given: a.');
  expect(answerTo(enTexts, ['\u001b[2J'])).toContain('There is no command “\\e[2J”.');
  for (const args of wrongArguments) expect(answerTo(enTexts, args)).not.toMatch(/^error/u);
});

test('an empty path, as a script makes it of what is not set, is not the folder that one stands in', () => {
  expect(answerTo(enTexts, ['decide', 'leave-out', ''])).toContain('It is empty.');
  expect(answerTo(enTexts, ['journal', ''])).toContain('It is empty.');
});

test('help keeps within a narrow terminal', () => {
  for (const texts of [enTexts, textsOf('ru')])
    for (const args of everyHelp)
      for (const columns of [50, 80]) {
        // The usage line is one command, and the terminal breaks it where it must.
        const lines = answerTo(texts, [...args, '--help'], columns)
          .split('\n')
          .slice(1);
        expect(lines.filter((line) => line.length > columns)).toEqual([]);
      }
});

test('--version says the product and its version', () => {
  for (const flag of ['--version', '-V']) {
    expect(answerTo(enTexts, [flag])).toBe('OK Photo Sync 1.2.3\n');
    expect(parse(flag)).toEqual({ kind: 'shown', wrong: false });
  }
  const { productName, version, bin } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    productName: string;
    version: string;
    bin: Record<string, string>;
  };
  expect(nameAndVersion()).toBe(`${productName} ${version}`);
  // The bundle finds package.json where the source does: two folders up.
  expect(join(dirname(bin['ok-photo-sync'] ?? ''), '..', '..')).toBe('.');
});

test('a path is quoted so that it can be pasted', () => {
  expect(shellQuote('/home/anna/IMG_1.jpg', 'linux')).toBe('/home/anna/IMG_1.jpg');
  expect(shellQuote("/дача/it's $HOME.jpg", 'linux')).toBe("'/дача/it'\\''s $HOME.jpg'");
  expect(shellQuote('C:\\Users\\Anna B\\1.jpg', 'win32')).toBe('"C:\\Users\\Anna B\\1.jpg"');
});

test('what can be decided is said with each reason, and a command for it', () => {
  const locale = aboutLibrary(localeOf({ LANG: 'en' }), 'ok-photo-sync', { data: '/my data', demo: false });
  for (const reason of problemReasons) {
    const can = decisionsFor(actionsOfGroup(reason).filter(isPhotoAction), reason);
    expect([reason, nextCommand(reason, can, locale)]).toEqual([reason, expect.stringMatching(/\(.+\)/u)]);
  }
  expect(nextCommand('too_big', ['shrink', 'leave-out'], locale)).toBe(
    'send a smaller copy (shrink) or leave it out (leave-out)',
  );
  expect(nextCommand('gave_up', ['try-again', 'leave-out'], locale)).toBe(
    'the next sync tries it again by itself or leave it out (leave-out)',
  );
  expect(nextCommand('in_other_album', ['leave-out', 'send-anyway'], locale)).toBe(
    'leave it out (leave-out) or send it into this album, too (send-anyway)',
  );
  const line = { path: '/a b.jpg', reason: 'too_big' as const, decisions: ['shrink' as const] };
  expect(decideCommand(line, locale)).toContain("ok-photo-sync decide --data '/my data' shrink '/a b.jpg'");
});
