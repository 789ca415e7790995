// What is said aloud, once, and what is not.
import { expect, test } from 'vitest';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { translator } from '../../../shared/locales/translate.ts';
import { whatToAnnounce, announcedAtStart, type Announcement } from './what-to-announce.ts';
import { notificationText } from './notification-text.ts';
import { halfway, snapshotOf } from '../testing/snapshot-of.ts';

const sending = snapshotOf({ status: { kind: 'sending' }, round: halfway });
const done = snapshotOf({ round: { ...halfway, photosDone: 340, photosTotal: 340 } });

/** Everything that is said while these snapshots pass by. */
function saidDuring(first: Snapshot, ...rest: Snapshot[]): unknown[] {
  let said = announcedAtStart(first);
  return rest.flatMap((snapshot) => {
    const news = whatToAnnounce(said, snapshot);
    said = news.said;
    return news.say;
  });
}

test('a round that was sent whole is announced once', () => {
  expect(saidDuring(snapshotOf({}), sending, sending, done, done)).toEqual([{ kind: 'all-done', photos: 340 }]);
});

test('a pause in the middle of a round does not end it', () => {
  const paused = snapshotOf({ status: { kind: 'paused', untilMs: null }, round: halfway });
  expect(saidDuring(sending, paused, sending, done)).toEqual([{ kind: 'all-done', photos: 340 }]);
});

test('problems are announced together, at the end, and not again while they stay', () => {
  const one = { ...sending, problems: 1 };
  const three = { ...sending, problems: 3 };
  const stuck = snapshotOf({ status: { kind: 'needs_you', photos: 3 }, problems: 3 });
  expect(saidDuring(snapshotOf({}), one, three, stuck, stuck, { ...sending, problems: 3 }, stuck)).toEqual([
    { kind: 'need-you', photos: 3 },
  ]);
});

test('a problem that went away and another one that came are news', () => {
  const stuck = (photos: number) => snapshotOf({ status: { kind: 'needs_you', photos }, problems: photos });
  expect(saidDuring(stuck(2), snapshotOf({}), stuck(1))).toEqual([{ kind: 'need-you', photos: 1 }]);
});

test('what was so before the start is no news', () => {
  const stuck = snapshotOf({ status: { kind: 'needs_you', photos: 3 }, problems: 3 });
  const signedOut = snapshotOf({
    status: { kind: 'account', trouble: { kind: 'sign_in' } },
    trouble: { kind: 'sign_in' },
  });
  expect(saidDuring(stuck, stuck)).toEqual([]);
  expect(saidDuring(signedOut, signedOut)).toEqual([]);
});

test('being signed out is said at once; a rest that the service asks for is not', () => {
  const trouble = { kind: 'sign_in' } as const;
  const resting = { kind: 'resting', untilMs: 1, code: 1 } as const;
  expect(
    saidDuring(sending, { ...sending, trouble: resting }, { ...sending, trouble }, { ...sending, trouble }),
  ).toEqual([{ kind: 'account', trouble }]);
});

const gone = (...titles: string[]): Snapshot =>
  snapshotOf({
    status: { kind: 'waiting', untilMs: null, why: 'drive_off' },
    waits: titles.map((title, index) => ({ kind: 'drive_off', folderId: index + 1, title, photos: 61, unchecked: 60 })),
  });

test('a drive that goes while photos wait for it is said once each time it goes', () => {
  const drive = { kind: 'drive-off', folders: [{ title: 'Архив', photos: 61 }] };
  expect(saidDuring(sending, gone('Архив'), gone('Архив'), sending, gone('Архив'))).toEqual([drive, drive]);
  expect(saidDuring(sending, gone('Архив', 'Дача'))).toMatchObject([{ folders: [{}, {}] }]);
});

test('a drive that was away before the start, or that nothing waits for, is no news', () => {
  expect(saidDuring(gone('Архив'), gone('Архив'))).toEqual([]);
  expect(saidDuring(snapshotOf({}), snapshotOf({ unseenFolders: 1 }))).toEqual([]);
});

test('the notification names the drive and what waits, in both languages', () => {
  const [one] = saidDuring(sending, gone('Архив')) as Announcement[];
  const [two] = saidDuring(sending, gone('Архив', 'Дача')) as Announcement[];
  const text = (what: Announcement | undefined, language: 'ru' | 'en') =>
    what === undefined ? null : notificationText(what, language, translator(language), 0);
  expect(text(one, 'ru')).toEqual({
    title: 'Папка «Архив» недоступна',
    body: expect.stringMatching(/^61.фото ждёт диск\. Ничего не удалено\./u),
  });
  expect(text(two, 'en')).toEqual({
    title: '2 folders are not there',
    body: expect.stringMatching(/^122.photos wait for the drive\. Nothing is deleted\./u),
  });
});

const shut = (kind: 'folder_shut' | 'failed' | 'unopened', ...titles: string[]): Snapshot => {
  const unseen = titles.map((title, index) => ({ kind, folderId: index + 1, title, places: 2 }));
  return snapshotOf({ unseen, unseenFolders: unseen.length });
};

test.each(['folder_shut', 'failed', 'unopened'] as const)(
  'a folder that cannot be seen in full (%s) is said once',
  (kind) => {
    expect(saidDuring(sending, shut(kind, 'Дача'), shut(kind, 'Дача'), sending)).toEqual([
      { kind: 'unseen', folders: ['Дача'] },
    ]);
    expect(saidDuring(shut(kind, 'Дача'), shut(kind, 'Дача'))).toEqual([]);
  },
);

test('what cannot be looked at is told in the person’s language, one folder by its name, several by their number', () => {
  const [one] = saidDuring(sending, shut('unopened', 'Дача')) as Announcement[];
  const [two] = saidDuring(sending, shut('unopened', 'Дача', 'Архив')) as Announcement[];
  if (one === undefined || two === undefined) throw new Error('nothing is said');
  expect(notificationText(one, 'ru', translator('ru'), 0).title).toBe('Папка «Дача» просмотрена не до конца');
  expect(notificationText(two, 'en', translator('en'), 0).title).toBe(
    '2 folders could not be looked through to the end',
  );
});
