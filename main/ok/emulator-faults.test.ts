// The client against the emulator: every method with every fault, what it becomes, and that one call stays one call.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/start.ts';
import { fileToSend } from '../engine/pipeline/file-to-send.ts';
import { systemClock } from '../engine/system-clock.ts';
import { fillPlaceholder, openOkApi, type OkApi, type RemoteAnswer } from './api.ts';
import { rememberingLog } from './testing/answering-server.ts';
import { pngFile, value } from './testing/publishing.ts';

let emulator: Emulator;
let folder: string;
let albumId: string;
const log = rememberingLog();
const signal = new AbortController().signal;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'remote-'));
  emulator = await startEmulator();
  const api = open();
  albumId = value(await api.createAlbum({ title: 'y', privacy: 'private' }, signal));
  await api.close();
});
afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
});

function open(): OkApi {
  const credentials = {
    apiAddress: emulator.address,
    applicationKey: emulator.applicationKey,
    accessToken: emulator.accessToken,
    signingSecret: emulator.sessionSecretKey,
  };
  return openOkApi({ credentials, log, clock: systemClock, userAgent: 'test' });
}

const METHODS: Record<string, (to: OkApi) => Promise<RemoteAnswer<unknown>>> = {
  'photosV2.getUploadUrl': (to) => to.reserve({ albumRemoteId: null, sizes: [10] }, signal),
  upload: async (to) => {
    const part = await pngFile(folder, 50);
    const { uploadUrl, photoIds } = value(await to.reserve({ albumRemoteId: null, sizes: [part.sizeBytes] }, signal));
    return to.upload({ uploadUrl: fillPlaceholder(uploadUrl, photoIds), parts: [fileToSend(part)] }, signal);
  },
  'photosV2.commit': (to) => to.commit([{ photoId: 'a', token: 'b' }], signal),
  'photos.createAlbum': (to) => to.createAlbum({ title: 'x', privacy: 'private' }, signal),
  'photos.getAlbums': (to) => to.albums(signal),
  'photos.getAlbumInfo': (to) => to.photosCount({ remoteId: albumId, groupId: null }, signal),
  'photos.getPhotos': (to) => to.albumPhotos({ remoteId: null, groupId: null }, {}, signal),
  'photos.getInfo': (to) => to.photosInfo(['1'], signal),
  'users.getLoggedInUser': (to) => to.loggedInUser(signal),
  'users.getCurrentUser': (to) => to.currentUser(signal),
};

const NOBODY = (kind: string) => ({ who: 'service', kind });
const FAULTS: [object, object][] = [
  ...[1, 2, 9999, 4242].map((code): [object, object] => [{ code }, { who: 'service', kind: 'service', code }]),
  ...[7, 8, 9, 11, 511].map((code): [object, object] => [{ code }, { who: 'service-throttled', code }]),
  ...[102, 103, 453, 514].map((code): [object, object] => [{ code }, { who: 'user', kind: 'sign-in', code }]),
  [
    { code: 10, data: 'PHOTO_CONTENT' },
    { who: 'user', kind: 'permission', right: 'PHOTO_CONTENT' },
  ],
  ...[500, 501, 502, 503, 504, 505].map((code): [object, object] => [{ code }, { who: 'file', code }]),
  ...[24, 26, 512, 513].map((code): [object, object] => [{ code }, { who: 'album', code }]),
  [{ code: 121 }, { who: 'id', code: 121 }],
  ...[3, 4, 21, 101, 104, 210].map((code): [object, object] => [{ code }, { who: 'bug', code }]),
  [{ httpStatus: 500 }, NOBODY('http')],
  [{ httpStatus: 502 }, NOBODY('http')],
  [
    { httpStatus: 429, retryAfterSeconds: 5 },
    { who: 'service-throttled', kind: 'throttled', retryAfterMs: 5000 },
  ],
  [{ answer: 'truncated' }, NOBODY('malformed')],
  [{ answer: 'null' }, NOBODY('malformed')],
  [{ answer: 'empty' }, NOBODY('malformed')],
  [{ answer: 'wrong-types' }, NOBODY('malformed')],
  [{ answer: 'huge' }, NOBODY('malformed')],
  [{ answer: 'html' }, NOBODY('not_ok')],
  [{ cut: 'before' }, NOBODY('network')],
  [{ cut: 'within' }, NOBODY('network')],
  [{ cut: 'within-answer' }, NOBODY('network')],
  [{ cut: 'after-stored' }, NOBODY('network')],
];

test.each(Object.entries(METHODS))(
  '%s: each fault becomes its typed trouble, and is met once',
  async (method, call) => {
    for (const [fault, trouble] of FAULTS) {
      const other = open();
      emulator.fail({ method, ...fault });
      const before = emulator.ledger().calls.length;
      const answer = await call(other);
      expect([fault, answer]).toMatchObject([fault, { ok: false, trouble }]);
      const calls = emulator.ledger().calls.slice(before);
      expect([fault, calls.filter((one) => one.method === method).length]).toEqual([fault, 1]);
      emulator.clearFaults();
      await other.close();
    }
  },
);

test('no line of the log held a token, a key, a secret or an address', () => {
  const { accessToken, sessionSecretKey, applicationKey, address } = emulator;
  expect(log.lines.length).toBeGreaterThan(100);
  const text = JSON.stringify(log.lines);
  for (const secret of [accessToken, sessionSecretKey, applicationKey, address, 'apiToken']) {
    expect(text).not.toContain(secret);
  }
});
