import { expect, test } from 'vitest';
import { clockSkewMs } from '../matching/match-uncertain-commits.ts';
import { findUnanswered, type AlbumOnService, type Unanswered } from './unanswered-album.ts';

const askedAtMs = 1_000_000_000;
const album = (id: string, more: Partial<AlbumOnService> = {}): AlbumOnService => ({
  id,
  title: 'Dacha',
  privacy: 'private',
  createdAtMostMs: askedAtMs + 1,
  photos: 0,
  ...more,
});
const found = (free: AlbumOnService[], beside: Unanswered<AlbumOnService>['beside']): string | undefined =>
  findUnanswered({ title: 'Dacha', privacy: 'private', askedAtMs, beside, free })?.id;

test('what did not have the title before is ours, also when photos are in it by now', () => {
  expect(found([album('old'), album('new')], ['old'])).toBe('new');
  expect(found([album('old'), album('new', { photos: 3 })], ['old'])).toBe('new');
  expect(found([album('old'), album('empty-old')], ['old', 'empty-old'])).toBeUndefined();
});

test('of two that are new, the empty one is ours', () => {
  expect(found([album('full', { photos: 3 }), album('empty')], [])).toBe('empty');
});

test('where nobody looked before, only an empty album is ours', () => {
  expect(found([album('full', { photos: 1 })], null)).toBeUndefined();
  expect(found([album('full', { photos: 1 }), album('empty')], null)).toBe('empty');
});

test('another title, another privacy, or an age greater than our question speak against it', () => {
  expect(found([album('a', { title: 'Sea' })], [])).toBeUndefined();
  expect(found([album('a', { privacy: 'public' })], [])).toBeUndefined();
  expect(found([album('a', { createdAtMostMs: askedAtMs - clockSkewMs - 1 })], [])).toBeUndefined();
  expect(found([album('a', { privacy: null, createdAtMostMs: null })], [])).toBe('a');
});
