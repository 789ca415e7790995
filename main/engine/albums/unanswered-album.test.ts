import { expect, test } from 'vitest';
import { clockSkewMs } from '../matching/match-uncertain-commits.ts';
import { findUnansweredAlbum, type AlbumOnService, type UnansweredAlbum } from './unanswered-album.ts';

const askedAtMs = 1_000_000_000;
const album = (id: string, more: Partial<AlbumOnService> = {}): AlbumOnService => ({
  id,
  title: 'Dacha',
  privacy: 'private',
  createdAtMostMs: askedAtMs + 1,
  photos: 0,
  ...more,
});
const found = (free: AlbumOnService[], beside: UnansweredAlbum<AlbumOnService>['beside']): string | undefined =>
  findUnansweredAlbum({ title: 'Dacha', privacy: 'private', askedAtMs, beside, free })?.id;

test('an album that did not have the title before the request is ours, even with photos in it', () => {
  expect(found([album('old'), album('new')], ['old'])).toBe('new');
  expect(found([album('old'), album('new', { photos: 3 })], ['old'])).toBe('new');
  expect(found([album('old'), album('empty-old')], ['old', 'empty-old'])).toBeUndefined();
});

test('of two new albums the empty one is ours', () => {
  expect(found([album('full', { photos: 3 }), album('empty')], [])).toBe('empty');
});

test('where the albums were not listed before the request, only an empty one is ours', () => {
  expect(found([album('full', { photos: 1 })], null)).toBeUndefined();
  expect(found([album('full', { photos: 1 }), album('empty')], null)).toBe('empty');
});

test('an album with another title, or one that was created before the request, is not ours', () => {
  expect(found([album('a', { title: 'Sea' })], [])).toBeUndefined();
  expect(found([album('a', { createdAtMostMs: askedAtMs - clockSkewMs - 1 })], [])).toBeUndefined();
  expect(found([album('a', { privacy: null, createdAtMostMs: null })], [])).toBe('a');
});

test('an album of another type is ours if none of the type that was asked for is there', () => {
  const wider = album('wider', { privacy: 'public' });
  expect(found([wider], [])).toBe('wider');
  expect(found([wider, album('asked')], [])).toBe('asked');
  expect(found([wider], ['wider'])).toBeUndefined();
  expect(found([album('full', { privacy: 'public', photos: 2 })], null)).toBeUndefined();
});
