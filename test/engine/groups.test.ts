// Albums of groups: photos go there and nowhere else, once; a group that is gone or that refuses is told as that, and
// stops nobody else.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { makePhoto } from '../fixtures/make-photos.ts';
import type { AlbumTarget, GroupOfAlbum } from '../../shared/library/album.ts';
import type { ProblemGroup } from '../../shared/library/problem.ts';
import type { EmulatedGroup } from '../../main/emulator/switches.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { fixtureOfEachTest, scan } from '../../main/engine/testing/fixture-of-each-test.ts';
import { quickPolicy } from '../../main/engine/testing/quick.ts';

const imaging = imagingOfFile();
const fixture = fixtureOfEachTest();
const club: EmulatedGroup = { gid: '55', name: 'Клуб', status: 'ADMIN', access: 'CLOSED' };
const group: GroupOfAlbum = { id: '55', name: 'Клуб', seenBy: 'members' };
const hike: AlbumTarget = { kind: 'in_group', title: 'Поход', group };
const quick = { imaging, policy: { ...quickPolicy, commitGraceMs: 100 } };

beforeEach(() => fixture.emulator.set({ groups: [club, { ...club, gid: '57', name: 'Чужая', status: 'ACTIVE' }] }));

async function photos(folder: string, seeds: readonly number[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const seed of seeds) await makePhoto({ path: join(folder, `photo ${seed}.jpg`), width: 800, height: 600, seed });
}

const library = (name: string): Promise<Engine> =>
  fixture.started({ ...quick, dataFolder: join(dirname(fixture.dataFolder), name) });

async function sync(engine: Engine, path: string, target: AlbumTarget): Promise<number> {
  const added = await engine.calls['folders.add']({ path, target, rules: {} });
  if (!added.ok) throw new Error(added.error.code);
  expect(await engine.decided()).toBe('decided');
  return added.value.folderId;
}

const there = () => fixture.emulator.ledger();
/** `group/album` of each photo that stands. */
const places = (): string[] => {
  const { photos: all, albums } = there();
  const title = (aid: string | null): string => albums.find((album) => album.aid === aid)?.title ?? '';
  return all.map(({ groupId, albumId }) => `${groupId ?? 'own'}/${title(albumId)}`);
};
async function problems(engine: Engine): Promise<ProblemGroup[]> {
  const found = await engine.calls['problems.list'](undefined);
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
}
const accountTrouble = async (engine: Engine): Promise<unknown> => {
  const snapshot = await engine.calls['snapshot.get'](undefined);
  return snapshot.ok && snapshot.value.status.kind === 'account' ? snapshot.value.status.trouble.kind : null;
};

test('photos go into an album of the group, which is made once, although the person has one of that title', async () => {
  await photos(fixture.folder, [1, 2]);
  await photos(`${fixture.folder} own`, [3]);
  const engine = await library('one');
  await sync(engine, fixture.folder, hike);
  await sync(engine, `${fixture.folder} own`, { kind: 'titled', title: 'Поход', privacy: 'friends' });
  expect(places().toSorted((a, b) => a.localeCompare(b))).toEqual(['55/Поход', '55/Поход', 'own/Поход']);
  const cards = await engine.calls['folders.list'](undefined);
  expect(cards).toMatchObject({
    value: [{ target: { title: 'Поход', group, url: expect.stringContaining('/group/55/album/') as string } }, {}],
  });
  expect(cards.ok && cards.value[1]?.target.group).toBeUndefined();
  const history = await engine.calls['history.recent']({ limit: 5 });
  expect(history.ok && history.value.map((one) => one.group?.name ?? null)).toContain('Клуб');
});

test('the albums of groups where one may add albums can be chosen, with the group’s name and who sees it', async () => {
  await photos(fixture.folder, [1]);
  const one = await library('one');
  await sync(one, fixture.folder, hike);
  await one.close();
  const other = await library('other');
  const listed = await other.calls['albums.list'](undefined);
  expect(listed.ok && listed.value.filter((album) => album.group !== undefined)).toMatchObject([
    { albumId: null, title: 'Поход', group, photos: 1 },
  ]);
  expect(await other.calls['groups.list'](undefined)).toEqual({ ok: true, value: [group] });
  fixture.emulator.tokens({ action: 'rights', rights: ['VALUABLE_ACCESS', 'PHOTO_CONTENT'] });
  const without = await library('third');
  expect(await without.calls['groups.list'](undefined)).toEqual({ ok: true, value: [] });
});

test.each<[string, () => AlbumTarget]>([
  ['named by its title', () => hike],
  ['chosen from the list', () => ({ kind: 'remote', remoteId: there().albums[0]?.aid ?? '', title: 'Поход', group })],
])('another library that goes into the group’s album, %s, sends only what is not there', async (_, target) => {
  await photos(fixture.folder, [1, 2, 3]);
  const one = await library('one');
  await sync(one, fixture.folder, hike);
  await one.close();
  await photos(fixture.folder, [4]);
  const other = await library('other');
  await sync(other, fixture.folder, target());
  expect(there().summary).toMatchObject({ photos: 4, albums: 1, contentsTwiceInAlbum: 0 });
  expect(await problems(other)).toEqual([]);
  expect(places()).toEqual(Array.from({ length: 4 }, () => '55/Поход'));
});

test.each<['photosV2.commit' | 'photos.createAlbum' | 'photosV2.getUploadUrl']>([
  ['photosV2.commit'],
  ['photos.createAlbum'],
  ['photosV2.getUploadUrl'],
])('a lost answer to %s in a group is looked for there, and nothing is made twice', async (method) => {
  await photos(fixture.folder, [1, 2, 3]);
  const engine = await library('one');
  fixture.emulator.fail({ method, cut: 'after-stored' });
  await sync(engine, fixture.folder, hike);
  expect(there().summary).toMatchObject({ photos: 3, albums: 1, contentsTwiceInAlbum: 0 });
  expect(await problems(engine)).toEqual([]);
});

type Loss = [name: string, lose: () => void, regain: () => void, reason: string];
const losses: Loss[] = [
  ['gone', () => fixture.emulator.set({ groups: [] }), () => fixture.emulator.set({ groups: [club] }), 'group_gone'],
  [
    'no longer managed',
    () => fixture.emulator.set({ groups: [{ ...club, status: 'ACTIVE' }] }),
    () => fixture.emulator.set({ groups: [club] }),
    'group_no_right',
  ],
  [
    'no longer managed, told by another code',
    () => fixture.emulator.set({ groups: [{ ...club, status: 'ACTIVE' }], notManagedCode: 456 }),
    () => fixture.emulator.set({ groups: [club] }),
    'group_no_right',
  ],
  [
    'without the right, which was taken back',
    () => fixture.emulator.tokens({ action: 'rights', rights: ['VALUABLE_ACCESS', 'PHOTO_CONTENT'] }),
    () => fixture.emulator.tokens({ action: 'rights', rights: ['VALUABLE_ACCESS', 'PHOTO_CONTENT', 'GROUP_CONTENT'] }),
    'group_no_right',
  ],
];

test.each(losses)(
  'a group that is %s before anything is sent: a question of its own, the rest goes on',
  async (_, lose, regain, reason) => {
    await photos(fixture.folder, [1, 2]);
    await photos(`${fixture.folder} own`, [3]);
    const engine = await library('one');
    lose();
    await sync(engine, fixture.folder, hike);
    await sync(engine, `${fixture.folder} own`, { kind: 'new', title: 'Дача', privacy: 'friends' });
    expect(places()).toEqual(['own/Дача']);
    expect(await accountTrouble(engine)).toBeNull();
    const [held, ...more] = await problems(engine);
    expect(more).toEqual([]);
    expect(held).toMatchObject({
      reason,
      albumTitle: 'Поход · Клуб',
      photos: 2,
      actions: ['choose_album', 'try_again', 'leave_out'],
    });
    regain();
    await engine.calls['problems.act']({ ...act(held), action: 'try_again', target: null });
    await engine.decided();
    expect(await problems(engine)).toEqual([]);
    expect(places()).toEqual(['own/Дача', '55/Поход', '55/Поход']);
  },
);

const act = (group: ProblemGroup | undefined) => {
  const { reason, albumId } = group as ProblemGroup;
  return { reason, albumId };
};

test.each(losses)(
  'a group that is %s between upload and commit: nothing lost, nothing elsewhere, nothing twice',
  async (_, lose, regain, reason) => {
    await photos(fixture.folder, [1, 2, 3]);
    const engine = await library('one');
    fixture.emulator.fail({ method: 'photosV2.commit', held: true });
    const added = await engine.calls['folders.add']({ path: fixture.folder, target: hike, rules: {} });
    expect(added.ok).toBe(true);
    await expect.poll(() => fixture.emulator.faults()[0]?.met, { timeout: 60_000, interval: 20 }).toBe(1);
    lose();
    fixture.emulator.clearFaults();
    expect(await engine.decided()).toBe('decided');
    const [held, ...more] = await problems(engine);
    expect(more).toEqual([]);
    expect(held).toMatchObject({ reason, photos: 3, albumTitle: 'Поход · Клуб' });
    expect(there().photos).toEqual([]);
    expect(await accountTrouble(engine)).toBeNull();
    regain();
    await engine.calls['problems.act']({ ...act(held), action: 'try_again', target: null });
    await engine.decided();
    expect(places()).toEqual(Array.from({ length: 3 }, () => '55/Поход'));
    expect(there().summary).toMatchObject({ contentsTwiceInAlbum: 0, idsCommittedTwice: 0 });
  },
);

test('photos of a group that is gone go where the person sends them, and only there', async () => {
  await photos(fixture.folder, [1, 2]);
  const engine = await library('one');
  fixture.emulator.set({ groups: [] });
  await sync(engine, fixture.folder, hike);
  const [held] = await problems(engine);
  const target: AlbumTarget = { kind: 'new', title: 'Дача', privacy: 'private' };
  await engine.calls['problems.act']({ ...act(held), action: 'choose_album', target });
  await engine.decided();
  expect(places()).toEqual(['own/Дача', 'own/Дача']);
  // The folder follows the decision.
  const cards = await engine.calls['folders.list'](undefined);
  expect(cards.ok && cards.value[0]?.target).toMatchObject({ title: 'Дача', privacy: 'private' });
});

test('another right that is missing stops the account, in a group as elsewhere', async () => {
  await photos(fixture.folder, [1]);
  const engine = await library('one');
  fixture.emulator.tokens({ action: 'rights', rights: ['VALUABLE_ACCESS', 'GROUP_CONTENT'] });
  const added = await engine.calls['folders.add']({ path: fixture.folder, target: hike, rules: {} });
  expect(added.ok).toBe(true);
  expect(await engine.decided()).toBe('account');
  expect(await accountTrouble(engine)).toBe('permission');
  expect(await problems(engine)).toEqual([]);
});

test('a full album of a group goes on in the group', async () => {
  await photos(fixture.folder, [1, 2, 3]);
  fixture.emulator.set({ maxPhotosInAlbum: 2 });
  const engine = await library('one');
  await sync(engine, fixture.folder, hike);
  const [held] = await problems(engine);
  expect(held).toMatchObject({ reason: 'album_full', photos: 1 });
  await engine.calls['problems.act']({ ...act(held), action: 'next_album', target: null });
  await engine.decided();
  expect(places()).toEqual(['55/Поход', '55/Поход', '55/Поход – 2']);
});

test('an album that the group lost is made again in the group', async () => {
  await photos(fixture.folder, [1]);
  const engine = await library('one');
  await sync(engine, fixture.folder, hike);
  const aid = there().albums[0]?.aid;
  await fetch(`${fixture.emulator.address}__emulator/albums/delete`, { method: 'POST', body: JSON.stringify({ aid }) });
  await photos(fixture.folder, [2]);
  await scan(engine);
  const [held] = await problems(engine);
  expect(held).toMatchObject({ reason: 'album_gone', photos: 1 });
  await engine.calls['problems.act']({ ...act(held), action: 'create_album', target: null });
  await engine.decided();
  expect(there().albums.map(({ gid, deleted }) => [gid, deleted])).toEqual([
    ['55', true],
    ['55', false],
  ]);
  expect(there().photos.filter(({ deleted }) => !deleted)).toMatchObject([{ groupId: '55' }]);
});

test('a commit without an answer in a group that refuses from then on is asked about, and never sent twice', async () => {
  await photos(fixture.folder, [1]);
  const engine = await library('one');
  fixture.emulator.fail({ method: 'photosV2.commit', code: 2, times: 1 }, { method: 'photos.getPhotos', held: true });
  const added = await engine.calls['folders.add']({ path: fixture.folder, target: hike, rules: {} });
  expect(added.ok).toBe(true);
  await expect.poll(() => fixture.emulator.faults()[1]?.met, { timeout: 60_000, interval: 20 }).toBe(1);
  fixture.emulator.set({ groups: [{ ...club, status: 'ACTIVE' }] });
  fixture.emulator.clearFaults();
  expect(await engine.decided()).toBe('decided');
  const [asked, ...more] = await problems(engine);
  expect(more).toEqual([]);
  expect(asked).toMatchObject({ reason: 'commit_unclear', photos: 1 });
  expect(places()).toEqual([]);
  fixture.emulator.set({ groups: [club] });
  await engine.calls['problems.act']({ ...act(asked), action: 'it_is_not_there', target: null });
  await engine.decided();
  expect(places()).toEqual(['55/Поход']);
});

test('two libraries that fill one album of a group at the same time publish each photo once', async () => {
  await photos(fixture.folder, [1, 2]);
  const one = await library('one');
  await sync(one, fixture.folder, hike);
  const other = await library('other');
  await sync(other, fixture.folder, hike);
  expect(there().summary).toMatchObject({ photos: 2, contentsTwiceInAlbum: 0 });
  await photos(fixture.folder, [3, 4, 5]);
  await scan(other);
  await scan(one);
  expect(there().summary).toMatchObject({ photos: 5, albums: 1, contentsTwiceInAlbum: 0 });
  expect(places()).toEqual(Array.from({ length: 5 }, () => '55/Поход'));
  // Counted in the group before each commit.
  const counts = there().calls.filter(({ method }) => method === 'photos.getAlbumInfo');
  expect(counts.length).toBeGreaterThan(0);
  expect(counts.every(({ outcome }) => outcome === 'ok')).toBe(true);
});
