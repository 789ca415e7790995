// What is announced, once, and what is not.
import { expect, test } from 'vitest';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { translator } from '../../../shared/locales/translate.ts';
import { whatToAnnounce, announcedAtStart, type Announcement } from './what-to-announce.ts';
import { notificationText } from './notification-text.ts';
import { halfway, snapshotOf } from '../testing/snapshot-of.ts';

const sending = snapshotOf({ status: { kind: 'sending' }, round: halfway });
const done = snapshotOf({ round: { ...halfway, photosDone: 340, photosTotal: 340 } });

/** Everything that is announced during these snapshots. */
function announcedDuring(first: Snapshot, ...rest: Snapshot[]): unknown[] {
  let announced = announcedAtStart(first);
  return rest.flatMap((snapshot) => {
    const next = whatToAnnounce(announced, snapshot);
    announced = next.announced;
    return next.announcements;
  });
}

test('a round that was sent whole is announced once', () => {
  expect(announcedDuring(snapshotOf({}), sending, sending, done, done)).toEqual([{ kind: 'all-done', photos: 340 }]);
});

test('a pause in the middle of a round does not end it', () => {
  const paused = snapshotOf({ status: { kind: 'paused', untilMs: null }, round: halfway });
  expect(announcedDuring(sending, paused, sending, done)).toEqual([{ kind: 'all-done', photos: 340 }]);
});

test('problems are announced together, at the end, and not again while they stay', () => {
  const one = { ...sending, problems: 1 };
  const three = { ...sending, problems: 3 };
  const stuck = snapshotOf({ status: { kind: 'needs_you', photos: 3 }, problems: 3 });
  expect(announcedDuring(snapshotOf({}), one, three, stuck, stuck, { ...sending, problems: 3 }, stuck)).toEqual([
    { kind: 'need-you', photos: 3 },
  ]);
});

test('a problem that comes after another one went away is announced', () => {
  const stuck = (photos: number) => snapshotOf({ status: { kind: 'needs_you', photos }, problems: photos });
  expect(announcedDuring(stuck(2), snapshotOf({}), stuck(1))).toEqual([{ kind: 'need-you', photos: 1 }]);
});

test('problems and troubles from before the start are not announced', () => {
  const stuck = snapshotOf({ status: { kind: 'needs_you', photos: 3 }, problems: 3 });
  const signedOut = snapshotOf({
    status: { kind: 'account', trouble: { kind: 'sign_in' } },
    trouble: { kind: 'sign_in' },
  });
  expect(announcedDuring(stuck, stuck)).toEqual([]);
  expect(announcedDuring(signedOut, signedOut)).toEqual([]);
});

test('being signed out is announced at once; a rest that the service asks for is not', () => {
  const trouble = { kind: 'sign_in' } as const;
  const resting = { kind: 'resting', untilMs: 1, code: 1 } as const;
  expect(
    announcedDuring(sending, { ...sending, trouble: resting }, { ...sending, trouble }, { ...sending, trouble }),
  ).toEqual([{ kind: 'account', trouble }]);
});

const gone = (...titles: string[]): Snapshot =>
  snapshotOf({
    status: { kind: 'waiting', untilMs: null, why: 'drive_off' },
    waits: titles.map((title, index) => ({ kind: 'drive_off', folderId: index + 1, title, photos: 61, unchecked: 60 })),
  });

test('a drive that is removed while photos wait for it is announced once each time', () => {
  const drive = { kind: 'drive-off', folders: [{ title: 'Архив', photos: 61 }] };
  expect(announcedDuring(sending, gone('Архив'), gone('Архив'), sending, gone('Архив'))).toEqual([drive, drive]);
  expect(announcedDuring(sending, gone('Архив', 'Дача'))).toMatchObject([{ folders: [{}, {}] }]);
});

test('a drive that was away before the start, or that no photo waits for, is not announced', () => {
  expect(announcedDuring(gone('Архив'), gone('Архив'))).toEqual([]);
  expect(announcedDuring(snapshotOf({}), snapshotOf({ unseenFolders: 1 }))).toEqual([]);
});

test('the notification names the drive and what waits, in both languages', () => {
  const [one] = announcedDuring(sending, gone('Архив')) as Announcement[];
  const [two] = announcedDuring(sending, gone('Архив', 'Дача')) as Announcement[];
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
  'a folder that cannot be read in full (%s) is announced once',
  (kind) => {
    expect(announcedDuring(sending, shut(kind, 'Дача'), shut(kind, 'Дача'), sending)).toEqual([
      { kind: 'unseen', folders: ['Дача'] },
    ]);
    expect(announcedDuring(shut(kind, 'Дача'), shut(kind, 'Дача'))).toEqual([]);
  },
);

test('the notification names one unreadable folder and counts several, in the person’s language', () => {
  const [one] = announcedDuring(sending, shut('unopened', 'Дача')) as Announcement[];
  const [two] = announcedDuring(sending, shut('unopened', 'Дача', 'Архив')) as Announcement[];
  if (one === undefined || two === undefined) throw new Error('nothing was announced');
  expect(notificationText(one, 'ru', translator('ru'), 0).title).toBe('Папка «Дача» просмотрена не до конца');
  expect(notificationText(two, 'en', translator('en'), 0).title).toBe('2 folders could not be fully scanned');
});
