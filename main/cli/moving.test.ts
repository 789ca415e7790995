// A library moves to another computer: nothing is sent twice there, and what is no good archive changes nothing.
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create, extract } from 'tar';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLibrary } from '../../test/fixtures/make-photos.ts';
import { exitStatus } from './exit-status.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { runMain } from './testing/run-main.ts';

let place: CliPlace;
let archive: string;
beforeEach(async () => {
  place = await openCliPlace();
  archive = join(place.base, 'library.okps');
  await makeLibrary(place.folder, 3, { width: 320, height: 240 });
});
afterEach(() => place.close());

const run = (...args: string[]) => runMain(args, place.env);
const there = () => place.emulator.ledger();
const other = (): string => join(place.base, 'other computer', 'data');

test('exported, taken over with its folder elsewhere: nothing is sent again, and what is new is', async () => {
  expect((await place.sync()).status).toBe(exitStatus.good);
  const exported = await run('export', archive, '--data', place.data);
  expect(exported.status).toBe(exitStatus.good);
  expect(exported.stdout).toContain('is written');
  // The old computer sends one more afterwards.
  await makeLibrary(join(place.folder, 'later'), 1, { width: 400, height: 300, firstSeed: 50 });
  expect((await place.sync()).status).toBe(exitStatus.good);
  expect(there().photos).toHaveLength(4);

  const newFolder = join(place.base, 'other computer', 'Фото');
  await cp(place.folder, newFolder, { recursive: true });
  await makeLibrary(join(newFolder, 'new'), 1, { width: 500, height: 300, firstSeed: 70 });
  const imported = await run('import', archive, '--data', other(), '--map', `${place.folder}=${newFolder}`, '--json');
  expect(imported.status).toBe(exitStatus.good);
  expect(imported.objects).toEqual([
    {
      type: 'imported',
      userId: place.emulator.uid,
      folders: [{ from: place.folder, to: newFolder, isThere: true }],
    },
  ]);
  expect(readdirSync(other()).filter((name) => name.startsWith('import-'))).toEqual([]);
  const synced = await run('sync', newFolder, '--data', other(), '--json');
  expect(synced.status).toBe(exitStatus.good);
  expect(there().summary).toMatchObject({ photos: 5, contentsTwiceInAlbum: 0, albums: 1 });
});

test('no token and no upload address is in the archive', async () => {
  expect((await place.sync()).status).toBe(exitStatus.good);
  await run('export', archive, '--data', place.data);
  const unpacked = join(place.base, 'unpacked');
  await mkdir(unpacked);
  await extract({ file: archive, cwd: unpacked });
  const bytes = await readFile(join(unpacked, 'library.db'), 'latin1');
  for (const secret of [place.emulator.accessToken, place.emulator.sessionSecretKey, 'uploadImage', 'apiToken'])
    expect(bytes.includes(secret)).toBe(false);
});

test('nothing is overwritten, and a folder without a library is told', async () => {
  expect((await run('export', archive, '--data', place.data)).stderr).toContain('There is no library in');
  await place.sync();
  await writeFile(archive, 'mine');
  const end = await run('export', archive, '--data', place.data);
  expect(end.status).toBe(exitStatus.usage);
  expect(end.stderr).toContain('nothing is overwritten');
  expect(await readFile(archive, 'utf8')).toBe('mine');
  const nowhere = await run('export', join(place.base, 'no', 'such', 'folder.okps'), '--data', place.data);
  expect(nowhere.stderr).toContain('cannot be written');
});

/** The archive with its files changed. */
async function rewritten(change: (folder: string) => Promise<void>): Promise<void> {
  const unpacked = join(place.base, 'unpacked');
  await mkdir(unpacked);
  await extract({ file: archive, cwd: unpacked });
  await change(unpacked);
  await rm(archive);
  await create({ file: archive, cwd: unpacked, gzip: true }, readdirSync(unpacked));
}

const withManifest = (change: (told: Record<string, unknown>) => object) => () =>
  rewritten(async (folder) => {
    const path = join(folder, 'manifest.json');
    await writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>)));
  });

test.each<[string, () => Promise<void>, string]>([
  ['is missing', () => rm(archive), 'There is no such file'],
  ['is empty', () => truncate(archive, 0), 'is incomplete'],
  ['was cut in half', async () => truncate(archive, Math.floor((await readFile(archive)).length / 2)), 'is incomplete'],
  ['lacks its last bytes', async () => truncate(archive, (await readFile(archive)).length - 20), 'is incomplete'],
  ['is a picture', () => writeFile(archive, Buffer.alloc(5000, 7)), 'was not written by export'],
  [
    'is an archive of something else',
    () => rewritten((folder) => rm(join(folder, 'manifest.json'))),
    'was not written by export',
  ],
  [
    'has another library in it',
    () => rewritten((folder) => writeFile(join(folder, 'library.db'), Buffer.alloc(300_000, 1))),
    'is damaged',
  ],
  ['lacks the library', () => rewritten((folder) => rm(join(folder, 'library.db'))), 'is incomplete'],
  ['is of a newer program', withManifest((told) => ({ ...told, format: 2, more: {} })), 'newer version'],
  ['is of another program', withManifest((told) => ({ ...told, program: 'Other' })), 'was not written by export'],
  [
    'names a file outside',
    withManifest((told) => ({ ...told, files: [{ name: '../x', bytes: 1, sha256: 'a'.repeat(64) }] })),
    'was not written by export',
  ],
])('an archive that %s changes nothing, and says so', async (_, spoil, expected) => {
  await place.sync();
  await run('export', archive, '--data', place.data);
  await spoil();
  const end = await run('import', archive, '--data', other());
  expect(end.stderr).toContain(expected);
  expect(end.status).toBe(exitStatus.usage);
  expect(existsSync(join(other(), 'library.db'))).toBe(false);
  expect(existsSync(other()) ? readdirSync(other()).filter((name) => name.startsWith('import-')) : []).toEqual([]);
});

test('a library that is there is not replaced', async () => {
  await place.sync();
  await run('export', archive, '--data', place.data);
  const end = await run('import', archive, '--data', place.data);
  expect(end.stderr).toContain('There is a library in');
  expect((await place.sync()).status).toBe(exitStatus.good);
  expect(there().photos).toHaveLength(3);
});

test('another account cannot go on with it', async () => {
  await place.sync();
  await run('export', archive, '--data', place.data);
  await run('import', archive, '--data', other());
  const stranger = await openCliPlace({ person: { uid: '570000000099' } });
  const end = await runMain(['sync', place.folder, '--data', other()], stranger.env);
  await stranger.close();
  expect(end.status).toBe(exitStatus.account);
  expect(end.stderr).toContain('another OK account');
});

test('folders that are not there are named, and the map is checked', async () => {
  await place.sync();
  await run('export', archive, '--data', place.data);
  const end = await run('import', archive, '--data', other(), '--map', `${place.folder}=/no/such/folder`);
  expect(end.status).toBe(exitStatus.needsDecision);
  expect(end.stdout).toContain('/no/such/folder (not there)');
  expect(end.stderr).toContain('--map');
  for (const wrong of ['x', '=x', 'x='])
    expect((await run('import', archive, '--data', other(), '--map', wrong)).status).toBe(exitStatus.usage);
});
