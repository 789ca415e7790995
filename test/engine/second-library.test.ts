// Another computer, a reinstall, another data folder: a library that knows nothing does not send what is there already.
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { makePhoto } from '../fixtures/make-photos.ts';
import { defaultLimits } from '../../shared/limits.ts';
import type { AlbumTarget } from '../../shared/library/album.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { fixtureOfEachTest, scan } from '../../main/engine/testing/fixture-of-each-test.ts';

const imaging = imagingOfFile();
const fixture = fixtureOfEachTest();

async function photos(folder: string, seeds: readonly number[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const seed of seeds) await makePhoto({ path: join(folder, `photo ${seed}.jpg`), width: 800, height: 600, seed });
}

/** A library of its own, beside the first one. */
const library = (name: string): Promise<Engine> =>
  fixture.started({ imaging, dataFolder: join(dirname(fixture.dataFolder), name) });

async function sync(engine: Engine, path: string, target: AlbumTarget, planned = false): Promise<number> {
  const added = await engine.calls['folders.add']({ path, target, rules: {}, planned });
  if (!added.ok) throw new Error(added.error.code);
  expect(await engine.decided()).toBe('decided');
  return added.value.folderId;
}

const there = () => fixture.emulator.ledger();
const remoteAlbum = (title: string): AlbumTarget => {
  const album = there().albums.find((one) => one.title === title);
  if (album === undefined) throw new Error(`no album ${title}`);
  return { kind: 'remote', remoteId: album.aid, title };
};
const problems = async (engine: Engine): Promise<unknown> => {
  const found = await engine.calls['problems.list'](undefined);
  return found.ok ? found.value.map(({ reason, photos: n }) => [reason, n]) : found.error;
};

test.each<[string, () => AlbumTarget, () => AlbumTarget]>([
  [
    'an album chosen by its title',
    () => ({ kind: 'new', title: 'Дача', privacy: 'friends' }),
    () => ({ kind: 'titled', title: 'Дача', privacy: 'friends' }),
  ],
  [
    'an album chosen from the list',
    () => ({ kind: 'new', title: 'Дача', privacy: 'friends' }),
    () => remoteAlbum('Дача'),
  ],
  ['the personal photos', () => ({ kind: 'personal' }), () => ({ kind: 'personal' })],
])(
  '%s: a fresh library finds its photos there, sends only the new ones, and asks nothing',
  async (_, first, second) => {
    await photos(fixture.folder, [1, 2, 3]);
    const one = await library('one');
    await sync(one, fixture.folder, first());
    await one.close();
    expect(there().summary).toMatchObject({ photos: 3 });
    await photos(fixture.folder, [4]);
    const other = await library('other');
    const before = there().calls.length;
    await sync(other, fixture.folder, second());
    expect(there().summary).toMatchObject({ photos: 4, contentsTwiceInAlbum: 0, albums: there().albums.length });
    expect(await problems(other)).toEqual([]);
    const uploads = there()
      .calls.slice(before)
      .filter(({ method }) => method === 'upload');
    expect(uploads.length).toBe(1);
  },
);

test('the plan tells what is there already before anything is sent', async () => {
  await photos(fixture.folder, [1, 2, 3]);
  const one = await library('one');
  await sync(one, fixture.folder, { kind: 'new', title: 'Дача', privacy: 'friends' });
  await one.close();
  await photos(fixture.folder, [4, 5]);
  const other = await library('other');
  const before = there().calls.length;
  const folderId = await sync(other, fixture.folder, remoteAlbum('Дача'), true);
  const plan = await other.calls['folders.plan']({ folderIds: [folderId] });
  expect(plan).toMatchObject({ ok: true, value: { alreadyThere: 3, toSend: { photos: 2 }, comparing: 0 } });
  const methods = there()
    .calls.slice(before)
    .map(({ method }) => method);
  expect(methods.filter((method) => /upload|getUploadUrl|commit/iu.test(method))).toEqual([]);
  await other.calls['folders.start']({ folderIds: [folderId] });
  expect(await other.decided()).toBe('decided');
  expect(there().summary).toMatchObject({ photos: 5, contentsTwiceInAlbum: 0 });
});

test('a HEIC that went as a JPEG, and a photo that went smaller, are known again by their files', async () => {
  await mkdir(fixture.folder, { recursive: true });
  await copyFile(join(import.meta.dirname, '..', 'fixtures', 'sample.heic'), join(fixture.folder, 'IMG_1.HEIC'));
  await makePhoto({ path: join(fixture.folder, 'large.jpg'), width: 1600, height: 1200, seed: 5 });
  const limits = { ...defaultLimits, maxSidePixels: 1000 };
  const rules = { convert: true, shrink: true };
  const target = { kind: 'titled', title: 'Дача', privacy: 'friends' } as const;
  const add = async (engine: Engine): Promise<void> => {
    await engine.calls['folders.add']({ path: fixture.folder, target, rules });
    expect(await engine.decided()).toBe('decided');
  };
  const one = await fixture.started({ imaging, limits, dataFolder: join(dirname(fixture.dataFolder), 'one') });
  await add(one);
  await one.close();
  expect(there().photos.map(({ format }) => format)).toEqual(['jpeg', 'jpeg']);
  const other = await fixture.started({ imaging, limits, dataFolder: join(dirname(fixture.dataFolder), 'other') });
  await add(other);
  expect(await problems(other)).toEqual([]);
  expect(there().summary).toMatchObject({ photos: 2 });
});

test('shots of a burst are asked about: none is taken for another, and none is left out', async () => {
  const burst = async (folder: string, grains: readonly number[]): Promise<void> => {
    await mkdir(folder, { recursive: true });
    for (const grain of grains)
      await makePhoto({ path: join(folder, `shot ${grain}.jpg`), width: 800, height: 600, seed: 9, grain });
  };
  await burst(fixture.folder, [4]);
  const one = await library('one');
  await sync(one, fixture.folder, { kind: 'new', title: 'Дача', privacy: 'friends' });
  await one.close();
  await burst(fixture.folder, [6, 9]);
  const other = await library('other');
  await sync(other, fixture.folder, remoteAlbum('Дача'));
  expect(await problems(other)).toEqual([['probably_there', 3]]);
  expect(there().summary).toMatchObject({ photos: 1 });
});

test('an album that this library made is not compared', async () => {
  await photos(fixture.folder, [1, 2]);
  const one = await library('one');
  await sync(one, fixture.folder, { kind: 'new', title: 'Дача', privacy: 'friends' });
  await photos(fixture.folder, [3]);
  await scan(one);
  expect(there().calls.filter(({ method }) => method === 'photos.getPhotos')).toEqual([]);
  expect(there().summary).toMatchObject({ photos: 3 });
});
