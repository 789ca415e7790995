// Albums of groups in the terminal: chosen by a name or a number, named with who sees them, and told when OK refuses.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLibrary } from '../../test/fixtures/make-photos.ts';
import { exitStatus } from './exit-status.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { runMain } from './testing/run-main.ts';

const club = { gid: '55', name: 'Клуб «Тропа»', status: 'ADMIN', access: 'CLOSED' } as const;
const twin = { ...club, gid: '56', access: 'OPEN' } as const;
const member = { ...club, gid: '57', name: 'Чужая', status: 'ACTIVE' } as const;

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace({ switches: { groups: [club, member] } });
  await makeLibrary(place.folder, 2, { width: 160, height: 120 });
});
afterEach(() => place.close());

const run = (language: string, ...args: string[]) =>
  runMain([...args, '--data', place.data], { ...place.env, LC_ALL: language });
const photos = () => place.emulator.ledger().photos.map(({ groupId }) => groupId);

test.each([
  ['en_US.UTF-8', 'Into the group: “Hike · Клуб «Тропа»”, group members can see.'],
  ['ru_RU.UTF-8', 'В группу: «Hike · Клуб «Тропа»», видят участники группы.'],
])('%s: the group is given by its name in any spelling, and the line says who sees it', async (language, line) => {
  const sent = await run(language, 'sync', place.folder, '--group', 'клуб "тропа"', '--album', 'Hike');
  expect(sent.status).toBe(exitStatus.good);
  expect(sent.stdout + sent.stderr).toContain(line);
  expect(photos()).toEqual(['55', '55']);
  const status = await run(language, 'status');
  expect(status.stdout).toContain('Hike · Клуб «Тропа»');
  // The folder keeps its place where nobody names one; nothing is sent again, nothing elsewhere.
  await makeLibrary(place.folder, 3, { width: 160, height: 120 });
  expect((await place.sync()).status).toBe(exitStatus.good);
  expect(photos()).toEqual(['55', '55', '55']);
  expect(place.emulator.ledger().albums).toHaveLength(1);
});

test('by its number, and an album of it by the album’s number; without an album the folder names it', async () => {
  expect((await place.sync('--group', '55')).status).toBe(exitStatus.good);
  const [album] = place.emulator.ledger().albums;
  expect(album).toMatchObject({ gid: '55', title: 'photos' });
  await makeLibrary(place.folder, 3, { width: 160, height: 120 });
  expect((await place.sync('--album-id', album?.aid ?? '')).status).toBe(exitStatus.good);
  expect(photos()).toEqual(['55', '55', '55']);
});

test('a dry run names the group and makes nothing there', async () => {
  const plan = await run('en_US.UTF-8', 'sync', place.folder, '--group', '55', '--dry-run');
  expect(plan.stdout + plan.stderr).toContain('photos · Клуб «Тропа»');
  expect(place.emulator.ledger()).toMatchObject({ albums: [], photos: [] });
});

test.each([
  ['no group of that name', ['--group', 'Рыбалка'], 'There is no group “Рыбалка” in which you may add albums'],
  ['one that the person does not manage', ['--group', 'Чужая'], 'There is no group “Чужая”'],
  ['a name that several have', ['--group', 'Клуб «Тропа»'], 'There are several groups “Клуб «Тропа»”'],
  ['an empty name', ['--group', ''], '--group'],
  ['a group and the personal photos', ['--group', '55', '--no-album'], '--no-album'],
  ['a group and an album per folder', ['--group', '55', '--album-per-folder'], '--album-per-folder'],
])('%s is refused, and nothing is sent', async (name, args, words) => {
  if (name.startsWith('a name')) place.emulator.set({ groups: [club, twin] });
  const refused = await run('en_US.UTF-8', 'sync', place.folder, ...args);
  expect(refused.status).toBe(exitStatus.usage);
  expect(refused.stderr).toContain(words);
  expect(photos()).toEqual([]);
});

test.each([
  ['en_US.UTF-8', 'OK does not let you publish in the group it was meant for.', 'try again (try-again)'],
  ['ru_RU.UTF-8', 'OK не даёт публиковать в группе, куда оно шло.', 'попробовать ещё раз (try-again)'],
])('%s: a group that refuses is told with what can be done, and ends well', async (language, why, ways) => {
  await run(language, 'sync', place.folder, '--group', '55', '--dry-run');
  place.emulator.set({ groups: [{ ...club, status: 'ACTIVE' }] });
  expect((await place.sync()).status).toBe(exitStatus.needsDecision);
  const problems = await run(language, 'problems');
  expect(problems.stdout).toContain(why);
  expect(problems.stdout).toContain(ways);
  place.emulator.set({ groups: [club] });
  expect((await run(language, 'decide', 'try-again', place.folder)).status).toBe(exitStatus.good);
  expect((await place.sync()).status).toBe(exitStatus.good);
  expect(photos()).toEqual(['55', '55']);
});

test('without the right for groups the person hears which one is missing', async () => {
  place.emulator.tokens({ action: 'rights', rights: ['VALUABLE_ACCESS', 'PHOTO_CONTENT'] });
  const refused = await run('en_US.UTF-8', 'sync', place.folder, '--group', '55');
  expect(refused.status).toBe(exitStatus.usage);
  expect(refused.stderr).toContain('GROUP_CONTENT');
});
