// What the client's methods must do against every server of the service: one suite, run once for each server. Uses the
// service's own methods only, and leaves its albums and photos there. Registers vitest's hooks.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileToSend } from '../../engine/pipeline/file-to-send.ts';
import { systemClock } from '../../engine/system-clock.ts';
import { fillPlaceholder, openOkApi, type OkApi } from '../api.ts';
import type { Credentials } from '../ports.ts';
import { rememberingLog } from './answering-server.ts';
import { idsOf, pngFile, publish, value } from './publishing.ts';

export interface ServiceUnderTest {
  credentials: Credentials;
  close(): Promise<void>;
}

const signal = new AbortController().signal;
/** Pictures that differ in size are told apart whatever the service makes of their bytes. */
const sides = [240, 241, 242];

export function describeConformance(name: string, openService: () => Promise<ServiceUnderTest>): void {
  describe(`the client's methods against ${name}`, () => {
    let service: ServiceUnderTest;
    let api: OkApi;
    let folder: string;
    const log = rememberingLog();
    const open = (changed: Partial<Credentials> = {}): OkApi =>
      openOkApi({ credentials: { ...service.credentials, ...changed }, log, clock: systemClock, userAgent: 'test' });
    const newAlbum = async (title: string): Promise<string> =>
      value(await api.createAlbum({ title: `${title} ${Date.now()}`, privacy: 'private' }, signal));
    const files = () => Promise.all(sides.map((side) => pngFile(folder, side, side)));

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'ok-conformance-'));
      service = await openService();
      api = open();
    });
    afterAll(async () => {
      await api.close();
      await service.close();
      await rm(folder, { recursive: true, force: true });
    });

    test('a user has one id, by both calls that tell it', async () => {
      const user = value(await api.currentUser(signal));
      expect(user.id).toMatch(/^\w+$/u);
      expect(value(await api.loggedInUser(signal))).toBe(user.id);
    });

    test('a wrong key, a wrong secret and a wrong token are told apart', async () => {
      const troubleWith = async (changed: Partial<Credentials>): Promise<unknown> => {
        const other = open(changed);
        const answer = await other.currentUser(signal);
        await other.close();
        return answer.ok || answer.trouble;
      };
      expect(await troubleWith({ applicationKey: 'X' })).toEqual({ who: 'bug', code: 101 });
      expect(await troubleWith({ signingSecret: 'X' })).toEqual({ who: 'bug', code: 104 });
      expect(await troubleWith({ accessToken: 'X' })).toMatchObject({ who: 'user', kind: 'sign-in' });
    });

    test('an album is listed as it was created, and as it was edited', async () => {
      const id = await newAlbum('Conformance');
      const listed = async () => value(await api.albums(signal)).find((album) => album.id === id);
      expect(await listed()).toMatchObject({ privacy: 'private' });
      expect((await listed())?.title).toMatch(/^Conformance /u);
      value(await api.editAlbum({ id, title: 'Другой', privacy: 'friends' }, signal));
      expect(await listed()).toMatchObject({ title: 'Другой', privacy: 'friends' });
    });

    test('photos of one POST are in their album after the commit, and are found by their ids', async () => {
      const albumId = await newAlbum('One POST');
      const ids = idsOf(await publish(api, await files(), albumId));
      expect(ids.every((id) => id !== '')).toBe(true);
      const inAlbum = value(await api.albumPhotos({ remoteId: albumId, groupId: null }, {}, signal));
      expect(inAlbum.map((photo) => photo.id).sort()).toEqual([...ids].sort());
      expect(new Set(inAlbum.map((photo) => photo.width))).toEqual(new Set(sides));
      expect(inAlbum.every((photo) => photo.createdMs !== null)).toBe(true);
      const byId = value(await api.photosInfo(ids, signal));
      expect(byId.map((photo) => photo.id).sort()).toEqual([...ids].sort());
      expect(value(await api.albumPhotos({ remoteId: albumId, groupId: null }, { limit: 1 }, signal))).toHaveLength(1);
    });

    test('photos that are reserved together may be sent one by one, and are committed together', async () => {
      const albumId = await newAlbum('One by one');
      const parts = await files();
      const sizes = parts.map((part) => part.sizeBytes);
      const reserved = value(await api.reserve({ albumRemoteId: albumId, sizes }, signal));
      expect(reserved.expiresAtMs).toBeGreaterThan(Date.now());
      const items = [];
      for (const [index, part] of parts.entries()) {
        const photoId = reserved.photoIds[index] ?? '';
        const uploadUrl = fillPlaceholder(reserved.uploadUrl, [photoId]);
        const { tokens } = value(await api.upload({ uploadUrl, parts: [fileToSend(part)] }, signal));
        expect([...tokens.keys()]).toEqual([photoId]);
        items.push({ photoId, token: tokens.get(photoId) ?? '' });
      }
      const results = value(await api.commit(items, signal));
      expect(results.map((one) => one.status)).toEqual(['committed', 'committed', 'committed']);
      expect(value(await api.albumPhotos({ remoteId: albumId, groupId: null }, {}, signal))).toHaveLength(3);
    });

    test('a photo is not in its album before the commit', async () => {
      const albumId = await newAlbum('Before');
      const part = await pngFile(folder, 1, 240);
      const reserved = value(await api.reserve({ albumRemoteId: albumId, sizes: [part.sizeBytes] }, signal));
      const uploadUrl = fillPlaceholder(reserved.uploadUrl, reserved.photoIds);
      value(await api.upload({ uploadUrl, parts: [fileToSend(part)] }, signal));
      expect(value(await api.albumPhotos({ remoteId: albumId, groupId: null }, {}, signal))).toEqual([]);
    });

    test('an album that does not exist is the album’s trouble', async () => {
      expect(await api.reserve({ albumRemoteId: '999', sizes: [10] }, signal)).toMatchObject({
        trouble: { who: 'album' },
      });
      expect(await api.albumPhotos({ remoteId: '999', groupId: null }, {}, signal)).toMatchObject({
        trouble: { who: 'album' },
      });
    });

    test('bytes that are no picture are refused as such', async () => {
      const path = join(folder, 'text.jpg');
      await writeFile(path, 'this is no picture');
      const reserved = value(await api.reserve({ albumRemoteId: null, sizes: [18] }, signal));
      const uploadUrl = fillPlaceholder(reserved.uploadUrl, reserved.photoIds);
      const parts = [fileToSend({ path, sizeBytes: 18, contentType: 'image/jpeg' })];
      expect(await api.upload({ uploadUrl, parts }, signal)).toMatchObject({ trouble: { who: 'file' } });
    });

    test('a commit of a photo that was never reserved publishes nothing', async () => {
      const answer = await api.commit([{ photoId: 'a', token: 'b' }], signal);
      expect(answer.ok ? answer.value.map((one) => one.status) : ['refused']).toEqual(['refused']);
    });

    test('no line of the log holds a token, a key, a secret or an address', () => {
      const { accessToken, signingSecret, applicationKey, apiAddress } = service.credentials;
      const text = JSON.stringify(log.lines);
      expect(log.lines.length).toBeGreaterThan(0);
      for (const secret of [accessToken, signingSecret, applicationKey, apiAddress, 'apiToken'])
        expect(text).not.toContain(secret);
    });
  });
}
