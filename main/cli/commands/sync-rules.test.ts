// Rules at the terminal: what a new folder begins with, what an option changes, and that the sent bytes follow.
import { mkdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePhoto } from '../../../test/fixtures/make-photos.ts';
import { published } from '../../engine/testing/published.ts';
import { exitStatus } from '../exit-status.ts';
import { openCliPlace, type CliPlace } from '../testing/cli-place.ts';
import { runMain } from '../testing/run-main.ts';

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace();
});
afterEach(() => place.close());

let made = 0;
async function photo(folder = place.folder, wish = {}, name?: string): Promise<void> {
  made += 1;
  await mkdir(folder, { recursive: true });
  const path = join(folder, name ?? `${made}.jpg`);
  const gps = { latitude: 55.75, longitude: 37.62 };
  await makePhoto({ path, width: 160, height: 120, seed: made, gps, ...wish });
  const then = new Date('2024-05-01T10:00:00Z');
  await utimes(path, then, then);
}
const told = async (): Promise<boolean[]> => (await published(place.emulator)).map((one) => one.tellsPlace);

test('a new folder goes without the place, says so, and keeps that rule in every later run', async () => {
  await photo();
  const first = await place.sync();
  expect(first).toMatchObject({ status: exitStatus.good });
  expect(first.stderr).toContain('the place is removed from its photos');
  await photo();
  const second = await place.sync();
  expect(second.stderr).not.toContain('the place');
  expect(await told()).toEqual([false, false]);
});

for (const album of [[], ['--album-per-folder'], ['--no-album'], ['--album', 'Лето']])
  test(`--place keep stays the rule until --place remove: ${album.join(' ') || 'folder name'}`, async () => {
    await photo();
    await photo(join(place.folder, 'sub'));
    const first = await place.sync('--place', 'keep', ...album);
    expect(first.stderr).toContain('the place stays');
    await photo();
    await place.sync(...album);
    expect(await told()).toEqual([true, true, true]);
    await photo();
    expect((await place.sync('--place', 'remove', ...album)).stderr).toContain('the place is removed');
    expect((await told()).filter((tells) => !tells).length).toBe(1);
  });

test('--convert and --shrink send copies without asking, and are taken back', async () => {
  await photo(place.folder, { format: 'tiff' });
  expect((await place.sync()).status).toBe(exitStatus.needsDecision);
  expect((await place.sync('--convert')).status).toBe(exitStatus.good);
  expect(await told()).toEqual([false]);
  await photo(place.folder, { format: 'tiff' });
  expect((await place.sync('--no-convert')).status).toBe(exitStatus.needsDecision);
});

test('an unknown value of a rule is refused, and the help names the default in both languages', async () => {
  await photo();
  expect(await place.sync('--place', 'hide')).toMatchObject({ status: exitStatus.usage });
  expect(place.emulator.ledger().photos).toEqual([]);
  const help = await runMain(['sync', '--help'], place.env);
  expect(help.stdout).toContain('--place');
  expect(help.stdout.replaceAll(/\s+/gu, ' ')).toContain('removed from new folders unless told otherwise');
  const russian = await runMain(['sync', '--help'], { ...place.env, LANG: 'ru_RU.UTF-8' });
  expect(russian.stdout.replaceAll(/\s+/gu, ' ')).toContain('в новых папках убирается');
});

test('edited versions and unnamed pictures follow their options; a decision on a folder becomes its rule', async () => {
  for (const name of ['a.jpg', 'a_edited.jpg', 'b.jpg', 'cover.dat']) await photo(place.folder, {}, name);
  const first = await place.sync('--versions', 'edited');
  expect(first).toMatchObject({ status: exitStatus.needsDecision });
  expect(first.stderr).toContain('an original stays behind its edited version');
  expect((await told()).length).toBe(2);
  const decided = await runMain(['decide', 'send-anyway', place.folder, '--data', place.data], place.env);
  expect(decided.stdout).toContain('Decided: 1 photo');
  await photo(place.folder, {}, 'later.bin');
  expect((await place.sync()).status).toBe(exitStatus.good);
  expect((await told()).length).toBe(4);
  const both = await place.sync('--versions', 'both', '--unnamed', 'leave-out');
  expect(both.stderr).toContain('are left out (--unnamed)');
  expect((await told()).length).toBe(5);
  expect(await place.sync('--versions', 'none')).toMatchObject({ status: exitStatus.usage });
});
