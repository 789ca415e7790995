// The journal says whether our own check or the service stopped a photo.
import { expect, test } from 'vitest';
import { eventText } from './event-text.ts';
import { translator } from './translate.ts';

const textOf = (language: 'ru' | 'en', detail: Record<string, string | boolean>): string =>
  eventText({ event: 'held', detail }, translator(language), String).text;

test('a refusal by the service and a stop by our own check have different texts', () => {
  expect(textOf('en', { reason: 'corrupted' })).toMatch(/^Stopped\. The file is damaged/u);
  expect(textOf('en', { reason: 'corrupted', byService: true })).toMatch(/^OK did not take it\. The file is damaged/u);
  expect(textOf('ru', { reason: 'corrupted', byService: true })).toMatch(/^OK не принял\. /u);
});

test('a reason that names the refusal itself is not repeated', () => {
  expect(textOf('en', { reason: 'refused_by_service', byService: true })).not.toMatch(/OK did not take it\./u);
});
