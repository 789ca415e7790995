// Uploads that do not come to their end: changed files, servers that refuse or fall silent, and a signal.
import { execFileSync } from 'node:child_process';
import { appendFile, open, rename, rm, stat, truncate, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fakeClock } from '../engine/testing/fake-clock.ts';
import type { FileToSend } from '../engine/pipeline/file-to-send.ts';
import type { ByteLimiter } from './api.ts';
import { changedAnswer, sha256Of, to, tokenAnswer, uploadsOfTests } from './testing/uploads.ts';
import { silenceAfter } from './upload.ts';

const { folder, serving, remoteOf, photo } = uploadsOfTests();
const signal = new AbortController().signal;

test.each<[string, number, (part: FileToSend) => Promise<unknown>]>([
  ['shorter', 10, (part) => truncate(part.path, 9)],
  ['longer', 10, (part) => appendFile(part.path, 'x')],
  ['newer', 10, (part) => utimes(part.path, 1, 1)],
  ['gone', 10, (part) => rm(part.path)],
  ['shorter', 3_000_000, (part) => truncate(part.path, 9)],
  ['longer', 3_000_000, (part) => appendFile(part.path, 'x')],
  ['newer', 3_000_000, (part) => utimes(part.path, 1, 1)],
  ['gone', 3_000_000, (part) => rm(part.path)],
])('a file that is %s than inspected (%i bytes) is not sent', async (_name, bytes, change) => {
  const server = await serving(() => tokenAnswer);
  const { part } = await photo(bytes);
  await change(part);
  expect(await remoteOf(server).upload(to(server, part), signal)).toEqual(changedAnswer);
  expect(server.asked).toHaveLength(0);
});

test('a folder, or a pipe without a writer, instead of the photo counts as a change, and nothing hangs', async () => {
  const server = await serving(() => tokenAnswer);
  const folderPart = { path: folder(), sizeBytes: 10, contentType: 'image/jpeg' };
  expect(await remoteOf(server).upload(to(server, folderPart), signal)).toMatchObject({ trouble: { part: 0 } });
  if (process.platform === 'win32') return;
  const path = join(folder(), 'pipe.jpg');
  execFileSync('mkfifo', [path]);
  for (const sizeBytes of [10, 3_000_000]) {
    const answer = await remoteOf(server).upload(to(server, { path, sizeBytes, contentType: 'image/jpeg' }), signal);
    expect(answer).toEqual(changedAnswer);
  }
});

test('a file that changes while it is sent is never sent whole', async () => {
  const { part } = await photo(3_000_000);
  let received = 0;
  const server = await serving(
    () => tokenAnswer,
    (request) => {
      request.on('data', (chunk: Buffer) => (received += chunk.length)).on('error', () => {});
      return true;
    },
  );
  let changed = false;
  const limiter: ByteLimiter = {
    async take() {
      if (changed) return;
      changed = true;
      await utimes(part.path, 1, 1);
    },
  };
  expect(await remoteOf(server, { limiter }).upload(to(server, part), signal)).toEqual(changedAnswer);
  expect(received).toBeLessThan(part.sizeBytes);
});

test('which of several photos changed is said', async () => {
  const server = await serving(() => tokenAnswer);
  const first = await photo(10, 'a.jpg');
  const second = await photo(10, 'b.jpg');
  await rename(second.part.path, `${second.part.path}.moved`);
  expect(await remoteOf(server).upload(to(server, first.part, second.part), signal)).toMatchObject({
    trouble: { who: 'file-changed', part: 1 },
  });
});

test('a refusal that comes before the body is through is read', async () => {
  const { part } = await photo(30_000_000);
  const server = await serving(
    () => null,
    (request, response) => {
      request.on('error', () => {});
      response.setHeader('content-type', 'application/json');
      response.end('{"error_code":500,"error_msg":"PHOTO_SIZE_LIMIT_EXCEEDED : x"}');
      return true;
    },
  );
  expect(await remoteOf(server).upload(to(server, part), signal)).toMatchObject({
    ok: false,
    trouble: { who: 'file', refusal: 'too_many_bytes' },
  });
});

test('a server that stops reading is given up after a silence, not before', async () => {
  const clock = fakeClock();
  const { part } = await photo(30_000_000);
  const server = await serving(
    () => null,
    (request) => request.pause() !== undefined,
  );
  let last = -1;
  let seen = 0;
  const answer = remoteOf(server, { clock }).upload(
    { ...to(server, part), onProgress: (sent) => (seen = sent) },
    signal,
  );
  // The system's buffers fill first.
  for (let same = 0; seen === 0 || same < 5; same = seen === last ? same + 1 : 0) {
    last = seen;
    await sleep(100);
  }
  await clock.advance(59_000);
  expect(await Promise.race([answer, Promise.resolve('waiting')])).toBe('waiting');
  await clock.advance(silenceAfter(30_000_000));
  expect(await answer).toEqual({ ok: false, trouble: { who: 'service', kind: 'timeout' }, mayHaveHappened: true });
});

test('the more the system may still hold, the longer the silence allowed, up to a bound', () => {
  expect(silenceAfter(0)).toBe(60_000);
  expect(silenceAfter(1024 * 1024)).toBe(124_000);
  expect(silenceAfter(1e12)).toBe(316_000);
});

test('the signal breaks off an upload', async () => {
  const stop = new AbortController();
  const { part } = await photo(30_000_000);
  const server = await serving(
    () => null,
    (request) => {
      request.on('error', () => {}).once('data', () => stop.abort());
      return true;
    },
  );
  expect(await remoteOf(server).upload(to(server, part), stop.signal)).toMatchObject({ trouble: { who: 'stopped' } });
});

test('a file that may not be read says so', async () => {
  if (process.platform === 'win32' || process.getuid?.() === 0) return;
  const server = await serving(() => tokenAnswer);
  const { part } = await photo(10);
  execFileSync('chmod', ['000', part.path]);
  expect(await remoteOf(server).upload(to(server, part), signal)).toMatchObject({
    trouble: { who: 'file-unreadable', part: 0, code: 'EACCES' },
  });
});

test.each([500, 300_000, 3_000_000])(
  'of %i bytes with the inspected size and time, whatever the ctime says, only the inspected ones are sent whole',
  async (bytes) => {
    const server = await serving(() => tokenAnswer);
    const { part, content } = await photo(bytes);
    const sha256 = sha256Of(content);
    const { ctimeNs, ino: inode } = await stat(part.path, { bigint: true });
    const remote = remoteOf(server);
    // The stamp proves it; another stamp, none, or one that was too fresh: the bytes do.
    for (const known of [ctimeNs, ctimeNs - 1n, 0n, 1n])
      expect(
        (await remote.upload(to(server, { ...part, inspected: { ctimeNs: known, inode, sha256 } }), signal)).ok,
      ).toBe(true);
    const { atime, mtime } = await stat(part.path);
    const file = await open(part.path, 'r+');
    await file.write(Buffer.from([(content.at(-1) ?? 0) ^ 1]), 0, 1, bytes - 1);
    await file.close();
    await utimes(part.path, atime, mtime);
    const { mtimeNs } = await stat(part.path, { bigint: true });
    const sent = server.asked.length;
    for (const known of [ctimeNs, 0n, 1n]) {
      const changed = { ...part, mtimeNs, inspected: { ctimeNs: known, inode, sha256 } };
      expect(await remote.upload(to(server, changed), signal)).toEqual(changedAnswer);
    }
    expect(server.asked.length).toBe(sent);
  },
);
