// Titles that are there already: no second album of a title is made without a word, and nothing goes where more people
// see it than was wished for.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeLibrary } from '../fixtures/make-photos.ts';
import type { AlbumTarget, Privacy } from '../../shared/library/album.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { systemClock } from '../../main/engine/system-clock.ts';
import { openOkApi } from '../../main/ok/api.ts';
import { credentialsOf } from '../../main/engine/testing/open-test-engine.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';
import { silentLog } from '../../main/engine/testing/quick.ts';

const fixture = fixtureOfEachTest();
const signal = new AbortController().signal;

/** An album that somebody else makes on the service. */
async function madeThere(title: string, privacy: Privacy): Promise<string> {
  const remote = openOkApi({
    credentials: credentialsOf(fixture.emulator),
    clock: systemClock,
    log: silentLog,
    userAgent: 'another program',
  });
  const created = await remote.createAlbum({ title, privacy }, signal);
  await remote.close();
  if (!created.ok) throw new Error('not created');
  return created.value;
}

let seed = 1;
async function folder(name: string): Promise<string> {
  const path = join(fixture.folder, name);
  await mkdir(path, { recursive: true });
  await makeLibrary(path, 2, { width: 160, height: 120, pictures: 2, firstSeed: (seed += 10) });
  return path;
}
const add = (engine: Engine, path: string, target: AlbumTarget) =>
  engine.calls['folders.add']({ path, target, rules: {} });
const newAlbum = (title: string, more: Partial<AlbumTarget & { kind: 'new' }> = {}): AlbumTarget => ({
  kind: 'new',
  title,
  privacy: 'private',
  ...more,
});
const albums = () => fixture.emulator.ledger().albums.map(({ title, photosCount }) => [title, photosCount]);
async function taken(engine: Engine) {
  const listed = await engine.calls['problems.list'](undefined);
  if (!listed.ok) throw new Error(listed.error.code);
  return listed.value.map(({ reason, albumId, albumTitle, photos }) => ({ reason, albumId, albumTitle, photos }));
}

for (const spelling of ['Cottage', 'COTTAGE ', 'Cottage'.normalize('NFD'), 'Cott\u200bage'])
  test(`a new album whose title another program has taken meanwhile is asked about: ${JSON.stringify(spelling)}`, async () => {
    await madeThere('Cottage', 'private');
    const engine = await fixture.started();
    expect((await add(engine, await folder('a'), newAlbum(spelling))).ok).toBe(true);
    expect(await engine.decided()).toBe('decided');
    expect(albums()).toEqual([['Cottage', 0]]);
    expect(await taken(engine)).toMatchObject([{ reason: 'album_taken', photos: 2 }]);
  });

test('asked so, the person may use the one there is, or make another; both end the question', async () => {
  const remoteId = await madeThere('Йога', 'friends');
  await madeThere('Дача', 'private');
  const engine = await fixture.started();
  await add(engine, await folder('a'), newAlbum('Йога'.normalize('NFD')));
  await add(engine, await folder('b'), newAlbum('дача'));
  expect(await engine.decided()).toBe('decided');
  const asked = await taken(engine);
  expect(asked.map(({ reason }) => reason)).toEqual(['album_taken', 'album_taken']);
  const [yoga, dacha] = ['Йога'.normalize('NFD'), 'дача'].map(
    (title) => asked.find(({ albumTitle }) => albumTitle === title)?.albumId ?? null,
  );
  const reason = 'album_taken';
  const target: AlbumTarget = { kind: 'remote', remoteId, title: 'Йога' };
  await engine.calls['problems.act']({ reason, albumId: yoga ?? null, action: 'choose_album', target });
  await engine.calls['problems.act']({ reason, albumId: dacha ?? null, action: 'create_album', target: null });
  expect(await engine.decided()).toBe('decided');
  expect(new Set(albums().map(String))).toEqual(new Set(['Дача,0', 'Йога,2', 'дача,2']));
  expect(await taken(engine)).toEqual([]);
});

test('another album is made at once where the person said so when typing', async () => {
  await madeThere('Cottage', 'public');
  const engine = await fixture.started();
  await add(engine, await folder('a'), newAlbum('Cottage', { another: true }));
  expect(await engine.decided()).toBe('decided');
  expect(albums()).toEqual([
    ['Cottage', 0],
    ['Cottage', 2],
  ]);
});

test('two folders that both ask for a new album of one title: the second is refused, by any spelling, and may use the first one’s', async () => {
  const engine = await fixture.started();
  await engine.calls['sync.pause']({ untilMs: null });
  const [a, b] = [await folder('a'), await folder('b')];
  expect((await add(engine, a, newAlbum('Cottage'))).ok).toBe(true);
  expect(await add(engine, b, newAlbum(' cottage'))).toMatchObject({
    ok: false,
    error: { code: 'album_title_taken', subject: 'cottage' },
  });
  const listed = await engine.calls['albums.list'](undefined);
  const known = listed.ok ? listed.value.find(({ title }) => title === 'Cottage') : undefined;
  expect((await add(engine, b, { kind: 'known', albumId: known?.albumId ?? 0 })).ok).toBe(true);
  await engine.calls['sync.resume'](undefined);
  expect(await engine.decided()).toBe('decided');
  expect(albums()).toEqual([['Cottage', 4]]);
});

test('drops, changed folders and problems ask for new titles by the same rule', async () => {
  const engine = await fixture.started();
  const [a, b, c] = [await folder('a'), await folder('b'), await folder('c')];
  await add(engine, a, newAlbum('Cottage'));
  const other = await add(engine, b, newAlbum('House'));
  expect(await engine.decided()).toBe('decided');
  const refused = { ok: false, error: { code: 'album_title_taken' } };
  expect(await engine.calls['drop.add']({ paths: [c], target: newAlbum('COTTAGE') })).toMatchObject(refused);
  const folderId = other.ok ? other.value.folderId : 0;
  expect(await engine.calls['folders.change']({ folderId, target: newAlbum('Cottage') })).toMatchObject(refused);
});

test('going back and on in the first start keeps the album that was only thought of', async () => {
  const engine = await fixture.started();
  const path = await folder('a');
  const added = await engine.calls['folders.add']({ path, target: newAlbum('Cottage'), rules: {}, planned: true });
  const folderId = added.ok ? added.value.folderId : 0;
  for (const target of [newAlbum('Cottage'), newAlbum('cottage'), newAlbum('Cottage', { privacy: 'friends' })])
    expect((await engine.calls['folders.change']({ folderId, target })).ok).toBe(true);
  await engine.calls['folders.start']({ folderIds: [folderId] });
  expect(await engine.decided()).toBe('decided');
  expect(albums()).toEqual([['Cottage', 2]]);
});

const titled = (privacy: Privacy): AlbumTarget => ({ kind: 'titled', title: 'Cottage', privacy });

test('a named album is used where it is the only one and nobody more sees it', async () => {
  await madeThere('cottage', 'friends');
  const engine = await fixture.started();
  await add(engine, await folder('a'), titled('public'));
  expect(await engine.decided()).toBe('decided');
  expect(albums()).toEqual([['cottage', 2]]);
});

test('a named album that more people see, or of which there are several, is asked about', async () => {
  await madeThere('Cottage', 'public');
  const engine = await fixture.started();
  await add(engine, await folder('a'), titled('private'));
  expect(await engine.decided()).toBe('decided');
  expect(albums()).toEqual([['Cottage', 0]]);
  expect(await taken(engine)).toMatchObject([{ reason: 'album_taken', photos: 2 }]);
});

test('of several named so, none is guessed and none is added', async () => {
  await madeThere('Cottage', 'private');
  await madeThere('Cottage', 'private');
  const engine = await fixture.started();
  await add(engine, await folder('a'), titled('private'));
  expect(await engine.decided()).toBe('decided');
  expect(albums().length).toBe(2);
  expect(await taken(engine)).toMatchObject([{ reason: 'album_taken', photos: 2 }]);
});

for (const namesakes of ['use', 'another', undefined] as const)
  test(`subfolders whose titles are there already: ${namesakes ?? 'ask'}`, async () => {
    await madeThere('Summer', 'private');
    await folder(join('2024', 'Summer'));
    await folder(join('2025', 'Summer'));
    await folder(join('2025', 'Winter'));
    const engine = await fixture.started();
    await add(engine, fixture.folder, { kind: 'per_subfolder', privacy: 'private', ...(namesakes && { namesakes }) });
    expect(await engine.decided()).toBe('decided');
    const summers = albums().filter(([title]) => title === 'Summer');
    expect(albums()).toContainEqual(['Winter', 2]);
    // Two subfolders of one name are two albums, and never a question by themselves.
    if (namesakes === 'use')
      expect(summers).toEqual([
        ['Summer', 2],
        ['Summer', 2],
      ]);
    else if (namesakes === 'another')
      expect(summers).toEqual([
        ['Summer', 0],
        ['Summer', 2],
        ['Summer', 2],
      ]);
    else {
      expect(summers).toEqual([['Summer', 0]]);
      expect((await taken(engine)).map(({ reason, photos }) => [reason, photos])).toEqual([
        ['album_taken', 2],
        ['album_taken', 2],
      ]);
    }
  });
