// Who sees an album is read back before the first photo goes in. What differs from what was asked for is a question.
import { join } from 'node:path';
import { utimes } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { makePhoto } from '../fixtures/make-photos.ts';
import { call } from '../../main/emulator/testing/ok-client.ts';
import type { Privacy } from '../../shared/library/album.ts';
import type { AlbumAction } from '../../shared/library/problem.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';
import { quickPolicy } from '../../main/engine/testing/quick.ts';

const fixture = fixtureOfEachTest();

async function begun(privacy: Privacy = 'private'): Promise<Engine> {
  for (const seed of [1, 2]) {
    const path = join(fixture.folder, `IMG_${seed}.jpg`);
    await makePhoto({ path, width: 40 + seed * 30, height: 60, seed, grain: 0 });
    await utimes(path, 1_000_000_000 + seed, 1_000_000_000 + seed);
  }
  return again(privacy);
}

async function again(privacy: Privacy = 'private'): Promise<Engine> {
  const engine = await fixture.started({ policy: quickPolicy });
  const target = { kind: 'new', title: 'Поход', privacy } as const;
  await engine.calls['folders.add']({ path: fixture.folder, target, rules: {} });
  return engine;
}

async function problems(engine: Engine) {
  const groups = await engine.calls['problems.list'](undefined);
  if (!groups.ok) throw new Error(groups.error.code);
  return groups.value;
}

async function decide(engine: Engine, action: AlbumAction | 'try_again'): Promise<void> {
  const albumId = (await problems(engine))[0]?.albumId ?? null;
  await engine.calls['problems.act']({ reason: 'album_privacy', albumId, action, target: null });
  expect(await engine.decided()).toBe('decided');
}

const ledger = () => fixture.emulator.ledger();
const types = () => ledger().albums.map(({ type }) => type);
const calls = (method: string): number => ledger().calls.filter((one) => one.method === method).length;

test.each(['upper', 'lower', 'list'] as const)(
  'a type that is told in %s is understood, and nothing is asked',
  async (form) => {
    fixture.emulator.set({ albumTypeForm: form });
    const engine = await begun('friends');
    expect(await engine.decided()).toBe('decided');
    expect(await problems(engine)).toEqual([]);
    expect([types(), ledger().photos.length]).toEqual([['FRIENDS'], 2]);
  },
);

test.each(['upper', 'lower'] as const)('a service that takes the type in %s case only gets it so', async (spelling) => {
  fixture.emulator.set({ albumTypeSpelling: spelling });
  const engine = await begun('friends');
  expect(await engine.decided()).toBe('decided');
  expect(await problems(engine)).toEqual([]);
  expect([types(), ledger().photos.length]).toEqual([['FRIENDS'], 2]);
});

test('an album that others see than was asked for holds its photos, and says who sees it and who should', async () => {
  fixture.emulator.set({ albumTypeKept: 'when-edited' });
  const engine = await begun();
  expect(await engine.decided()).toBe('decided');
  expect(await problems(engine)).toMatchObject([
    {
      reason: 'album_privacy',
      albumTitle: 'Поход',
      photos: 2,
      seen: { now: 'public', asked: 'private', wasCorrected: false },
      actions: ['correct_privacy', 'choose_album', 'publish_anyway', 'try_again', 'leave_out'],
    },
  ]);
  expect(ledger().photos).toEqual([]);
  await decide(engine, 'correct_privacy');
  expect(await problems(engine)).toEqual([]);
  expect([types(), ledger().photos.length]).toEqual([['PRIVATE'], 2]);
});

test('a correction that the service does not take is asked about again, and says so; publishing all the same works', async () => {
  fixture.emulator.set({ albumTypeKept: 'never' });
  const engine = await begun();
  await engine.decided();
  await decide(engine, 'correct_privacy');
  expect(await problems(engine)).toMatchObject([
    { reason: 'album_privacy', seen: { now: 'public', asked: 'private', wasCorrected: true } },
  ]);
  expect(ledger().photos).toEqual([]);
  expect(calls('photos.editAlbum')).toBe(2);
  await decide(engine, 'publish_anyway');
  expect([types(), ledger().photos.length]).toEqual([['PUBLIC'], 2]);
});

test('a person who corrects the album on the site lets it be read once more', async () => {
  fixture.emulator.set({ albumTypeKept: 'when-edited', albumTypeInstead: 'FRIENDS' });
  const engine = await begun();
  await engine.decided();
  expect((await problems(engine))[0]?.seen).toMatchObject({ now: 'friends', asked: 'private' });
  await decide(engine, 'try_again');
  expect((await problems(engine)).map(({ reason }) => reason)).toEqual(['album_privacy']);
  fixture.emulator.set({ albumTypeForm: 'absent' });
  await decide(engine, 'try_again');
  expect((await problems(engine))[0]?.seen).toMatchObject({ now: null, asked: 'private' });
  expect(ledger().photos).toEqual([]);
});

test('where everybody may see it, a service that says nothing of the type stops no photo', async () => {
  fixture.emulator.set({ albumTypeForm: 'absent' });
  const engine = await begun('public');
  expect(await engine.decided()).toBe('decided');
  expect(await problems(engine)).toEqual([]);
  expect(ledger().photos.length).toBe(2);
});

test('an answer that is lost and another type than asked for: the album is found, asked about, and not made twice', async () => {
  fixture.emulator.set({ albumTypeKept: 'when-edited' });
  fixture.emulator.fail({ method: 'photos.createAlbum', cut: 'after-stored' });
  const engine = await begun();
  expect(await engine.decided()).toBe('decided');
  expect(types()).toEqual(['PUBLIC']);
  expect(ledger().photos).toEqual([]);
  expect((await problems(engine)).map(({ reason, seen }) => [reason, seen?.now])).toEqual([
    ['album_privacy', 'public'],
  ]);
  await decide(engine, 'correct_privacy');
  expect([types(), ledger().photos.length]).toEqual([['PRIVATE'], 2]);
});

// gphotos-uploader-cli #19: with many albums on the account the new one was not found, and made again.
test('an album that stands on the last of many pages is found and read back', async () => {
  fixture.emulator.set({ listOrder: 'oldest-first', albumTypeKept: 'when-edited' });
  for (let number = 0; number < 205; number += 1)
    await call(fixture.emulator, 'photos.createAlbum', { title: `Альбом ${number}`, type: 'PRIVATE' });
  fixture.emulator.fail({ method: 'photos.createAlbum', cut: 'after-stored' });
  const engine = await begun();
  expect(await engine.decided()).toBe('decided');
  expect((await problems(engine)).map(({ reason, seen }) => [reason, seen?.now])).toEqual([
    ['album_privacy', 'public'],
  ]);
  await decide(engine, 'correct_privacy');
  const made = ledger().albums.filter(({ title }) => title === 'Поход');
  expect(made.map(({ type }) => type)).toEqual(['PRIVATE']);
  expect(ledger().photos.map(({ albumId }) => albumId)).toEqual([made[0]?.aid, made[0]?.aid]);
});

test('a run that ends before the album was read back leaves the reading to the next one', async () => {
  fixture.emulator.set({ albumTypeKept: 'when-edited' });
  fixture.emulator.fail({ method: 'photos.getAlbums', httpStatus: 502, skip: 1, times: null });
  const first = await begun();
  await expect.poll(() => types().length, { interval: 2, timeout: 20_000 }).toBe(1);
  await first.close();
  fixture.emulator.clearFaults();
  const next = await again();
  expect(await next.decided()).toBe('decided');
  expect([types(), ledger().photos.length]).toEqual([['PUBLIC'], 0]);
  expect((await problems(next)).map(({ reason }) => reason)).toEqual(['album_privacy']);
});

test.each([
  ['trouble', { httpStatus: 502 }, 'waits'],
  ['half an answer', { answer: 'truncated' }, 'album_privacy'],
  ['an empty answer', { answer: 'empty' }, 'album_privacy'],
] as const)('reading back meets %s: photos are held, few calls are made, and it is told', async (_, fault, told) => {
  fixture.emulator.fail({ method: 'photos.getAlbums', ...fault, skip: 1, times: null });
  const engine = await begun();
  if (told === 'waits') await expect.poll(() => calls('photos.getAlbums'), { timeout: 20_000 }).toBeGreaterThan(3);
  else await engine.decided();
  expect(ledger().photos).toEqual([]);
  expect(types()).toEqual(['PRIVATE']);
  const groups = (await problems(engine)).map(({ reason, seen }) => [reason, seen?.now]);
  expect(groups).toEqual(told === 'waits' ? [] : [['album_privacy', null]]);
  if (told !== 'waits') expect(calls('photos.getAlbums')).toBeLessThan(12);
  fixture.emulator.clearFaults();
  if (told !== 'waits') await decide(engine, 'try_again');
  await engine.decided();
  expect(ledger().photos.length).toBe(2);
});

test('an album that is not listed at once is looked for again, and not made twice', async () => {
  fixture.emulator.set({ albumListedAfterMs: 150 });
  const engine = await begun();
  await engine.decided();
  if (ledger().photos.length === 0) await decide(engine, 'try_again');
  expect([types(), ledger().photos.length]).toEqual([['PRIVATE'], 2]);
});

test('albums of many subfolders are read back by few lists', async () => {
  const count = 20;
  for (let number = 1; number <= count; number += 1) {
    const path = join(fixture.folder, `Ordner ${number}`, 'IMG_1.jpg');
    await makePhoto({ path, width: 40, height: 60, seed: number, grain: 0 });
    await utimes(path, 1_000_000_000, 1_000_000_000);
  }
  const engine = await fixture.started({ policy: quickPolicy });
  const target = { kind: 'per_subfolder', privacy: 'friends' } as const;
  await engine.calls['folders.add']({ path: fixture.folder, target, rules: {} });
  expect(await engine.decided()).toBe('decided');
  expect(ledger().photos.length).toBe(count);
  expect(types().length).toBe(count);
  expect(calls('photos.getAlbums')).toBeLessThan(count);
});
