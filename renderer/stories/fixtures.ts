// An invented person and her library, whose numbers agree with each other on every screen of the stories.
import { noSignIn } from '../../shared/sign-in.ts';
import type { AccountView } from '../../shared/ipc.ts';
import {
  defaultRules,
  type Album,
  type Candidate,
  type Explanation,
  type FolderCard,
  type Lane,
  type MendSide,
  type Moment,
  type PhotoDetail,
  type Plan,
  type PhotoRow,
  type ProblemGroup,
  type ShownCounts,
  type ShownState,
  type Snapshot,
} from '../../shared/library.ts';
import type { Reason } from '../../shared/reasons.ts';
import type { StartPlan } from '../screens/start/start-plan.ts';
import { hash } from './pictures.ts';

export type Tongue = 'ru' | 'en';

/** Sunday, 12 July 2026, 15:04 local time: «now» in every story. */
export const nowMs = new Date(2026, 6, 12, 15, 4).getTime();
const minute = 60_000;
const at = (hours: number, minutes: number, daysAgo = 0): number =>
  new Date(2026, 6, 12 - daysAgo, hours, minutes).getTime();

const noCounts: ShownCounts = {
  all: 0,
  checking: 0,
  review: 0,
  waiting: 0,
  done: 0,
  needs_you: 0,
  skipped: 0,
  duplicate: 0,
};
const countsOf = (counts: Partial<ShownCounts>): ShownCounts => {
  const sum = Object.entries(counts).reduce((total, [key, value]) => total + (key === 'all' ? 0 : value), 0);
  return { ...noCounts, ...counts, all: sum };
};

export const counts = countsOf({ done: 9289, waiting: 3111, needs_you: 40, skipped: 38, duplicate: 2 });

const shapes: readonly (readonly [number, number])[] = [
  [6000, 4000],
  [6000, 4000],
  [4000, 3000],
  [3000, 4000],
  [6000, 3750],
  [4032, 3024],
  [2800, 4200],
  [5200, 2000],
  [6000, 4000],
  [4000, 4000],
];

const names = {
  ru: { dacha: 'Дача', phone: 'Телефон', lakes: 'Озёра и походы', nas: 'NAS · Семья', archive: 'Архив' },
  en: { dacha: 'Dacha', phone: 'Phone', lakes: 'Lakes and hikes', nas: 'NAS · Family', archive: 'Archive' },
} as const;

export function row(fileId: number, tongue: Tongue, over: Partial<PhotoRow> = {}): PhotoRow {
  const [width, height] = shapes[hash(`shape${fileId}`) % shapes.length] ?? [6000, 4000];
  return {
    fileId,
    name: fileId % 3 === 0 ? `IMG_${1000 + (fileId % 9000)}.jpg` : `DSC_${String(fileId % 10000).padStart(4, '0')}.jpg`,
    folderId: 1,
    folderTitle: names[tongue].dacha,
    shown: 'done',
    reason: null,
    thumbnail: `p${fileId}@${Math.round(width / 20)}x${Math.round(height / 20)}`,
    width,
    height,
    sizeBytes: 3_000_000 + (hash(`size${fileId}`) % 9_000_000),
    sortMs: nowMs - fileId * minute,
    retryAtMs: null,
    ...over,
  };
}

/** Photos per day, newest first, until `total` are placed; some days rich, most poor. */
export function libraryRows(total: number, tongue: Tongue): PhotoRow[] {
  const rows: PhotoRow[] = [];
  let daysAgo = 0;
  const folderNames = Object.values(names[tongue]);
  while (rows.length < total) {
    const wanted =
      daysAgo === 0
        ? 16
        : daysAgo === 1
          ? 86
          : 1 + (hash(`day${daysAgo}`) % 40) * (hash(`rich${daysAgo}`) % 7 === 0 ? 4 : 1);
    const start = new Date(2026, 6, 12 - daysAgo, 14, 30).getTime();
    for (let index = 0; index < wanted && rows.length < total; index += 1) {
      const fileId = rows.length + 1;
      const folder = daysAgo === 0 ? 0 : hash(`folder${daysAgo}`) % 5;
      rows.push(
        row(fileId, tongue, {
          sortMs: start - index * minute * 2,
          folderId: folder + 1,
          folderTitle: folderNames[folder] ?? '',
          ...stateOf(fileId, daysAgo, index),
        }),
      );
    }
    daysAgo += 1 + (hash(`gap${daysAgo}`) % 3);
  }
  return rows;
}

function stateOf(
  fileId: number,
  daysAgo: number,
  index: number,
): { shown: ShownState; reason: Reason | null; retryAtMs?: number } {
  if (daysAgo === 0 && index < 3) return { shown: 'waiting', reason: null };
  if (daysAgo === 0 && index === 7) return { shown: 'needs_you', reason: 'corrupted' };
  const roll = hash(`state${fileId}`) % 100;
  if (daysAgo > 60 && roll < 30) return { shown: 'waiting', reason: null };
  if (daysAgo > 4 && roll === 40) return { shown: 'needs_you', reason: 'too_many_bytes' };
  if (daysAgo > 4 && roll === 50) return { shown: 'skipped', reason: 'pattern' };
  if (daysAgo > 4 && roll === 60) return { shown: 'duplicate', reason: null };
  return { shown: 'done', reason: null };
}

export const albums = (tongue: Tongue): Album[] => [
  {
    albumId: 1,
    remoteId: null,
    kind: 'personal',
    title: '',
    privacy: 'private',
    photos: 3206,
    url: 'http://127.0.0.1:7800/personal',
  },
  {
    albumId: 2,
    remoteId: '900000000002',
    kind: 'album',
    title: tongue === 'ru' ? 'Дача 2026' : 'Dacha 2026',
    privacy: 'friends',
    photos: 418,
    url: 'http://127.0.0.1:7800/album/2',
  },
  {
    albumId: 3,
    remoteId: '900000000003',
    kind: 'album',
    title: tongue === 'ru' ? 'Семейный архив' : 'Family archive',
    privacy: 'private',
    photos: 4069,
    url: 'http://127.0.0.1:7800/album/3',
  },
  {
    albumId: null,
    remoteId: '900000000004',
    kind: 'album',
    title: tongue === 'ru' ? 'Свадьба' : 'Wedding',
    privacy: 'friends',
    photos: 212,
    url: 'http://127.0.0.1:7800/album/4',
  },
];

export function folders(tongue: Tongue): FolderCard[] {
  const n = names[tongue];
  const ru = tongue === 'ru';
  const base = {
    rules: defaultRules,
    healthSinceMs: at(9, 0),
    scanEveryMs: null,
    remedy: null,
    paused: false,
    planned: false,
    lastScanMs: at(15, 0),
    health: 'live' as const,
  };
  const thumbnails = (from: number): string[] => [from, from + 1, from + 2].map((id) => `p${id}@100x100`);
  return [
    {
      ...base,
      folderId: 1,
      title: n.dacha,
      path: ru ? 'D:\\Фото\\Дача 2026' : 'D:\\Photos\\Dacha 2026',
      target: {
        kind: 'album',
        title: ru ? 'Дача 2026' : 'Dacha 2026',
        privacy: 'friends',
        albums: 1,
        url: 'http://127.0.0.1:7800/album/2',
      },
      counts: countsOf({ done: 418 }),
      thumbnails: thumbnails(4),
    },
    {
      ...base,
      folderId: 2,
      title: n.phone,
      path: ru ? 'C:\\Users\\Анна\\Pictures\\Телефон' : 'C:\\Users\\Anna\\Pictures\\Phone',
      target: { kind: 'personal', title: '', privacy: 'private', albums: 1, url: 'http://127.0.0.1:7800/personal' },
      counts: countsOf({ done: 2942, waiting: 264 }),
      thumbnails: thumbnails(14),
    },
    {
      ...base,
      folderId: 3,
      title: n.lakes,
      path: ru ? 'D:\\Фото\\Озёра и походы' : 'D:\\Photos\\Lakes and hikes',
      target: { kind: 'per_subfolder', title: '', privacy: 'friends', albums: 14, url: null },
      counts: countsOf({ done: 1860, needs_you: 40, skipped: 38, duplicate: 2 }),
      thumbnails: thumbnails(24),
    },
    {
      ...base,
      folderId: 4,
      title: n.nas,
      path: ru ? '\\\\NAS\\photo\\Семья' : '\\\\NAS\\photo\\Family',
      target: {
        kind: 'album',
        title: ru ? 'Семейный архив' : 'Family archive',
        privacy: 'private',
        albums: 1,
        url: 'http://127.0.0.1:7800/album/3',
      },
      counts: countsOf({ done: 4069 }),
      health: 'scanned',
      scanEveryMs: 5 * minute,
      thumbnails: thumbnails(34),
    },
    {
      ...base,
      folderId: 5,
      title: n.archive,
      path: ru ? 'E:\\Архив' : 'E:\\Archive',
      target: {
        kind: 'album',
        title: ru ? 'Архив 2003–2019' : 'Archive 2003–2019',
        privacy: 'private',
        albums: 1,
        url: null,
      },
      counts: countsOf({ waiting: 2847 }),
      health: 'absent',
      healthSinceMs: at(18, 0, 4),
      thumbnails: thumbnails(44),
    },
  ];
}

export function lanes(tongue: Tongue): Lane[] {
  const ru = tongue === 'ru';
  const picture = (id: number): Pick<Lane, 'fileId' | 'thumbnail' | 'width' | 'height'> => ({
    fileId: id,
    thumbnail: `p${id}@300x200`,
    width: 6000,
    height: 4000,
  });
  return [
    {
      lane: 0,
      ...picture(1),
      name: 'DSC_0412.jpg',
      folderTitle: names[tongue].dacha,
      albumTitle: ru ? 'Дача 2026' : 'Dacha 2026',
      step: 'committing',
      sentBytes: 6_100_000,
      totalBytes: 6_100_000,
      becomes: null,
    },
    {
      lane: 1,
      ...picture(2),
      name: 'DSC_0413.jpg',
      folderTitle: names[tongue].dacha,
      albumTitle: ru ? 'Дача 2026' : 'Dacha 2026',
      step: 'sending',
      sentBytes: 5_400_000,
      totalBytes: 8_400_000,
      becomes: null,
    },
    {
      lane: 2,
      ...picture(3),
      name: ru ? 'Панорама озера.heic' : 'Lake panorama.heic',
      folderTitle: names[tongue].phone,
      albumTitle: null,
      step: 'reserving',
      sentBytes: 0,
      totalBytes: 7_200_000,
      becomes: 'jpeg',
    },
  ];
}

const speeds = [3.4, 4.2, 3.8, 4.8, 4.5, 2.8, 2.6, 4.0, 4.9, 5.4, 5.0, 5.2, 4.8, 5.6, 6.0, 5.4, 5.2, 5.7, 5.4, 6.2].map(
  (mb) => mb * 1e6,
);

export function snapshot(tongue: Tongue, over: Partial<Snapshot> = {}): Snapshot {
  return {
    atMs: nowMs,
    status: { kind: 'sending' },
    counts,
    round: {
      photosDone: 76,
      photosTotal: 340,
      bytesDone: 412_000_000,
      bytesTotal: 1_900_000_000,
      secondsLeft: 240,
      growing: false,
    },
    bytesPerSecond: 6_200_000,
    speeds,
    lanes: lanes(tongue),
    folders: 5,
    problems: 40,
    waits: [{ kind: 'drive_off', folderId: 5, title: names[tongue].archive, photos: 2847 }],
    account: { userId: '580000000001', name: tongue === 'ru' ? 'Анна Соколова' : 'Anna Sokolova', photos: 9289 },
    trouble: null,
    lastDoneMs: at(14, 36),
    lastScanMs: at(15, 0),
    ...over,
  };
}

const nothingMoves: Partial<Snapshot> = { lanes: [], bytesPerSecond: 0, speeds: [] };
const emptyRound: Snapshot['round'] = {
  photosDone: 0,
  photosTotal: 0,
  bytesDone: 0,
  bytesTotal: 0,
  secondsLeft: null,
  growing: false,
};

/** A snapshot for each thing the status may say. */
export function snapshots(tongue: Tongue): Record<string, Snapshot> {
  const idle = countsOf({ done: 12440, skipped: 38, duplicate: 2 });
  const still = (status: Snapshot['status'], over: Partial<Snapshot> = {}): Snapshot =>
    snapshot(tongue, { ...nothingMoves, waits: [], status, ...over });
  const trouble = (kind: Extract<Snapshot['status'], { kind: 'account' }>['trouble']): Snapshot =>
    still({ kind: 'account', trouble: kind }, { trouble: kind });
  return {
    sending: snapshot(tongue),
    growing: snapshot(tongue, { round: { ...snapshot(tongue).round, secondsLeft: null, growing: true } }),
    ready: still(
      { kind: 'ready' },
      {
        counts: idle,
        round: emptyRound,
        problems: 0,
        account: { userId: '580000000001', name: tongue === 'ru' ? 'Анна Соколова' : 'Anna Sokolova', photos: 12440 },
      },
    ),
    empty: still(
      { kind: 'empty' },
      { counts: noCounts, round: emptyRound, problems: 0, folders: 0, lastDoneMs: null, lastScanMs: null },
    ),
    starting: still({ kind: 'starting' }, { round: emptyRound }),
    checking: still(
      { kind: 'checking' },
      { counts: countsOf({ done: 9289, checking: 1204 }), round: emptyRound, problems: 0 },
    ),
    paused: still({ kind: 'paused', untilMs: at(16, 4) }),
    pausedForever: still({ kind: 'paused', untilMs: null }),
    offline: still({ kind: 'offline' }),
    metered: still({ kind: 'waiting', untilMs: null, why: 'metered' }),
    retry: still({ kind: 'waiting', untilMs: at(15, 9), why: 'retry' }),
    hours: still({ kind: 'waiting', untilMs: at(22, 0), why: 'hours' }),
    battery: still({ kind: 'waiting', untilMs: null, why: 'battery' }),
    drive: still({ kind: 'waiting', untilMs: null, why: 'drive_off' }),
    noAccount: still({ kind: 'waiting', untilMs: null, why: 'no_account' }, { account: null }),
    disk: still({ kind: 'waiting', untilMs: null, why: 'disk_full' }),
    needsYou: still(
      { kind: 'needs_you', photos: 40 },
      { counts: countsOf({ done: 12400, needs_you: 40, skipped: 38, duplicate: 2 }), round: emptyRound },
    ),
    review: still(
      { kind: 'needs_you', photos: 24 },
      { counts: countsOf({ done: 12416, review: 24, skipped: 38, duplicate: 2 }), round: emptyRound, problems: 0 },
    ),
    signIn: trouble({ kind: 'sign_in' }),
    permission: trouble({ kind: 'permission', right: 'PHOTO_CONTENT' }),
    rejected: trouble({ kind: 'rejected', code: 101 }),
    notOk: trouble({ kind: 'not_ok_server' }),
    otherAccount: trouble({ kind: 'other_account', expected: '580000000001' }),
    resting: trouble({ kind: 'resting', untilMs: at(15, 30), code: 11 }),
  };
}

export function moments(tongue: Tongue): Moment[] {
  const ru = tongue === 'ru';
  const rows = (from: number, count: number): PhotoRow[] =>
    Array.from({ length: count }, (_, index) => row(from + index, tongue));
  return [
    {
      atMs: at(14, 36),
      albumId: 2,
      title: ru ? 'Дача 2026' : 'Dacha 2026',
      kind: 'album',
      privacy: 'friends',
      url: 'http://127.0.0.1:7800/album/2',
      photos: 12,
      rows: rows(4, 6),
    },
    {
      atMs: at(11, 2),
      albumId: 1,
      title: '',
      kind: 'personal',
      privacy: 'private',
      url: 'http://127.0.0.1:7800/personal',
      photos: 4,
      rows: rows(20, 4),
    },
    {
      atMs: at(18, 40, 1),
      albumId: 5,
      title: ru ? 'Озеро, июль' : 'Lake, July',
      kind: 'album',
      privacy: 'friends',
      url: 'http://127.0.0.1:7800/album/5',
      photos: 86,
      rows: rows(30, 8),
    },
  ];
}

export function problems(tongue: Tongue): ProblemGroup[] {
  const rows = (from: number, count: number, reason: Reason): PhotoRow[] =>
    Array.from({ length: count }, (_, index) => row(from + index, tongue, { shown: 'needs_you', reason }));
  return [
    {
      reason: 'too_many_bytes',
      albumTitle: null,
      albumId: null,
      photos: 14,
      rows: rows(200, 8, 'too_many_bytes'),
      actions: ['shrink', 'leave_out'],
    },
    {
      reason: 'album_gone',
      albumTitle: tongue === 'ru' ? 'Свадьба' : 'Wedding',
      albumId: 4,
      photos: 22,
      rows: rows(220, 8, 'album_gone'),
      actions: ['choose_album', 'create_album'],
    },
    {
      reason: 'corrupted',
      albumTitle: null,
      albumId: null,
      photos: 3,
      rows: rows(240, 3, 'corrupted'),
      actions: ['check_again', 'leave_out'],
    },
    {
      reason: 'commit_unclear',
      albumTitle: tongue === 'ru' ? 'Дача 2026' : 'Dacha 2026',
      albumId: 2,
      photos: 1,
      rows: rows(250, 1, 'commit_unclear'),
      actions: ['it_is_there', 'it_is_not_there'],
    },
  ];
}

export function detail(photo: PhotoRow, tongue: Tongue): PhotoDetail {
  const ru = tongue === 'ru';
  const done = photo.shown === 'done';
  const seen = Math.min(nowMs - 40 * minute, photo.sortMs + 20 * minute);
  const journal: PhotoDetail['journal'] = [
    { atMs: seen, event: 'seen', detail: {} },
    { atMs: seen + minute, event: 'inspected', detail: { format: 'jpeg', hasGps: true } },
  ];
  if (photo.reason !== null)
    journal.push({
      atMs: seen + minute,
      event: photo.shown === 'needs_you' ? 'held' : 'skipped',
      detail: { reason: photo.reason },
    });
  else if (photo.shown === 'duplicate') journal.push({ atMs: seen + minute, event: 'duplicate', detail: {} });
  else journal.push({ atMs: seen + minute, event: 'queued', detail: {} });
  if (done) {
    journal.push(
      { atMs: seen + minute, event: 'mended', detail: { width: 4096, height: 2731 } },
      { atMs: seen + 4 * minute, event: 'reserved', detail: {} },
      { atMs: seen + 5 * minute, event: 'uploaded', detail: { sizeBytes: 6_100_000 } },
      { atMs: seen + 5 * minute, event: 'committed', detail: {} },
    );
  }
  return {
    row: photo,
    path: ru ? `D:\\Фото\\Дача 2026\\июль\\${photo.name}` : `D:\\Photos\\Dacha 2026\\July\\${photo.name}`,
    copies:
      photo.fileId % 2 === 0
        ? [
            ru
              ? `C:\\Users\\Анна\\Pictures\\Телефон\\Camera\\${photo.name}`
              : `C:\\Users\\Anna\\Pictures\\Phone\\Camera\\${photo.name}`,
          ]
        : [],
    album: albums(tongue)[1] ?? null,
    state: done ? 'done' : photo.shown === 'needs_you' ? 'held' : photo.shown === 'waiting' ? 'queued' : null,
    sinceMs: seen + 5 * minute,
    attempts: 1,
    lastError: null,
    format: 'jpeg',
    capturedAtMs: photo.sortMs,
    capturedFrom: 'exif',
    hasGps: true,
    soundness: 'whole',
    mended: done ? { width: 4096, height: 2731, sizeBytes: 6_100_000, format: 'jpeg', gpsRemoved: true } : null,
    url: done ? `http://127.0.0.1:7800/photo/${photo.fileId}` : null,
    actions:
      photo.shown === 'needs_you'
        ? ['shrink', 'leave_out']
        : photo.shown === 'waiting'
          ? ['leave_out']
          : photo.shown === 'skipped'
            ? ['send_anyway']
            : [],
    journal,
  };
}

export const account = (tongue: Tongue): AccountView => ({
  kind: 'ok',
  userId: '580000000001',
  name: tongue === 'ru' ? 'Анна Соколова' : 'Anna Sokolova',
  rights: ['VALUABLE_ACCESS', 'PHOTO_CONTENT', 'LONG_ACCESS_TOKEN'],
  webAddress: 'https://ok.ru/profile/580000000001',
  keychain: true,
  signIn: { ...noSignIn, ways: ['browser', 'window'], signedIn: true },
});

export const plan: Plan = {
  checking: 0,
  toSend: { photos: 4294, bytes: 16_400_000_000 },
  seconds: 7200,
  alreadyThere: 384,
  duplicates: 0,
  skipped: 40,
  held: [
    { reason: 'corrupted', photos: 3 },
    { reason: 'too_big', photos: 9 },
  ],
  withGps: 0,
};

/** Two folders chosen in the first start: 4 312 and 418 photos. */
export function startPlan(tongue: Tongue): StartPlan {
  const ru = tongue === 'ru';
  return {
    removeGps: true,
    folders: [
      {
        path: ru ? 'C:\\Users\\Анна\\Pictures' : 'C:\\Users\\Anna\\Pictures',
        name: ru ? 'Изображения' : 'Pictures',
        ticked: true,
        photos: 4312,
        bytes: 16_200_000_000,
        subfolders: 14,
        complete: true,
        choice: { album: 'personal', title: ru ? 'Изображения' : 'Pictures', privacy: 'private' },
      },
      {
        path: ru ? 'D:\\Фото\\Дача 2026' : 'D:\\Photos\\Dacha 2026',
        name: ru ? 'Дача 2026' : 'Dacha 2026',
        ticked: true,
        photos: 418,
        bytes: 2_400_000_000,
        subfolders: 1,
        complete: true,
        choice: { album: 'new', title: ru ? 'Дача 2026' : 'Dacha 2026', privacy: 'friends' },
      },
      {
        path: ru ? 'E:\\Архив' : 'E:\\Archive',
        name: ru ? 'Архив' : 'Archive',
        ticked: false,
        photos: null,
        bytes: 0,
        subfolders: 1,
        complete: true,
        choice: { album: 'new', title: ru ? 'Архив' : 'Archive', privacy: 'private' },
      },
    ],
  };
}

/** A large TIFF and its copy. */
export function mendSides(fileId: number): { before: MendSide; after: MendSide } {
  const before: MendSide = {
    picture: `p${fileId}-760x507`,
    width: 8256,
    height: 5504,
    sizeBytes: 34_200_000,
    format: 'tiff',
    hasGps: true,
    capturedAtMs: at(21, 40, 1),
  };
  return {
    before,
    after: { ...before, width: 4096, height: 2731, sizeBytes: 6_100_000, format: 'jpeg', hasGps: false },
  };
}

/** Two photos of the album that may be this one, the first alike. */
export function candidates(fileId: number): Candidate[] {
  const [width, height] = shapes[hash(`shape${fileId}`) % shapes.length] ?? [6000, 4000];
  const size = `${Math.round(width / 10)}x${Math.round(height / 10)}`;
  return [
    { picture: `p${fileId}-${size}`, width: 2048, height: Math.round((2048 * height) / width), createdMs: at(14, 36) },
    {
      picture: `p${fileId + 7}-${size}`,
      width: 2048,
      height: Math.round((2048 * height) / width),
      createdMs: at(14, 20),
    },
  ];
}

export function explanation(kind: Explanation['kind'], tongue: Tongue): Explanation {
  switch (kind) {
    case 'known':
      return { kind, detail: detail(row(200, tongue, { shown: 'needs_you', reason: 'too_many_bytes' }), tongue) };
    case 'not_watched':
      return { kind };
    case 'ignored':
      return { kind, pattern: '*_print.jpg' };
    case 'not_seen_yet':
      return { kind, folderTitle: names[tongue].dacha };
  }
}
