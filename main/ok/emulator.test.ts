// The client against the emulator: its switches, and bytes as its ledger has them. Faults: emulator-faults.test.ts.
// What holds for every server is in conformance.test.ts.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/start.ts';
import { fileToSend } from '../engine/pipeline/file-to-send.ts';
import { systemClock } from '../engine/system-clock.ts';
import { fillPlaceholder, openOkApi, type CommitResult, type OkApi } from './api.ts';
import { signingSecretOf } from './sign.ts';
import { rememberingLog } from './testing/answering-server.ts';
import { idsOf, pngFile, publish, value } from './testing/publishing.ts';

let emulator: Emulator;
let remote: OkApi;
let folder: string;
const log = rememberingLog();
const signal = new AbortController().signal;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'remote-'));
  emulator = await startEmulator();
});
afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  emulator.reset();
  remote = open();
});
afterEach(() => remote.close());

function open(changed: { accessToken?: string; signingSecret?: string; applicationKey?: string } = {}): OkApi {
  const credentials = {
    apiAddress: emulator.address,
    applicationKey: emulator.applicationKey,
    accessToken: emulator.accessToken,
    signingSecret: emulator.sessionSecretKey,
    ...changed,
  };
  return openOkApi({ credentials, log, clock: systemClock, userAgent: 'test' });
}

const photo = (shade: number) => pngFile(folder, shade);
const publishShades = async (shades: number[], albumRemoteId: string | null): Promise<CommitResult[]> =>
  publish(remote, await Promise.all(shades.map(photo)), albumRemoteId);

const SWITCHES = [
  {},
  { expiryForm: 'text' },
  { placeholderForm: 'percent' },
  { escapeEquals: true, keyOrder: 'shuffled' },
  { uploadContentType: 'text/html' },
  { signatureMode: 'client' },
] as const;

test.each(SWITCHES)('photos reach an album byte for byte, with %j', async (switches) => {
  emulator.set(switches);
  const albumId = value(await remote.createAlbum({ title: 'Лето', privacy: 'friends' }, signal));
  const results = await publishShades([1, 2, 3], albumId);
  expect(results.map((one) => one.status)).toEqual(['committed', 'committed', 'committed']);
  const ledger = emulator.ledger();
  expect(ledger.summary).toMatchObject({ photos: 3, contentsTwiceInAlbum: 0, idsCommittedTwice: 0 });
  expect(ledger.photos.every((one) => one.albumId === albumId)).toBe(true);
  const sent = await Promise.all([1, 2, 3].map(photo));
  expect(ledger.photos.map((one) => one.sha256)).toEqual(sent.map((one) => one.sha256));
  expect(ledger.photos.map((one) => one.assignedId)).toEqual(
    results.map((one) => one.status === 'committed' && one.assignedId),
  );
});

test('many are reserved at once and sent one by one', async () => {
  const photos = await Promise.all([10, 11, 12].map(photo));
  const reserved = value(
    await remote.reserve({ albumRemoteId: null, sizes: photos.map((one) => one.sizeBytes) }, signal),
  );
  expect(reserved.expiresAtMs).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  const items = await Promise.all(
    photos.map(async (part, index) => {
      const photoId = reserved.photoIds[index] ?? '';
      const uploadUrl = fillPlaceholder(reserved.uploadUrl, [photoId]);
      const { tokens } = value(await remote.upload({ uploadUrl, parts: [fileToSend(part)] }, signal));
      expect([...tokens.keys()]).toEqual([photoId]);
      return { photoId, token: tokens.get(photoId) ?? '' };
    }),
  );
  const results = value(await remote.commit(items, signal));
  expect(results.map((one) => one.status)).toEqual(['committed', 'committed', 'committed']);
  expect(emulator.ledger().photos.map((one) => one.sha256)).toEqual(photos.map((one) => one.sha256));
});

test('the server’s signing secret is accepted as the session’s is', async () => {
  emulator.set({ signatureMode: 'server' });
  const { accessToken, applicationSecretKey } = emulator;
  await remote.close();
  remote = open({ signingSecret: signingSecretOf({ accessToken, applicationSecretKey }) });
  expect(value(await remote.loggedInUser(signal))).toBe(emulator.uid);
  expect(value(await remote.currentUser(signal))).toMatchObject({ id: emulator.uid, name: 'Анна Соколова' });
});

test('a wrong key, secret or token is told apart', async () => {
  const asking = async (changed: object): Promise<unknown> => {
    const other = open(changed);
    const answer = await other.loggedInUser(signal);
    await other.close();
    return answer.ok || answer.trouble;
  };
  expect(await asking({ applicationKey: 'X' })).toEqual({ who: 'bug', code: 101 });
  expect(await asking({ signingSecret: 'X' })).toEqual({ who: 'bug', code: 104 });
  expect(await asking({ accessToken: 'X' })).toEqual({ who: 'user', kind: 'sign-in', code: 103 });
  emulator.tokens({ action: 'expire' });
  expect(await asking({})).toEqual({ who: 'user', kind: 'sign-in', code: 102 });
  emulator.tokens({ action: 'revive' });
  emulator.tokens({ action: 'rights', rights: ['VALUABLE_ACCESS'] });
  const reserved = await remote.reserve({ albumRemoteId: null, sizes: [10] }, signal);
  expect(reserved).toMatchObject({ trouble: { who: 'user', kind: 'permission', code: 10, right: 'PHOTO_CONTENT' } });
});

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);

test('albums come back from all pages, as they were made and edited', async () => {
  const made: string[] = [];
  for (const index of range(0, 103)) {
    const privacy = (['public', 'friends', 'private'] as const)[index % 3] ?? 'public';
    made.push(value(await remote.createAlbum({ title: `A ${index}`, privacy }, signal)));
  }
  value(await remote.editAlbum({ id: made[0] ?? '', title: 'Другой', privacy: 'private' }, signal));
  const listed = value(await remote.albums(signal));
  expect(listed.map((one) => one.id).sort()).toEqual([...made].sort());
  expect(listed.find((one) => one.id === made[0])).toMatchObject({ title: 'Другой', privacy: 'private', photos: 0 });
  expect(listed.find((one) => one.id === made[1])).toMatchObject({ title: 'A 1', privacy: 'friends' });
  expect(listed.every((one) => one.createdAtMostMs !== null)).toBe(true);
  const days = new Set(listed.map((one) => one.createdOn));
  expect([...days].every((day) => day !== null && /^20\d\d-\d\d-\d\d$/u.test(day))).toBe(true);
});

test.each([
  { anchorOnLastPage: true },
  { anchorOnLastPage: false },
  { emptyLastPage: true },
  { listOrder: 'oldest-first' },
  { largestPage: 20 },
] as const)('photos come back from all pages, once each, with %j', async (switches) => {
  emulator.set(switches);
  const ids = [
    ...idsOf(await publishShades(range(0, 100), null)),
    ...idsOf(await publishShades(range(100, 100), null)),
  ];
  const listed = value(await remote.albumPhotos({ remoteId: null, groupId: null }, {}, signal));
  expect(listed.map((one) => one.id).sort()).toEqual([...ids].sort());
  expect(listed.every((one) => one.width === 64 && one.height === 64 && one.createdMs !== null)).toBe(true);
  expect(value(await remote.albumPhotos({ remoteId: null, groupId: null }, { limit: 3 }, signal))).toEqual(
    listed.slice(0, 3),
  );
  const info = value(await remote.photosInfo([...ids, '1'], signal));
  expect(info.map((one) => one.id).sort()).toEqual([...ids].sort());
});

test.each(['newest-first', 'oldest-first'] as const)('photos since a moment, %s', async (listOrder) => {
  const day = 86_400_000;
  for (const age of [4, 3, 2, 1, 0]) {
    emulator.set({ clockOffsetMs: -age * day, listOrder });
    await publishShades(range(age * 50, 50), null);
  }
  const before = emulator.ledger().calls.length;
  const listed = value(
    await remote.albumPhotos({ remoteId: null, groupId: null }, { sinceMs: Date.now() - 1.5 * day }, signal),
  );
  expect(listed).toHaveLength(100);
  // Newest first: the second page is behind the moment. Oldest first: all three are needed.
  expect(emulator.ledger().calls.length - before).toBe(listOrder === 'newest-first' ? 2 : 3);
});

test('an album that is gone is the album’s trouble', async () => {
  expect(await remote.reserve({ albumRemoteId: '999', sizes: [10] }, signal)).toMatchObject({
    trouble: { who: 'album' },
  });
  expect(await remote.albumPhotos({ remoteId: '999', groupId: null }, {}, signal)).toMatchObject({
    trouble: { who: 'album' },
  });
});

test('a size over the limit is refused when reserving, wrong bytes when they arrive', async () => {
  expect(await remote.reserve({ albumRemoteId: null, sizes: [10, 1e12] }, signal)).toMatchObject({
    trouble: { who: 'file', refusal: 'too_many_bytes' },
  });
  const path = join(folder, 'not.jpg');
  await writeFile(path, 'this is no picture');
  for (const uploadErrorStatus of [200, 400, 500]) {
    emulator.set({ uploadErrorStatus });
    const { uploadUrl, photoIds } = value(await remote.reserve({ albumRemoteId: null, sizes: [18] }, signal));
    const parts = [fileToSend({ path, sizeBytes: 18, contentType: 'image/jpeg' })];
    expect(await remote.upload({ uploadUrl: fillPlaceholder(uploadUrl, photoIds), parts }, signal)).toMatchObject({
      trouble: { who: 'file', refusal: 'invalid_format' },
    });
  }
});

test('an expired reservation is the id’s trouble, at the upload and at the commit', async () => {
  const part = await photo(40);
  const { uploadUrl, photoIds } = value(await remote.reserve({ albumRemoteId: null, sizes: [part.sizeBytes] }, signal));
  const filled = fillPlaceholder(uploadUrl, photoIds);
  const { tokens } = value(await remote.upload({ uploadUrl: filled, parts: [fileToSend(part)] }, signal));
  emulator.set({ clockOffsetMs: 2 * 86_400_000 });
  expect(await remote.upload({ uploadUrl: filled, parts: [fileToSend(part)] }, signal)).toMatchObject({
    trouble: { who: 'id' },
  });
  const items = [{ photoId: photoIds[0] ?? '', token: [...tokens.values()][0] ?? '' }];
  expect(await remote.commit(items, signal)).toMatchObject({
    value: [{ status: 'refused', trouble: { who: 'id' } }],
  });
  emulator.set({ badCommit: 'error' });
  expect(await remote.commit(items, signal)).toMatchObject({ trouble: { who: 'id', code: 121 } });
});

test('a commit stored but never answered may have happened, and a repeat tells', async () => {
  const part = await photo(41);
  const { uploadUrl, photoIds } = value(await remote.reserve({ albumRemoteId: null, sizes: [part.sizeBytes] }, signal));
  const filled = fillPlaceholder(uploadUrl, photoIds);
  const { tokens } = value(await remote.upload({ uploadUrl: filled, parts: [fileToSend(part)] }, signal));
  const items = [{ photoId: photoIds[0] ?? '', token: [...tokens.values()][0] ?? '' }];
  emulator.fail({ method: 'photosV2.commit', cut: 'after-stored' });
  expect(await remote.commit(items, signal)).toEqual({
    ok: false,
    trouble: { who: 'service', kind: 'network' },
    mayHaveHappened: true,
  });
  expect(emulator.ledger().summary.photos).toBe(1);
  expect(await remote.commit(items, signal)).toMatchObject({ value: [{ status: 'committed' }] });
  emulator.set({ repeatedCommit: 'error' });
  expect(await remote.commit(items, signal)).toMatchObject({ value: [{ status: 'unclear' }] });
  expect(emulator.ledger().summary).toMatchObject({ photos: 1, idsCommittedTwice: 0 });
});

test('no line of the log held a token, a key, a secret or an address', () => {
  const { accessToken, sessionSecretKey, applicationKey, address } = emulator;
  expect(log.lines.length).toBeGreaterThan(5);
  const text = JSON.stringify(log.lines);
  for (const secret of [accessToken, sessionSecretKey, applicationKey, address, 'apiToken']) {
    expect(text).not.toContain(secret);
  }
});
