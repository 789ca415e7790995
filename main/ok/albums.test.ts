// What a list of albums says of when each was made, whatever the service calls a time.
import { expect, test } from 'vitest';
import { album as shownAlbum } from '../../shared/library/album.ts';
import { listAlbums } from './albums.ts';
import type { ApiCalls } from './api-calls.ts';

/** A service that has one album, made then. */
function clientFor(created: unknown): ApiCalls {
  return {
    call: (_method, _params, schema) =>
      Promise.resolve({ ok: true, value: schema.parse({ albums: [{ aid: '9', title: 'Dacha', created }] }) }),
    clockOffsetMs: () => null,
    close: () => Promise.resolve(),
  };
}

async function createdOn(created: unknown): Promise<string | null | undefined> {
  const listed = await listAlbums(clientFor(created), new AbortController().signal);
  return listed.ok ? listed.value[0]?.createdOn : undefined;
}

test('the day an album was created is a valid day or null, whatever the service writes as its time', async () => {
  expect(await createdOn('2026-07-08')).toBe('2026-07-08');
  expect(await createdOn(null)).toBeNull();
  expect(await createdOn('some day')).toBeNull();
  // Microseconds, the end of all time, a month that there is not, a number of no meaning.
  for (const odd of [1_783_500_000_000_000, 9e15, '1e300', -1e14, '2026-13-40', '0000-00-00']) {
    const day = (await createdOn(odd)) ?? null;
    const isShown = shownAlbum.shape.createdOn.safeParse(day).success;
    expect({ odd, isShown, isDay: day === null || Number.isFinite(Date.parse(day)) }).toEqual({
      odd,
      isShown: true,
      isDay: true,
    });
  }
});
