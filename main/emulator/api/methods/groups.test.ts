// Groups as a place for albums and photos, over real HTTP.
import { expect, test } from 'vitest';
import { png } from '../../testing/made-images.ts';
import { call, commit, publish, reserve, upload, withEmulator } from '../../testing/ok-client.ts';
import type { EmulatedGroup } from '../../switches.ts';

const group = (gid: string, status: EmulatedGroup['status'], access: EmulatedGroup['access'] = 'OPEN') => ({
  gid,
  name: `Клуб ${gid}`,
  status,
  access,
});

const groups = [
  group('55', 'ADMIN'),
  group('56', 'MODERATOR', 'CLOSED'),
  group('57', 'ACTIVE'),
  group('58', 'NONE', 'SECRET'),
];
const inGroups = { switches: { groups } };

test('the groups of the user come as ids in pages, their names and the user’s place in them by further calls', async () => {
  await withEmulator(async (emulator) => {
    const first = await call(emulator, 'group.getUserGroupsV2', { count: '2' });
    const second = await call(emulator, 'group.getUserGroupsV2', { count: '2', anchor: first.anchor });
    const end = await call(emulator, 'group.getUserGroupsV2', { count: '2', anchor: second.anchor });
    const ids = [first, second].flatMap((page) => page.groups.map((one: { groupId: string }) => one.groupId));
    expect(new Set(ids)).toEqual(new Set(['55', '56', '57']));
    expect(first).not.toHaveProperty('hasMore');
    expect(end).toEqual({ groups: [] });
    const info = await call(emulator, 'group.getInfo', {
      uids: '56,57,99',
      fields: 'uid,name,private,add_photoalbum_allowed',
    });
    expect(info).toEqual([
      { uid: '56', name: 'Клуб 56', private: true, add_photoalbum_allowed: true },
      { uid: '57', name: 'Клуб 57', private: false, add_photoalbum_allowed: false },
    ]);
    expect((await call(emulator, 'group.getInfo', { uids: '55' })).error_code).toBe(100);
    const place = { uids: emulator.uid };
    expect(await call(emulator, 'group.getUserGroupsByIds', { ...place, group_id: '56' })).toEqual([
      { groupId: '56', userId: emulator.uid, status: 'MODERATOR' },
    ]);
    expect(await call(emulator, 'group.getUserGroupsByIds', { ...place, group_id: '58' })).toEqual([]);
    expect((await call(emulator, 'group.getUserGroupsByIds', { ...place, group_id: '99' })).error_code).toBe(160);
  }, inGroups);
});

test('photos of a group go into its album, which has no privacy of its own, and stay out of the personal ones', async () => {
  await withEmulator(async (emulator) => {
    const gid = '55';
    const aid = await call(emulator, 'photos.createAlbum', { title: 'Поход', gid, type: 'nonsense' });
    const [inAlbum] = await publish(emulator, [png(40, 30)], { aid, gid });
    const [beside] = await publish(emulator, [png(40, 31)], { gid });
    await publish(emulator, [png(40, 32)]);
    const ids = async (given: Record<string, string>) =>
      (await call(emulator, 'photos.getPhotos', given)).photos.map((photo: { id: string }) => photo.id);
    expect(await ids({ aid, gid })).toEqual([inAlbum]);
    expect(await ids({ gid })).toEqual([beside]);
    expect(await ids({ gid, aid: 'group_main' })).toEqual([beside]);
    expect(await ids({})).toHaveLength(1);
    expect(await ids({ aid: 'application' })).toEqual(await ids({}));
    expect(await ids({ aid: 'tags' })).toEqual([]);
    expect((await call(emulator, 'photos.getPhotos', { aid: 'group_main' })).error_code).toBe(120);
    expect((await call(emulator, 'photos.getPhotos', { aid })).error_code).toBe(512);
    expect((await call(emulator, 'photosV2.getUploadUrl', { aid: 'application' })).error_code).toBe(120);
    const { albums } = await call(emulator, 'photos.getAlbums', { gid });
    expect(albums).toMatchObject([{ aid, title: 'Поход', group_id: gid, photos_count: 1 }]);
    expect(albums[0]).not.toHaveProperty('type');
    expect((await call(emulator, 'photos.getAlbums')).albums).toEqual([]);
    expect((await call(emulator, 'photos.getAlbumInfo', { aid, gid })).album.photos_count).toBe(1);
    expect(await (await fetch(emulator.address)).text()).toContain('группа «Клуб 55»');
  }, inGroups);
});

test('a group is changed only with the right for it and by who manages it, and read by who may see it', async () => {
  await withEmulator(async (emulator) => {
    const code = async (method: string, given: Record<string, string>) => {
      const { error_code, error_data } = await call(emulator, method, given);
      return [error_code, error_data];
    };
    const title = 'Поход';
    expect(await code('photos.createAlbum', { title, gid: '57' })).toEqual([10, null]);
    expect(await code('photosV2.getUploadUrl', { gid: '57' })).toEqual([10, null]);
    expect(await code('photos.createAlbum', { title, gid: '99' })).toEqual([160, null]);
    expect(await code('photos.getAlbums', { gid: '58' })).toEqual([456, null]);
    emulator.set({ notManagedCode: 456 });
    expect(await code('photos.createAlbum', { title, gid: '57' })).toEqual([456, null]);
    emulator.tokens({ action: 'rights', rights: ['VALUABLE_ACCESS', 'PHOTO_CONTENT'] });
    expect(await code('photos.createAlbum', { title, gid: '55' })).toEqual([10, 'GROUP_CONTENT']);
    expect((await call(emulator, 'photos.getAlbums', { gid: '55' })).albums).toEqual([]);
    expect(await call(emulator, 'photos.createAlbum', { title })).toMatch(/^\d+$/);
  }, inGroups);
});

test('a commit is refused when the right, the management or the group itself went away after the upload', async () => {
  await withEmulator(async (emulator) => {
    const sent = async () => {
      const reserved = await reserve(emulator, 1, { gid: '55' });
      const { photos } = await upload(reserved, [png(40, 40)]);
      const [photo_id] = reserved.photo_ids;
      return [{ photo_id: photo_id!, token: photos[photo_id!].token as string }];
    };
    const entries = await sent();
    emulator.set({ groups: [group('55', 'ACTIVE')] });
    expect(await commit(emulator, entries)).toMatchObject({ error_code: 10 });
    emulator.set({ groups: [] });
    expect(await commit(emulator, entries)).toMatchObject({ error_code: 160 });
    emulator.set({ groups });
    emulator.tokens({ action: 'rights', rights: ['VALUABLE_ACCESS', 'PHOTO_CONTENT'] });
    expect(await commit(emulator, entries)).toMatchObject({ error_code: 10, error_data: 'GROUP_CONTENT' });
    emulator.tokens({ action: 'rights', rights: ['VALUABLE_ACCESS', 'PHOTO_CONTENT', 'GROUP_CONTENT'] });
    expect((await commit(emulator, entries)).photos).toMatchObject([{ status: 'SUCCESS' }]);
    expect(emulator.ledger().photos).toMatchObject([{ groupId: '55', albumId: null }]);
  }, inGroups);
});

test('a quota of calls starts anew after its time', async () => {
  await withEmulator(async (emulator) => {
    emulator.set({ callQuota: 1, callQuotaMs: 3_600_000 });
    await call(emulator, 'photos.getAlbums');
    expect((await call(emulator, 'photos.getAlbums')).error_code).toBe(11);
    emulator.set({ clockOffsetMs: 3_600_000 });
    const [left] = await call(emulator, 'users.getCallsLeft', { methods: 'photos.getAlbums' });
    expect(left).toEqual({ name: 'photos.getAlbums', callsLeft: 1, available: true });
    expect((await call(emulator, 'photos.getAlbums')).albums).toEqual([]);
  });
});
