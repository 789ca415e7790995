// The table of error codes, read from the outside: who must act for each code, and which errors leave a commit unclear.
import { expect, test } from 'vitest';
import { troubleOfCode, troubleOfStatus, troubleOfStatusWord } from './errors.ts';

/** docs/ok-api.md, section 7, row by row. */
const WHO: Record<string, number[]> = {
  service: [1, 2, 9999, 5000, 31_337, -5],
  'service-throttled': [7, 8, 9, 11, 511],
  user: [102, 103, 453, 514, 10, 200, 22],
  file: [500, 501, 502, 503, 504, 505, 324, 454],
  album: [120, 300, 512, 513, 160, 456, 24, 26],
  id: [121],
  bug: [3, 4, 21, 100, 101, 104, 210],
};

test.each(Object.entries(WHO))('%s must act for %j', (who, codes) => {
  for (const code of codes) expect([code, troubleOfCode(code).trouble]).toMatchObject([code, { who, code }]);
});

test('the six photo errors carry the words of our own check of facts', () => {
  const refusals = [500, 501, 502, 503, 504, 505].map((code) => troubleOfCode(code).trouble);
  expect(refusals.map((trouble) => trouble.who === 'file' && trouble.refusal)).toEqual([
    'too_many_bytes',
    'too_small',
    'too_big',
    'invalid_format',
    'corrupted',
    'no_image',
  ]);
});

test('only the service’s own trouble and codes we do not know leave open whether the work was done', () => {
  const unclear = Object.values(WHO)
    .flat()
    .filter((code) => troubleOfCode(code).unclear);
  expect(unclear).toEqual([1, 2, 9999, 5000, 31_337, -5]);
});

test('a right is named only when it looks like one', () => {
  expect(troubleOfCode(10, 'api', 'PHOTO_CONTENT').trouble).toMatchObject({ right: 'PHOTO_CONTENT' });
  for (const data of [null, 7, 'access_token=tkn1', 'A'.repeat(100), { right: 'PHOTO_CONTENT' }]) {
    expect(troubleOfCode(10, 'api', data).trouble).not.toHaveProperty('right');
  }
});

test('at an upload address a parameter that is wrong or gone means that the reservation is', () => {
  for (const code of [100, 120, 121, 300]) expect(troubleOfCode(code, 'upload').trouble).toEqual({ who: 'id', code });
  expect(troubleOfCode(21, 'upload').trouble.who).toBe('bug');
  expect(troubleOfStatus(404, 'upload', true, null).trouble).toEqual({ who: 'id' });
  expect(troubleOfStatus(413, 'upload', true, null).trouble).toEqual({ who: 'file', refusal: 'too_many_bytes' });
});

test('the word of a commit status is understood like the error of the same name', () => {
  expect(troubleOfStatusWord('PHOTO_IMAGE_CORRUPTED')).toMatchObject({ who: 'file', refusal: 'corrupted' });
  expect(troubleOfStatusWord('CENSOR_MATCH')).toMatchObject({ who: 'file', refusal: 'refused_by_service' });
  expect(troubleOfStatusWord('TOTAL_LIMIT_REACHED')).toMatchObject({ who: 'album' });
  expect(troubleOfStatusWord('SERVICE')).toMatchObject({ who: 'service' });
  expect(troubleOfStatusWord('NOT_FOUND')).toEqual({ who: 'id' });
  expect(troubleOfStatusWord('SOMETHING_NEW')).toEqual({ who: 'file', refusal: 'refused_by_service' });
  expect(troubleOfStatusWord('ALREADY_COMMITTED')).toBeNull();
});
