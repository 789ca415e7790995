// The journal says whether our own check or the service stopped a photo.
import { expect, test } from 'vitest';
import { eventText } from './event-text.ts';
import { translator } from './translate.ts';

const textOf = (language: 'ru' | 'en', detail: Record<string, string | boolean>): string =>
  eventText({ event: 'held', detail }, translator(language), String).text;

test('what the service refused is told as its refusal, what a check stopped as a stop', () => {
  expect(textOf('en', { reason: 'corrupted' })).toMatch(/^Stopped\. The file is damaged/u);
  expect(textOf('en', { reason: 'corrupted', byService: true })).toMatch(/^OK did not take it\. The file is damaged/u);
  expect(textOf('ru', { reason: 'corrupted', byService: true })).toMatch(/^OK не принял\. /u);
});

test('a reason that names the refusal itself is not told twice', () => {
  expect(textOf('en', { reason: 'refused_by_service', byService: true })).not.toMatch(/OK did not take it\./u);
});
