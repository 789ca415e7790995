// Bytes on their way: real files, real HTTP, and everything that may happen to either meanwhile.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Clock } from '../ports.ts';
import { systemClock } from '../system-clock.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { openRemote, type ByteLimiter, type Remote, type UploadInput } from './remote.ts';
import { rememberingLog, startAnswering, type AnsweringServer } from './testing/answering-server.ts';
import { silenceAfter } from './upload.ts';

const closing: (() => Promise<unknown>)[] = [];
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upload-'));
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await rm(folder, { recursive: true, force: true });
});

const TOKEN = '{"photos":{"aB\\u003d\\u003d":{"token":"t\\u003d"}}}';

async function serving(...args: Parameters<typeof startAnswering>): Promise<AnsweringServer> {
  const server = await startAnswering(...args);
  closing.push(() => server.close());
  return server;
}

function remoteOf(
  server: AnsweringServer,
  more: { clock?: Clock; limiter?: ByteLimiter; lanes?: number } = {},
): Remote {
  const remote = openRemote({
    credentials: { apiAddress: server.address, applicationKey: 'K', accessToken: 'T', signingSecret: 'S' },
    log: rememberingLog(),
    clock: systemClock,
    userAgent: 'test',
    ...more,
  });
  closing.push(() => remote.close());
  return remote;
}

type Part = UploadInput['parts'][number];

async function photo(bytes: number, name = 'Дача "июль"\n.jpg'): Promise<{ part: Part; content: Buffer }> {
  const path = join(folder, process.platform === 'win32' ? name.replaceAll(/["\n]/gu, '') : name);
  const content = randomBytes(bytes);
  await writeFile(path, content);
  const { mtimeNs } = await stat(path, { bigint: true });
  return { part: { path, sizeBytes: bytes, mtimeNs, contentType: 'image/jpeg' }, content };
}

/** File parts of a multipart body, by its own boundary. */
function partsOf(body: Buffer, contentType: string): { head: string; content: Buffer }[] {
  const boundary = `--${/boundary=(\S+)$/u.exec(contentType)?.[1]}`;
  const starts: number[] = [];
  for (let at = body.indexOf(boundary); at >= 0; at = body.indexOf(boundary, at + 1)) starts.push(at);
  return starts.slice(0, -1).map((start, place) => {
    const content = body.indexOf('\r\n\r\n', start) + 4;
    return {
      head: body.subarray(start, content).toString(),
      content: body.subarray(content, (starts[place + 1] ?? 0) - 2),
    };
  });
}

const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const signal = new AbortController().signal;
const to = (server: AnsweringServer, ...parts: Part[]): UploadInput => ({
  uploadUrl: `${server.address}u?apiToken=x`,
  parts,
});

test.each([0, 1, 999, 262_143, 262_144, 1_048_576, 3_333_333])(
  'a file of %i bytes arrives byte for byte',
  async (bytes) => {
    const server = await serving(() => TOKEN);
    const { part, content } = await photo(bytes);
    const answer = await remoteOf(server).upload(to(server, part), signal);
    expect(answer).toEqual({ ok: true, value: { tokens: new Map([['aB==', 't=']]) } });
    const [asked] = server.asked;
    expect(asked?.path).toBe('/u?apiToken=x');
    expect(Number(asked?.headers['content-length'])).toBe(asked?.body.length);
    const got = partsOf(asked!.body, asked!.headers['content-type']!);
    expect(got.map((one) => hash(one.content))).toEqual([hash(content)]);
  },
);

test('several photos go in one POST, in their order, and no name of theirs goes with them', async () => {
  const server = await serving(() => TOKEN);
  const photos = [await photo(700_000, 'Анна.jpg'), await photo(5, 'b.png'), await photo(900_001, 'c.gif')];
  await remoteOf(server).upload(to(server, ...photos.map(({ part }) => part)), signal);
  const got = partsOf(server.asked[0]!.body, server.asked[0]!.headers['content-type']!);
  expect(got.map((one) => hash(one.content))).toEqual(photos.map(({ content }) => hash(content)));
  expect(got.map((one) => /name="(\w+)"/u.exec(one.head)?.[1])).toEqual(['pic1', 'pic2', 'pic3']);
  expect(got.map((one) => one.head).join('')).not.toMatch(/Анна|b\.png|c\.gif/u);
});

test('progress rises to the size of the photos and no further', async () => {
  const server = await serving(() => TOKEN);
  const { part } = await photo(2_500_000);
  const seen: number[] = [];
  await remoteOf(server).upload({ ...to(server, part), onProgress: (bytes) => seen.push(bytes) }, signal);
  expect(seen.length).toBeGreaterThan(2);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(2_500_000);
});

test('a token answer is read whatever its content type and key order', async () => {
  const server = await serving(() => ({
    headers: { 'content-type': 'text/html' },
    body: '{"x":1,"photos":{"b":{"y":2,"token":"2"},"a":{"token":"1"}}}',
  }));
  const { part } = await photo(10);
  expect(await remoteOf(server).upload(to(server, part), signal)).toEqual({
    ok: true,
    value: { tokens: new Map([['b', '2'], ['a', '1']]) }, // prettier-ignore
  });
});

const CHANGED = { ok: false, trouble: { who: 'file-changed', part: 0 }, mayHaveHappened: false };
test.each<[string, number, (part: Part) => Promise<unknown>]>([
  ['shorter', 10, (part) => truncate(part.path, 9)],
  ['longer', 10, (part) => appendFile(part.path, 'x')],
  ['newer', 10, (part) => utimes(part.path, 1, 1)],
  ['gone', 10, (part) => rm(part.path)],
  ['shorter', 3_000_000, (part) => truncate(part.path, 9)],
  ['longer', 3_000_000, (part) => appendFile(part.path, 'x')],
  ['newer', 3_000_000, (part) => utimes(part.path, 1, 1)],
  ['gone', 3_000_000, (part) => rm(part.path)],
])('a file that is %s than inspected (%i bytes) is not sent', async (_name, bytes, change) => {
  const server = await serving(() => TOKEN);
  const { part } = await photo(bytes);
  await change(part);
  expect(await remoteOf(server).upload(to(server, part), signal)).toEqual(CHANGED);
  expect(server.asked).toHaveLength(0);
});

test('a folder, or a pipe that nobody writes to, in the place of the photo is a change, and nothing hangs', async () => {
  const server = await serving(() => TOKEN);
  const folderPart = { path: folder, sizeBytes: 10, contentType: 'image/jpeg' };
  expect(await remoteOf(server).upload(to(server, folderPart), signal)).toMatchObject({ trouble: { part: 0 } });
  if (process.platform === 'win32') return;
  const path = join(folder, 'pipe.jpg');
  execFileSync('mkfifo', [path]);
  for (const sizeBytes of [10, 3_000_000]) {
    const answer = await remoteOf(server).upload(to(server, { path, sizeBytes, contentType: 'image/jpeg' }), signal);
    expect(answer).toEqual(CHANGED);
  }
});

test('a file that changes while it is sent is never sent whole', async () => {
  const { part } = await photo(3_000_000);
  let received = 0;
  const server = await serving(
    () => TOKEN,
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
  expect(await remoteOf(server, { limiter }).upload(to(server, part), signal)).toEqual(CHANGED);
  expect(received).toBeLessThan(part.sizeBytes);
});

test('which of several photos changed is said', async () => {
  const server = await serving(() => TOKEN);
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
  while (seen === 0 || seen !== last) {
    last = seen;
    await sleep(100);
  }
  await clock.advance(59_000);
  expect(await Promise.race([answer, Promise.resolve('waiting')])).toBe('waiting');
  await clock.advance(silenceAfter(30_000_000));
  expect(await answer).toEqual({ ok: false, trouble: { who: 'nobody', kind: 'timeout' }, mayHaveHappened: true });
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

test('lanes reuse their connections', async () => {
  const server = await serving(() => TOKEN);
  const remote = remoteOf(server, { lanes: 2 });
  const { part } = await photo(400_000);
  for (let round = 0; round < 5; round += 1) {
    await Promise.all([0, 1].map(() => remote.upload(to(server, part), signal)));
  }
  expect(server.asked).toHaveLength(10);
  expect(server.connections()).toBe(2);
});

test('a speed limit is asked for every byte of the body', async () => {
  const server = await serving(() => TOKEN);
  const { part } = await photo(200_000);
  const taken: number[] = [];
  const limiter: ByteLimiter = { take: async (bytes) => void taken.push(bytes) };
  expect(await remoteOf(server, { limiter }).upload(to(server, part), signal)).toMatchObject({ ok: true });
  expect(taken.reduce((sum, bytes) => sum + bytes, 0)).toBe(server.asked[0]?.body.length);
  expect(Math.max(...taken)).toBeLessThanOrEqual(32 * 1024);
});

test('an address that is not allowed gets no byte, and none of it is in the log', async () => {
  const server = await serving(() => TOKEN);
  const { part } = await photo(10);
  const answer = await remoteOf(server).upload(
    { uploadUrl: 'https://up.ok.ru.example/u?apiToken=x', parts: [part] },
    signal,
  );
  expect(answer).toEqual({ ok: false, trouble: { who: 'address-not-allowed' }, mayHaveHappened: false });
});

test('a file that may not be read says so', async () => {
  if (process.platform === 'win32' || process.getuid?.() === 0) return;
  const server = await serving(() => TOKEN);
  const { part } = await photo(10);
  execFileSync('chmod', ['000', part.path]);
  expect(await remoteOf(server).upload(to(server, part), signal)).toMatchObject({
    trouble: { who: 'file-unreadable', part: 0, code: 'EACCES' },
  });
});

test('many photos of all sizes, some broken off or refused in between, arrive each as it is', async () => {
  const server = await serving((asked) => (asked.path.includes('refused') ? { status: 500 } : TOKEN));
  const remote = remoteOf(server);
  const sizes = [300_000, 5, 200_000, 262_000, 1, 180_000, 90_000, 261_900, 0, 250_000];
  const photos = await Promise.all(sizes.map((bytes, index) => photo(bytes, `${index}.jpg`)));
  const sent: string[] = [];
  const lane = async (first: number): Promise<void> => {
    for (let at = first; at < photos.length * 3; at += 3) {
      const { part, content } = photos[at % photos.length]!;
      const input = { uploadUrl: `${server.address}${at % 4 === 1 ? 'refused' : 'u'}`, parts: [part] };
      const stop = new AbortController();
      const running = remote.upload(input, stop.signal);
      if (at % 5 === 2) stop.abort();
      else sent.push(hash(content));
      await running;
    }
  };
  await Promise.all([lane(0), lane(1), lane(2)]);
  const got = server.asked.map(({ body, headers }) => hash(partsOf(body, headers['content-type']!)[0]!.content));
  // What was broken off may have arrived all the same, but never as anything else.
  const known = new Set(photos.map(({ content }) => hash(content)));
  for (const one of sent) expect(got).toContain(one);
  for (const one of got) expect(known.has(one)).toBe(true);
});
