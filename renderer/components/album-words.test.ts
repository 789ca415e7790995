// Albums with the same title are told apart by privacy, count, date and number.
import { expect, test } from 'vitest';
import type { Album } from '../../shared/library/album.ts';
import { createI18n } from '../i18n/i18n.ts';
import { createI18nApi } from '../i18n/use-i18n.tsx';
import { albumWords } from './album-words.ts';

const nowMs = new Date(2026, 6, 12, 15, 4).getTime();
const ru = createI18nApi('ru', createI18n('ru'), () => nowMs);
const en = createI18nApi('en', createI18n('en'), () => nowMs);

const album = (over: Partial<Album>): Album => ({
  albumId: null,
  remoteId: '900000000004',
  kind: 'album',
  title: 'Лето',
  privacy: 'friends',
  photos: 12,
  createdOn: '2025-08-03',
  url: null,
  ...over,
});
const said = (i18n: typeof ru, ...albums: Album[]): string[] =>
  albums.map((one) => albumWords(i18n, one, albums).replaceAll('\u00a0', ' '));

test('an album with a unique title says who sees it and how many photos it has', () => {
  expect(said(ru, album({}), album({ title: 'Зима' }))[0]).toBe('видят друзья, 12 фото');
  expect(said(en, album({ photos: null, privacy: null }))).toEqual(['visibility is set on OK']);
});

test('albums with the same title also say when they were created, whatever the spelling', () => {
  const albums = [album({}), album({ remoteId: '900000000005', title: 'ЛЕТО ', createdOn: '2026-06-01' })];
  expect(said(ru, ...albums)).toEqual([
    'видят друзья, 12 фото, создан 3 августа 2025',
    'видят друзья, 12 фото, создан 1 июня',
  ]);
  expect(said(en, ...albums)[1]).toBe('friends can see, 12 photos, created June 1');
});

test('if the day is the same or unknown, the end of the number on OK tells albums apart', () => {
  const twins = [album({}), album({ remoteId: '900000000157' })];
  expect(said(ru, ...twins)).toEqual([
    'видят друзья, 12 фото, создан 3 августа 2025, номер на OK кончается на 0004',
    'видят друзья, 12 фото, создан 3 августа 2025, номер на OK кончается на 0157',
  ]);
  const untold = twins.map((one) => ({ ...one, createdOn: null }));
  expect(new Set(said(en, ...untold)).size).toBe(2);
  // An album that is not created yet has no number; there is only one such.
  expect(said(ru, album({ remoteId: null }), album({}))[0]).toBe('видят друзья, 12 фото, создан 3 августа 2025');
});
