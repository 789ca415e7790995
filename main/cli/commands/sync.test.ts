// The whole way, as a person in a terminal goes it: a real process, real files, real HTTP.
import { mkdir, readFile, readdir, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLibrary, photoBytes } from '../../../test/fixtures/make-photos.ts';
import { exitStatus } from '../exit-status.ts';
import { openCliPlace, type CliPlace } from '../testing/cli-place.ts';
import { runMain } from '../testing/run-main.ts';
import { expectOnceEach } from '../testing/ledger.ts';

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace();
});
afterEach(() => place.close());

const small = { width: 160, height: 120, pictures: 3 };

async function oldFile(path: string, bytes: Uint8Array | string): Promise<string> {
  await writeFile(path, bytes);
  const then = new Date('2024-05-01T10:00:00Z');
  await utimes(path, then, then);
  return path;
}

test('a folder is sent, told photo by photo, and summed up in the last line', async () => {
  const paths = await makeLibrary(place.folder, 6, small);
  const { status, objects, stdout } = await place.sync('--photos-per-post', '3');
  expect(status).toBe(exitStatus.good);
  expect(stdout.split('\n').length - 1).toBe(objects.length);
  expect(objects.filter(({ type, state }) => type === 'photo' && state === 'done').length).toBe(6);
  const summary = objects.at(-1);
  expect(summary).toMatchObject({ type: 'summary', done: 6, held: 0, skipped: 0, duplicate: 0, failed: 0 });
  expect(summary?.['bytesSent']).toBeGreaterThan(1000);
  expect(summary?.['seconds']).toBeGreaterThan(0);
  await expectOnceEach(place.emulator, paths);
  expect(place.emulator.ledger().albums.map(({ title }) => title)).toEqual(['photos']);
});

test('a second run of the same folder sends only what is new', async () => {
  const paths = await makeLibrary(place.folder, 3, small);
  expect((await place.sync()).status).toBe(exitStatus.good);
  const more = await oldFile(join(place.folder, 'new.jpg'), await photoBytes({ width: 200, height: 150, seed: 77 }));
  await rename(paths[0] ?? '', join(place.folder, 'renamed.jpg'));
  const second = await place.sync();
  expect(second.status).toBe(exitStatus.good);
  expect(second.objects.filter(({ type }) => type === 'photo').map(({ path }) => path)).toEqual([more]);
  expect(second.objects.at(-1)).toMatchObject({ done: 4 });
  await expectOnceEach(place.emulator, [join(place.folder, 'renamed.jpg'), ...paths.slice(1), more]);
});

test('album per folder, one titled album, and none', async () => {
  await makeLibrary(place.folder, 2, { ...small, perFolder: 1 });
  await place.sync('--album-per-folder');
  const other = join(place.base, 'other');
  await makeLibrary(other, 1, { ...small, firstSeed: 20 });
  await runMain(['sync', other, '--data', place.data, '--album', 'Лето', '--privacy', 'friends'], place.env);
  const third = join(place.base, 'third');
  await makeLibrary(third, 1, { ...small, firstSeed: 30 });
  await runMain(['sync', third, '--data', place.data, '--no-album'], place.env);
  const { albums, photos } = place.emulator.ledger();
  expect(albums.map(({ title }) => title).sort()).toEqual(['album 001', 'album 002', 'Лето'].sort());
  expect(photos.length).toBe(4);
  expect(photos.filter(({ albumId }) => albumId === null).length).toBe(1);
});

test('a folder that is not part of this run is neither sent nor counted', async () => {
  await makeLibrary(place.folder, 2, small);
  await place.sync();
  await oldFile(join(place.folder, 'later.jpg'), await photoBytes({ width: 90, height: 80, seed: 5 }));
  const other = join(place.base, 'other');
  await makeLibrary(other, 1, { ...small, firstSeed: 20 });
  const { objects } = await runMain(['sync', other, '--data', place.data, '--json'], place.env);
  expect(objects.at(-1)).toMatchObject({ type: 'summary', done: 1 });
  expect(place.emulator.ledger().photos.length).toBe(3);
  const status = await runMain(['status', '--data', place.data, '--json'], place.env);
  expect(status.objects[0]?.['folders']).toMatchObject([
    { path: place.folder, paused: true, done: 2 },
    { path: other, paused: false, done: 1 },
  ]);
});

test('copies and files that are no photos do not make a run fail; names of any kind are told safely', async () => {
  const paths = await makeLibrary(place.folder, 1, small);
  const odd = join(place.folder, 'Дача \u{1F33B}\nline\u001b[31m two.jpg');
  await oldFile(odd, await photoBytes({ width: 120, height: 90, seed: 9 }));
  const copy = join(place.folder, `${'long '.repeat(45)}copy.jpg`);
  await oldFile(copy, await readFile(paths[0] ?? ''));
  await oldFile(join(place.folder, 'notes.txt'), 'no photo');
  const { status, stdout, stderr } = await runMain(['sync', place.folder, '--data', place.data], place.env);
  expect(status).toBe(exitStatus.good);
  expect(stdout + stderr).not.toContain('\u001b');
  expect(stdout).toContain('\\nline\\e[31m two.jpg');
  expect(stdout).toContain('2 done, 0 held, 1 skipped, 1 duplicate, 0 failed');
});

test('what happened to a file can be asked afterwards, and beside a run', async () => {
  const paths = await makeLibrary(place.folder, 2, small);
  await oldFile(join(place.folder, 'broken.jpg'), 'this is no picture');
  const run = await place.sync();
  expect(run.status).toBe(exitStatus.needsDecision);
  const ask = (...args: string[]) => runMain([...args, '--data', place.data], place.env);
  const problems = await ask('problems');
  expect(problems.status).toBe(exitStatus.needsDecision);
  expect(problems.stdout).toContain('broken.jpg');
  const why = await ask('why', paths[0] ?? '', '--json');
  expect(why.objects[0]).toMatchObject({ type: 'why', state: 'done', album: 'photos', placement: 'done' });
  const journal = await ask('journal', paths[0] ?? '', '--json');
  const told = (journal.objects[0]?.['journal'] ?? []) as { event: string }[];
  const events = told.map(({ event }) => event);
  expect(events).toEqual(['inspected', 'queued', 'reserved', 'uploaded', 'commit_started', 'committed']);
  expect((await ask('why', '/nowhere/at-all.jpg')).status).toBe(exitStatus.needsDecision);
  const none = await runMain(['status', '--data', join(place.base, 'nothing')], place.env);
  expect(none).toMatchObject({ status: exitStatus.usage, stdout: '' });
});

test('no secret of the account appears in what is said or kept', async () => {
  await makeLibrary(place.folder, 2, small);
  const { stdout, stderr } = await place.sync('--verbose');
  const files = (await readdir(place.data, { withFileTypes: true })).filter((one) => one.isFile());
  const kept = await Promise.all(files.map(({ name }) => readFile(join(place.data, name), 'latin1')));
  const { accessToken, sessionSecretKey } = place.emulator;
  for (const text of [stdout, stderr, ...kept])
    for (const secret of [accessToken, sessionSecretKey, 'apiToken=']) expect(text.includes(secret)).toBe(false);
});

test('an empty folder is done at once', async () => {
  await mkdir(place.folder);
  const { status, objects } = await place.sync();
  expect(status).toBe(exitStatus.good);
  expect(objects.at(-1)).toMatchObject({ type: 'summary', done: 0, bytesSent: 0 });
});
