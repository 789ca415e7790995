// The drawing on a terminal: every line of it fits, however narrow that is.
import { expect, test } from 'vitest';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { liveFrame } from './live-reporter.ts';
import { localeOf } from '../locales/locale.ts';

const snapshot: Snapshot = {
  atMs: 0,
  status: { kind: 'checking' },
  counts: { all: 500, checking: 24, review: 0, waiting: 264, done: 9, needs_you: 40, skipped: 38, duplicate: 2 },
  round: { photosDone: 76, photosTotal: 340, bytesDone: 412e6, bytesTotal: 1_900e6, secondsLeft: 240, growing: true },
  bytesPerSecond: 6_200_000,
  speeds: [],
  lanes: [
    {
      lane: 0,
      fileId: 1,
      name: 'a very long name that a person has thought of for one photo IMG_0001.jpg',
      folderTitle: 'x',
      albumTitle: null,
      step: 'sending',
      converts: false,
      sentBytes: 50,
      totalBytes: 100,
      thumbnail: null,
      width: null,
      height: null,
      becomes: null,
    },
  ],
  folders: 1,
  unseenFolders: 0,
  unseen: [],
  problems: 0,
  waits: [],
  account: null,
  trouble: null,
  restored: null,
  uploadHosts: [],
  lastDoneMs: null,
  lastScanMs: null,
};

test.each(['ru', 'en'])('nothing is longer than the terminal, and nothing is left out (%s)', (language) => {
  const locale = localeOf({ LANG: language });
  const wide = liveFrame(snapshot, locale, 3, 200);
  for (const columns of [40, 50, 80]) {
    const lines = liveFrame(snapshot, locale, 3, columns);
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    const words = (text: string[]): string[] => text.slice(0, -1).join(' ').split(/\s+/u);
    const isBar = (word: string): boolean => /[█░]/u.test(word);
    expect(words(lines).filter((word) => !isBar(word))).toEqual(words(wide).filter((word) => !isBar(word)));
    expect(lines.at(-1)).toMatch(/^ {3}50% a very .*….*\.jpg {2}(Sending|Отправляется)$/u);
  }
});

test('a window made so narrow that nothing fits does not end the run', () => {
  for (const columns of [0, 1, 7, 20])
    expect(liveFrame(snapshot, localeOf({ LANG: 'en' }), 3, columns)).not.toEqual([]);
});

test('when all is sent, no bar stays behind', () => {
  const over = { ...snapshot.round, photosDone: 340, photosTotal: 340, bytesDone: 1_900e6, growing: false };
  const lines = liveFrame(
    { ...snapshot, status: { kind: 'ready' }, lanes: [], round: over },
    localeOf({ LANG: 'en' }),
    3,
    80,
  );
  expect(lines.join(' ')).not.toMatch(/[█░]/u);
});

test('each photo on its way is told with its step, and how far only while its bytes are sent', () => {
  const [lane] = snapshot.lanes;
  if (lane === undefined) throw new Error('no lane');
  const lanes = (['converting', 'reserving', 'sending', 'committing'] as const).map((step, row) => ({
    ...lane,
    lane: row,
    name: `${row}.jpg`,
    step,
  }));
  expect(liveFrame({ ...snapshot, lanes }, localeOf({ LANG: 'en' }), 4, 200).slice(-4)).toEqual([
    '       0.jpg  Preparing a copy',
    '       1.jpg  Reserving a place',
    '   50% 2.jpg  Sending',
    '       3.jpg  Publishing',
  ]);
});
