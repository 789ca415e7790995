// `--album TITLE` where an album of that title exists: it is used, asked about, or another one is created on request;
// one that more people see is never used without a word.
import { mkdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Privacy } from '../../shared/library/album.ts';
import { makePhoto } from '../../test/fixtures/make-photos.ts';
import { openOkApi } from '../ok/api.ts';
import { systemClock } from '../engine/system-clock.ts';
import { credentialsOf } from '../engine/testing/open-test-engine.ts';
import { silentLog } from '../engine/testing/quick.ts';
import { exitStatus } from './exit-status.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { runMain } from './testing/run-main.ts';

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace();
  await photo();
});
afterEach(() => place.close());

let made = 0;
async function photo(folder = place.folder): Promise<void> {
  made += 1;
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${made}.jpg`);
  await makePhoto({ path, width: 160, height: 120, seed: made });
  const then = new Date('2024-05-01T10:00:00Z');
  await utimes(path, then, then);
}
async function there(title: string, privacy: Privacy): Promise<string> {
  const credentials = credentialsOf(place.emulator);
  const remote = openOkApi({ credentials, clock: systemClock, log: silentLog, userAgent: 'another program' });
  const created = await remote.createAlbum({ title, privacy }, new AbortController().signal);
  await remote.close();
  if (!created.ok) throw new Error('not created');
  return created.value;
}
const albums = () => place.emulator.ledger().albums.map(({ title, photosCount }) => [title, photosCount]);

test('the one album of a title is used, by any spelling, and that is said with who sees it', async () => {
  await there('Йога 2024', 'private');
  const run = await place.sync('--album', 'йога  2024'.normalize('NFD'));
  expect(run.status).toBe(exitStatus.good);
  expect(run.stderr).toContain('“Йога 2024” is there already (only you can see, 0 photos)');
  await photo();
  const again = await place.sync('--album', 'Йога 2024');
  expect(again.status).toBe(exitStatus.good);
  expect(again.stderr).not.toContain('is there already');
  expect(albums()).toEqual([['Йога 2024', 2]]);
});

test('one that more people see is not used before the command says so, in both languages', async () => {
  await there('Cottage', 'public');
  for (const asked of [
    ['--album', 'Cottage'],
    ['--album', 'cottage', '--privacy', 'friends'],
  ]) {
    const run = await place.sync(...asked);
    expect(run.status).toBe(exitStatus.usage);
    expect(run.stderr).toContain('--privacy public');
    expect(run.stderr).toContain('--new-album');
  }
  const russian = await runMain(['sync', place.folder, '--data', place.data, '--album', 'Cottage'], {
    ...place.env,
    LANG: 'ru_RU.UTF-8',
  });
  expect(russian.stderr).toContain('Альбом «Cottage» уже есть');
  expect(albums()).toEqual([['Cottage', 0]]);
  expect((await place.sync('--album', 'Cottage', '--privacy', 'public')).status).toBe(exitStatus.good);
  expect(albums()).toEqual([['Cottage', 1]]);
});

test('a folder’s own name is such a title, too', async () => {
  await there('photos', 'friends');
  expect((await place.sync()).status).toBe(exitStatus.usage);
  expect((await place.sync('--privacy', 'friends')).status).toBe(exitStatus.good);
  expect(albums()).toEqual([['photos', 1]]);
});

test('of several the numbers are listed; --album-id says which', async () => {
  const ids = [await there('Cottage', 'private'), await there('Cottage', 'friends')];
  const run = await place.sync('--album', 'Cottage', '--privacy', 'public');
  expect(run.status).toBe(exitStatus.usage);
  for (const id of ids) expect(run.stderr).toContain(`--album-id ${id}: `);
  const none = await place.sync('--album-id', '404');
  expect(none).toMatchObject({ status: exitStatus.usage });
  expect(none.stderr).toContain('404');
  expect((await place.sync('--album-id', ids[1] ?? '')).status).toBe(exitStatus.good);
  await photo();
  expect((await place.sync('--album-id', ids[1] ?? '')).status).toBe(exitStatus.good);
  expect(albums()).toEqual([
    ['Cottage', 0],
    ['Cottage', 2],
  ]);
});

test('--new-album makes another one, once, for all folders of the run and for later runs', async () => {
  await there('Cottage', 'private');
  const other = join(place.base, 'other');
  await photo(other);
  const both = () =>
    runMain(['sync', place.folder, other, '--data', place.data, '--album', 'Cottage', '--new-album'], place.env);
  expect((await both()).status).toBe(exitStatus.good);
  await photo();
  expect((await both()).status).toBe(exitStatus.good);
  expect(albums()).toEqual([
    ['Cottage', 0],
    ['Cottage', 3],
  ]);
});

test('albums of subfolders use what is there, and ask where more people see it', async () => {
  await there('Summer', 'private');
  await there('Winter', 'public');
  for (const name of ['Summer', 'Winter']) await photo(join(place.folder, name));
  const run = await place.sync('--album-per-folder');
  expect(run.status).toBe(exitStatus.needsDecision);
  expect(new Set(albums().map(String))).toEqual(new Set(['Summer,1', 'Winter,0', 'photos,1']));
  const problems = await runMain(['problems', '--data', place.data], place.env);
  expect(problems.stdout).toContain('make another one (new-album)');
  await runMain(['decide', 'new-album', join(place.folder, 'Winter'), '--data', place.data], place.env);
  expect((await place.sync('--album-per-folder')).status).toBe(exitStatus.good);
  expect(albums()).toContainEqual(['Winter', 1]);
});

test('words that cannot go together, or are no number, are refused', async () => {
  for (const wrong of [
    ['--album-id', '1', '--new-album'],
    ['--album-id', '1', '--no-album'],
    ['--album-id', '1', '--album', 'x'],
    ['--album-id', '1', '--album-per-folder'],
    ['--album-id', '../x'],
  ])
    expect((await place.sync(...wrong)).status).toBe(exitStatus.usage);
  expect(albums()).toEqual([]);
});
