// An album that takes no more photos: told as what it is, and gone on in the next one by one decision or by the
// folder's rule. Nothing twice, nothing left.
import { join } from 'node:path';
import { copyFile, utimes } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { makePhoto } from '../fixtures/make-photos.ts';
import type { AlbumTarget } from '../../shared/library/album.ts';
import type { FolderRules } from '../../shared/library/folder-rules.ts';
import type { ProblemGroup } from '../../shared/library/problem.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';
import { quickPolicy } from '../../main/engine/testing/quick.ts';

const fixture = fixtureOfEachTest();
const dacha: AlbumTarget = { kind: 'new', title: 'Дача', privacy: 'friends' };
const quick = { policy: { ...quickPolicy, commitGraceMs: 100 } };

/** Of shapes that a look into the album can tell apart. */
async function fill(count: number, below = ''): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    const path = join(fixture.folder, below, `IMG_${number}.jpg`);
    await makePhoto({ path, width: 40 + number * 30, height: 60, seed: number + below.length * 100, grain: 0 });
    await utimes(path, 1_000_000_000 + number, 1_000_000_000 + number);
  }
}

async function send(engine: Engine, target = dacha, rules: Partial<FolderRules> = {}): Promise<number> {
  const added = await engine.calls['folders.add']({ path: fixture.folder, target, rules });
  if (!added.ok) throw new Error(added.error.code);
  expect(await engine.decided()).toBe('decided');
  return added.value.folderId;
}

async function problems(engine: Engine): Promise<ProblemGroup[]> {
  const groups = await engine.calls['problems.list'](undefined);
  if (!groups.ok) throw new Error(groups.error.code);
  return groups.value;
}

/** How many photos stand in each album, by title; and that none stands anywhere twice. */
function albums(): Record<string, number> {
  const { albums: all, photos } = fixture.emulator.ledger();
  expect(new Set(photos.map(({ sha256 }) => sha256)).size).toBe(photos.length);
  return Object.fromEntries(
    all.map(({ aid, title }) => [title, photos.filter(({ albumId }) => albumId === aid).length]),
  );
}

const ways = [
  ['when addresses are asked for', { fullAlbumAt: 'reserve' }],
  ['photo by photo at the commit', { fullAlbumAt: 'commit', badCommit: 'status' }],
  ['for the whole commit', { fullAlbumAt: 'commit', badCommit: 'error' }],
  ['at both', { fullAlbumAt: 'both', badCommit: 'error' }],
] as const;

test.each(ways)(
  'an album that is full is a question of its own, told %s, and goes on by one decision',
  async (_, how) => {
    await fill(8);
    fixture.emulator.set({ maxPhotosInAlbum: 3, ...how });
    const engine = await fixture.started(quick);
    await send(engine);
    expect(albums()).toEqual({ Дача: 3 });
    const [first] = await problems(engine);
    expect(first).toMatchObject({ reason: 'album_full', albumTitle: 'Дача', nextTitle: 'Дача – 2', photos: 5 });
    expect(first?.actions[0]).toBe('next_album');
    const decide = async (group: ProblemGroup | undefined) => {
      const { reason, albumId } = group as ProblemGroup;
      return engine.calls['problems.act']({ reason, albumId, action: 'next_album', target: null });
    };
    expect(await decide(first)).toEqual({ ok: true, value: { changed: 5 } });
    // Said twice is said once.
    expect(await decide(first)).toEqual({ ok: true, value: { changed: 0 } });
    await engine.decided();
    const [second, ...more] = await problems(engine);
    expect(more).toEqual([]);
    expect(second).toMatchObject({ reason: 'album_full', albumTitle: 'Дача – 2', nextTitle: 'Дача – 3', photos: 2 });
    await decide(second);
    await engine.decided();
    expect(await problems(engine)).toEqual([]);
    expect(albums()).toEqual({ Дача: 3, 'Дача – 2': 3, 'Дача – 3': 2 });
    expect(new Set(fixture.emulator.ledger().albums.map(({ type }) => type)).size).toBe(1);
    const [card] = await folders(engine);
    expect(card?.target).toMatchObject({ title: 'Дача – 3', firstTitle: 'Дача', privacy: 'friends' });
  },
);

async function folders(engine: Engine) {
  const listed = await engine.calls['folders.list'](undefined);
  if (!listed.ok) throw new Error(listed.error.code);
  return listed.value;
}

test.each(ways)('where the folder’s rule says so it goes on by itself, told %s', async (_, how) => {
  await fill(10);
  fixture.emulator.set({ maxPhotosInAlbum: 4, ...how });
  const engine = await fixture.started(quick);
  await send(engine, dacha, { whenAlbumFull: 'next' });
  expect(await problems(engine)).toEqual([]);
  expect(albums()).toEqual({ Дача: 4, 'Дача – 2': 4, 'Дача – 3': 2 });
});

test('the rule may come later, and hold after a restart; what is found later goes to the last one at once', async () => {
  await fill(5);
  fixture.emulator.set({ maxPhotosInAlbum: 2, fullAlbumAt: 'commit' });
  const first = await fixture.started(quick);
  const folderId = await send(first);
  await first.calls['folders.change']({ folderId, rules: { whenAlbumFull: 'next' } });
  await first.close();
  const engine = await fixture.started(quick);
  expect(await engine.decided()).toBe('decided');
  expect(albums()).toEqual({ Дача: 2, 'Дача – 2': 2, 'Дача – 3': 1 });
  await fill(6);
  await engine.calls['folders.scan']({ folderId });
  await expect.poll(albums).toEqual({ Дача: 2, 'Дача – 2': 2, 'Дача – 3': 2 });
});

test('photos whose commit was never answered stay with the album that was asked for them', async () => {
  await fill(8);
  fixture.emulator.set({ maxPhotosInAlbum: 3, fullAlbumAt: 'commit', badCommit: 'error' });
  // The first group is published as far as there is room, and nobody hears of it.
  fixture.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored' });
  const engine = await fixture.started(quick);
  await send(engine, dacha, { whenAlbumFull: 'next' });
  const there = albums();
  expect(there['Дача']).toBe(3);
  const open = (await problems(engine)).map(({ reason, photos }) => ({ reason, photos }));
  // Whatever was in the lost call and is not seen there is a question, and goes to no other album by itself.
  const asked = open.reduce((sum, { photos }) => sum + photos, 0);
  expect(Object.values(there).reduce((sum, n) => sum + n, 0) + asked).toBe(8);
  for (const { reason } of open) expect(reason).toBe('commit_unclear');
});

test('albums of subfolders go on each for itself, also where they have one title', async () => {
  await fill(3, 'a/Лето');
  await fill(3, 'bb/Лето');
  fixture.emulator.set({ maxPhotosInAlbum: 2 });
  const engine = await fixture.started(quick);
  await send(engine, { kind: 'per_subfolder', privacy: 'private' }, { whenAlbumFull: 'next' });
  expect(await problems(engine)).toEqual([]);
  const { albums: all, photos } = fixture.emulator.ledger();
  const counts = all.map(({ aid, title }) => [title, photos.filter(({ albumId }) => albumId === aid).length]);
  expect(counts.map(String).sort()).toEqual(['Лето – 2,1', 'Лето – 2,1', 'Лето,2', 'Лето,2']);
});

test('one of ours that has room is used; one that others can see is not', async () => {
  await fill(4);
  fixture.emulator.set({ maxPhotosInAlbum: 2 });
  const engine = await fixture.started(quick);
  const other = join(fixture.folder, '..', 'other');
  await makePhoto({ path: join(other, 'x.jpg'), width: 99, height: 50, seed: 77, grain: 0 });
  await utimes(join(other, 'x.jpg'), 1_000_000_000, 1_000_000_000);
  const open = { kind: 'new', title: 'Дача – 2', privacy: 'public' } as const;
  await engine.calls['folders.add']({ path: other, target: open, rules: {} });
  await engine.decided();
  await send(engine, dacha, { whenAlbumFull: 'next' });
  const { albums: all, photos } = fixture.emulator.ledger();
  const told = all.map(({ aid, title, type }) => [title, type, photos.filter(({ albumId }) => albumId === aid).length]);
  expect(told).toEqual([['Дача – 2', 'PUBLIC', 1], ['Дача', 'FRIENDS', 2], ['Дача – 2', 'FRIENDS', 2]]); // prettier-ignore
});

test('personal photos have no next album, and an album that has room again takes them', async () => {
  await fill(3);
  fixture.emulator.set({ maxPhotosInAlbum: 1 });
  const engine = await fixture.started(quick);
  await send(engine, { kind: 'personal' }, { whenAlbumFull: 'next' });
  const [group] = await problems(engine);
  expect(group).toMatchObject({ reason: 'album_full', nextTitle: null, photos: 2 });
  expect(group?.actions).toEqual(['choose_album', 'try_again', 'leave_out']);
  fixture.emulator.set({ maxPhotosInAlbum: null });
  const { reason, albumId } = group as ProblemGroup;
  await engine.calls['problems.act']({ reason, albumId, action: 'try_again', target: null });
  await engine.decided();
  expect(fixture.emulator.ledger().photos.length).toBe(3);
});

test('a limit of the whole account makes no row of empty albums', async () => {
  await fill(4);
  const engine = await fixture.started(quick);
  // Whatever the album, nothing is taken any more.
  fixture.emulator.fail({ method: 'photosV2.getUploadUrl', code: 26, skip: 1, times: null });
  const first = join(fixture.folder, 'IMG_1.jpg');
  await utimes(first, 999_999_000, 999_999_000);
  await send(engine, dacha, { whenAlbumFull: 'next' });
  fixture.emulator.clearFaults();
  fixture.emulator.fail({ method: 'photosV2.getUploadUrl', code: 26, times: null });
  await fill(9);
  await engine.calls['folders.scan']({ folderId: null });
  const settled = async () => {
    const held = (await problems(engine)).map(({ reason, photos }) => (reason === 'album_full' ? photos : 0));
    return held.reduce((sum, photos) => sum + photos, 0) + fixture.emulator.ledger().photos.length;
  };
  await expect.poll(settled).toBe(9);
  expect(fixture.emulator.ledger().albums.length).toBeLessThanOrEqual(2);
  expect((await problems(engine))[0]?.actions).not.toContain('next_album');
});

test('a copy of a photo that is in the full album is not sent into the next one', async () => {
  await fill(4);
  fixture.emulator.set({ maxPhotosInAlbum: 3 });
  const engine = await fixture.started(quick);
  const folderId = await send(engine, dacha, { whenAlbumFull: 'next' });
  for (const number of [1, 2, 3, 4]) {
    const copy = join(fixture.folder, `copy of ${number}.jpg`);
    await copyFile(join(fixture.folder, `IMG_${number}.jpg`), copy);
    await utimes(copy, 1_000_000_000, 1_000_000_000);
  }
  await engine.calls['folders.scan']({ folderId });
  const copies = async () => (await folders(engine))[0]?.counts.duplicate;
  await expect.poll(copies).toBe(4);
  await engine.decided();
  expect(albums()).toEqual({ Дача: 3, 'Дача – 2': 1 });
});
