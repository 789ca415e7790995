// Filling ids into an address, and when a reservation ends.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expiryOf, fillPlaceholder } from './reserve.ts';

const IDS = ['aB/c+d==', 'x$&y'];
const LIST = 'aB%2Fc%2Bd%3D%3D,x%24%26y';

test.each(['${photoIds}', '%24%7BphotoIds%7D', '%24%7bphotoIds%7d', '$%7BphotoIds%7D'])(
  '%s is replaced by the ids',
  (placeholder) => {
    const url = `https://pu.mycdn.me/uploadImage?apiToken=a%2Bb&photoIds=${placeholder}&z=1`;
    expect(fillPlaceholder(url, IDS)).toBe(`https://pu.mycdn.me/uploadImage?apiToken=a%2Bb&photoIds=${LIST}&z=1`);
  },
);

test('without a placeholder an address that names just these ids stays as it is', () => {
  for (const list of [LIST, encodeURIComponent(IDS.join(','))]) {
    const url = `https://pu.mycdn.me/uploadImage?photoIds=${list}&apiToken=a`;
    expect(fillPlaceholder(url, IDS)).toBe(url);
  }
});

test('without a placeholder an address that names more ids is made to name these', () => {
  const url = 'https://pu.mycdn.me/uploadImage?apiToken=t&photoIds=1%2C2%2C3';
  expect(fillPlaceholder(url, ['2'])).toBe('https://pu.mycdn.me/uploadImage?apiToken=t&photoIds=2');
});

test('an address without ids stays as it is for one photo, and gets the ids of several', () => {
  expect(fillPlaceholder('https://ok.ru/u?apiToken=t', ['1'])).toBe('https://ok.ru/u?apiToken=t');
  expect(fillPlaceholder('https://ok.ru/u?apiToken=t', ['1', '2'])).toBe('https://ok.ru/u?apiToken=t&photoIds=1,2');
});

test('whatever the ids are, the server reads the same ids, and the rest of the address is untouched', () => {
  const id = fc
    .oneof(
      fc.string({ minLength: 1, unit: 'binary-ascii' }),
      fc.string({ minLength: 1, unit: 'grapheme' }),
      // What a replacement, another filling, or an address could take for its own.
      fc.constantFrom(
        '$&',
        '$1',
        '$$',
        "$'",
        '${photoIds}',
        '%24%7BphotoIds%7D',
        '&apiToken=x',
        '#',
        '?',
        '+',
        '%2C',
        '../',
      ),
    )
    .filter((text) => !text.includes(','));
  fc.assert(
    fc.property(fc.array(id, { minLength: 1, maxLength: 20 }), fc.boolean(), (ids, raw) => {
      const placeholder = raw ? '${photoIds}' : '%24%7BphotoIds%7D';
      const url = new URL(fillPlaceholder(`https://ok.ru/u?apiToken=a%2Bb&photoIds=${placeholder}`, ids));
      expect(url.searchParams.get('photoIds')?.split(',')).toEqual(ids);
      expect([...url.searchParams.keys()]).toEqual(['apiToken', 'photoIds']);
      expect(url.searchParams.get('apiToken')).toBe('a+b');
    }),
  );
});

const NOW = Date.UTC(2026, 5, 1, 12, 0);
const HOUR = 3_600_000;

test('`expiresAtMs` is by our clock, even when the service’s clock differs', () => {
  expect(expiryOf({ ttl_ms: HOUR, expires_ms: NOW + 100 * HOUR }, NOW)).toBe(NOW + HOUR);
  expect(expiryOf({ expires_ms: NOW + 5 * HOUR }, NOW)).toBe(NOW + 5 * HOUR);
});

test('the older text is Moscow time, unless that is past already', () => {
  expect(expiryOf({ expires: '2026.06.02 15:00' }, NOW)).toBe(NOW + 24 * HOUR);
  expect(expiryOf({ expires: '2026.06.01 13:00' }, NOW)).toBe(NOW + HOUR);
});

test('a reservation without a told end is taken to last a day', () => {
  expect(expiryOf({}, NOW)).toBe(NOW + 24 * HOUR);
  expect(expiryOf({ expires: 'soon' }, NOW)).toBe(NOW + 24 * HOUR);
});
