// The one sentence, in every variant and both languages.
import { expect, test } from 'vitest';
import type { Snapshot } from '../snapshot.ts';
import { statusSentence, statusText, type StatusIcon } from './status-sentence.ts';
import { translator } from './translate.ts';

const now = new Date(2026, 6, 12, 15, 4).getTime();
const at = (hours: number, minutes: number, days = 0): number => new Date(2026, 6, 12 + days, hours, minutes).getTime();
const base: Snapshot = {
  atMs: now,
  status: { kind: 'sending' },
  counts: { all: 12480, checking: 0, review: 0, waiting: 264, done: 9289, needs_you: 40, skipped: 38, duplicate: 2 },
  round: { photosDone: 76, photosTotal: 340, bytesDone: 412e6, bytesTotal: 1_900e6, secondsLeft: 240, growing: false },
  bytesPerSecond: 6_200_000,
  speeds: [],
  lanes: [],
  folders: 5,
  unseenFolders: 0,
  unseen: [],
  problems: 40,
  waits: [],
  account: null,
  trouble: null,
  restored: null,
  uploadHosts: [],
  lastDoneMs: at(14, 36),
  lastScanMs: at(15, 0),
};
/** Older language data writes 09:05 where newer writes 9:05. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/\b0(\d:\d\d)/g, '$1');

type Case = [name: string, change: Partial<Snapshot>, icon: StatusIcon, ru: string, en: string];

const cases: Case[] = [
  ['starting', { status: { kind: 'starting' } }, 'waiting', 'Запускается', 'Starting'],
  ['empty', { status: { kind: 'empty' } }, 'ready', 'Здесь появятся ваши фото', 'Your photos will appear here'],
  ['ready', { status: { kind: 'ready' } }, 'ready', 'Всё на OK', 'Everything is on OK'],
  [
    'ready, with a folder that is away',
    { status: { kind: 'ready' }, unseenFolders: 1 },
    'waiting',
    'Всё, что видно, на OK',
    'All photos found are on OK',
  ],
  ['checking', { status: { kind: 'checking' } }, 'sending', 'Проверяются фото', 'Checking photos'],
  [
    'checking many',
    { status: { kind: 'checking' }, counts: { ...base.counts, checking: 1 } },
    'sending',
    'Проверяется 1 фото',
    'Checking 1 photo',
  ],
  ['sending', {}, 'sending', 'Отправляется 76 из 340, ещё около 4 минут', 'Sending 76 of 340, about 4 minutes left'],
  [
    'sending, no time yet',
    { round: { ...base.round, secondsLeft: null } },
    'sending',
    'Отправляется 76 из 340',
    'Sending 76 of 340',
  ],
  [
    'sending, growing',
    { round: { ...base.round, growing: true } },
    'sending',
    'Отправляется 76 из 340 найденных пока',
    'Sending 76 of 340 found so far',
  ],
  [
    'sending, others still checked',
    {
      round: { ...base.round, photosDone: 386, photosTotal: 390, growing: true },
      counts: { ...base.counts, checking: 2614 },
    },
    'sending',
    'Отправлено 386, проверяется ещё 2 614',
    'Sent 386, still checking 2,614',
  ],
  ['paused', { status: { kind: 'paused', untilMs: null } }, 'waiting', 'Пауза', 'Paused'],
  [
    'paused until',
    { status: { kind: 'paused', untilMs: at(16, 4) } },
    'waiting',
    'Пауза до 16:04',
    'Paused until 4:04 PM',
  ],
  [
    'paused until tomorrow',
    { status: { kind: 'paused', untilMs: at(8, 0, 1) } },
    'waiting',
    'Пауза до 8:00, 13 июля',
    'Paused until 8:00 AM, July 13',
  ],
  ['offline', { status: { kind: 'offline' } }, 'offline', 'Нет связи с OK', 'No connection to OK'],
  [
    'sign in',
    { status: { kind: 'account', trouble: { kind: 'sign_in' } } },
    'needs_you',
    'Вход на OK истёк',
    'You are signed out of OK',
  ],
  [
    'permission',
    { status: { kind: 'account', trouble: { kind: 'permission', right: 'PHOTO_CONTENT' } } },
    'needs_you',
    'OK не дал программе права',
    'OK has not granted a permission',
  ],
  [
    'rejected',
    { status: { kind: 'account', trouble: { kind: 'rejected', code: 101 } } },
    'needs_you',
    'OK не принимает запросы программы',
    'OK does not accept the program’s requests',
  ],
  [
    'not OK',
    { status: { kind: 'account', trouble: { kind: 'not_ok_server' } } },
    'needs_you',
    'Вместо OK отвечает кто-то другой',
    'Another server answers instead of OK',
  ],
  [
    'other account',
    { status: { kind: 'account', trouble: { kind: 'other_account', expected: '58', why: 'user' } } },
    'needs_you',
    'Это другой аккаунт OK',
    'This is another OK account',
  ],
  [
    'resting',
    { status: { kind: 'account', trouble: { kind: 'resting', untilMs: at(15, 30), code: 11 } } },
    'waiting',
    'OK просит подождать до 15:30',
    'OK asks to wait until 3:30 PM',
  ],
  [
    'retry',
    { status: { kind: 'waiting', untilMs: null, why: 'retry' } },
    'waiting',
    'Ждёт следующей попытки',
    'Waiting for the next attempt',
  ],
  [
    'retry at',
    { status: { kind: 'waiting', untilMs: at(15, 9), why: 'retry' } },
    'waiting',
    'Следующая попытка в 15:09',
    'Next attempt at 3:09 PM',
  ],
  [
    'hours',
    { status: { kind: 'waiting', untilMs: at(22, 0), why: 'hours' } },
    'waiting',
    'Ждёт: сейчас не время отправки',
    'Waiting: outside the sending hours',
  ],
  [
    'metered',
    { status: { kind: 'waiting', untilMs: null, why: 'metered' } },
    'waiting',
    'Ждёт: за трафик в этой сети платят',
    'Waiting: this network is metered',
  ],
  [
    'battery',
    { status: { kind: 'waiting', untilMs: null, why: 'battery' } },
    'waiting',
    'Ждёт: компьютер работает от батареи',
    'Waiting: running on battery',
  ],
  [
    'drive',
    { status: { kind: 'waiting', untilMs: null, why: 'drive_off' } },
    'waiting',
    'Ждёт: диск не подключён',
    'Waiting: the drive is not connected',
  ],
  [
    'planned',
    { status: { kind: 'waiting', untilMs: null, why: 'planned' } },
    'waiting',
    'Ждёт, когда вы начнёте',
    'Waiting for you to start',
  ],
  [
    'no account',
    { status: { kind: 'waiting', untilMs: null, why: 'no_account' } },
    'waiting',
    'Ждёт: аккаунт не подключён',
    'Waiting: no account connected',
  ],
  [
    'disk full',
    { status: { kind: 'waiting', untilMs: null, why: 'disk_full' } },
    'needs_you',
    'Ждёт: на этом компьютере нет места',
    'Waiting: this computer is out of space',
  ],
  [
    'needs you',
    { status: { kind: 'needs_you', photos: 3 } },
    'needs_you',
    '3 фото ждут вашего решения',
    '3 photos need your decision',
  ],
  [
    'one needs you',
    { status: { kind: 'needs_you', photos: 1 } },
    'needs_you',
    '1 фото ждёт вашего решения',
    '1 photo needs your decision',
  ],
];

test.each(cases)('%s', (_name, change, icon, ru, en) => {
  const snapshot: Snapshot = { ...base, ...change };
  const russian = statusSentence(snapshot, 'ru', translator('ru'));
  const english = statusSentence(snapshot, 'en', translator('en'));
  expect(plain(statusText(russian, translator('ru')))).toBe(ru);
  expect(plain(statusText(english, translator('en')))).toBe(en);
  expect(russian.icon).toBe(icon);
  expect(`${russian.detail}${english.detail}`).not.toMatch(/[{}<>]/);
});

test('when all is there, the line below says how much and since when', () => {
  const sentence = statusSentence(
    { ...base, status: { kind: 'ready' }, counts: { ...base.counts, done: 12440 } },
    'ru',
    translator('ru'),
  );
  expect(plain(sentence.detail ?? '')).toBe(
    '12 440 фото. Последнее отправлено сегодня в 14:36, папки проверены в 15:00.',
  );
});

test('a pause says what is left', () => {
  const sentence = statusSentence({ ...base, status: { kind: 'paused', untilMs: null } }, 'ru', translator('ru'));
  expect(plain(sentence.detail ?? '')).toBe('Осталось 264 фото, 1,5 ГБ.');
});

test('what became a question, or waits in a folder that a person holds, is not said to be left', () => {
  const paused: Snapshot = {
    ...base,
    status: { kind: 'paused', untilMs: null },
    counts: { ...base.counts, waiting: 200, needs_you: 104 },
    waits: [{ kind: 'folder_paused', folderId: 1, title: 'x', photos: 60, unchecked: 10 }],
  };
  expect(plain(statusSentence(paused, 'en', translator('en')).detail ?? '')).toBe('150 photos left, 1.5 GB.');
});
