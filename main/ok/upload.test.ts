// Bytes on their way: real files over real HTTP, and what of them arrives.
import { expect, test } from 'vitest';
import { fileToSend } from '../engine/pipeline/file-to-send.ts';
import type { ByteLimiter } from './api.ts';
import { partsOf, sha256Of, to, tokenAnswer, uploadsOfTests } from './testing/uploads.ts';

const { serving, remoteOf, photo } = uploadsOfTests();
const signal = new AbortController().signal;

test.each([0, 1, 999, 262_143, 262_144, 1_048_576, 3_333_333])(
  'a file of %i bytes arrives byte for byte',
  async (bytes) => {
    const server = await serving(() => tokenAnswer);
    const { part, content } = await photo(bytes);
    const answer = await remoteOf(server).upload(to(server, part), signal);
    expect(answer).toEqual({ ok: true, value: { tokens: new Map([['aB==', 't=']]) } });
    const [asked] = server.asked;
    expect(asked?.path).toBe('/u?apiToken=x');
    expect(Number(asked?.headers['content-length'])).toBe(asked?.body.length);
    const got = partsOf(asked!.body, asked!.headers['content-type']!);
    expect(got.map((one) => sha256Of(one.content))).toEqual([sha256Of(content)]);
  },
);

test('several photos go in one POST, in their order, and no name of theirs goes with them', async () => {
  const server = await serving(() => tokenAnswer);
  const photos = [await photo(700_000, 'Анна.jpg'), await photo(5, 'b.png'), await photo(900_001, 'c.gif')];
  await remoteOf(server).upload(to(server, ...photos.map(({ part }) => part)), signal);
  const got = partsOf(server.asked[0]!.body, server.asked[0]!.headers['content-type']!);
  expect(got.map((one) => sha256Of(one.content))).toEqual(photos.map(({ content }) => sha256Of(content)));
  expect(got.map((one) => /name="(\w+)"/u.exec(one.head)?.[1])).toEqual(['pic1', 'pic2', 'pic3']);
  expect(got.map((one) => one.head).join('')).not.toMatch(/Анна|b\.png|c\.gif/u);
});

test('progress rises to the size of the photos and no further', async () => {
  const server = await serving(() => tokenAnswer);
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

test('lanes reuse their connections', async () => {
  const server = await serving(() => tokenAnswer);
  const remote = remoteOf(server, { lanes: 2 });
  const { part } = await photo(400_000);
  for (let round = 0; round < 5; round += 1) {
    await Promise.all([0, 1].map(() => remote.upload(to(server, part), signal)));
  }
  expect(server.asked).toHaveLength(10);
  expect(server.connections()).toBe(2);
});

test('a speed limit is asked for every byte of the body', async () => {
  const server = await serving(() => tokenAnswer);
  const { part } = await photo(200_000);
  const taken: number[] = [];
  const limiter: ByteLimiter = { take: async (bytes) => void taken.push(bytes) };
  expect(await remoteOf(server, { limiter }).upload(to(server, part), signal)).toMatchObject({ ok: true });
  expect(taken.reduce((sum, bytes) => sum + bytes, 0)).toBe(server.asked[0]?.body.length);
  expect(Math.max(...taken)).toBeLessThanOrEqual(32 * 1024);
});

test('an address that is not allowed gets no byte, and none of it is in the log', async () => {
  const server = await serving(() => tokenAnswer);
  const { part } = await photo(10);
  const answer = await remoteOf(server).upload(
    { uploadUrl: 'https://up.ok.ru.example/u?apiToken=x', parts: [fileToSend(part)] },
    signal,
  );
  expect(answer).toEqual({
    ok: false,
    trouble: { who: 'unknown-upload-host', scheme: 'https', host: 'up.ok.ru.example' },
    mayHaveHappened: false,
  });
});

test('many photos of all sizes, some broken off or refused in between, arrive each as it is', async () => {
  const server = await serving((asked) => (asked.path.includes('refused') ? { status: 500 } : tokenAnswer));
  const remote = remoteOf(server);
  const sizes = [300_000, 5, 200_000, 262_000, 1, 180_000, 90_000, 261_900, 0, 250_000];
  const photos = await Promise.all(sizes.map((bytes, index) => photo(bytes, `${index}.jpg`)));
  const sent: string[] = [];
  const lane = async (first: number): Promise<void> => {
    for (let at = first; at < photos.length * 3; at += 3) {
      const { part, content } = photos[at % photos.length]!;
      const input = { uploadUrl: `${server.address}${at % 4 === 1 ? 'refused' : 'u'}`, parts: [fileToSend(part)] };
      const stop = new AbortController();
      const running = remote.upload(input, stop.signal);
      if (at % 5 === 2) stop.abort();
      else sent.push(sha256Of(content));
      await running;
    }
  };
  await Promise.all([lane(0), lane(1), lane(2)]);
  const got = server.asked.map(({ body, headers }) => sha256Of(partsOf(body, headers['content-type']!)[0]!.content));
  // What was broken off may have arrived all the same, but never as anything else.
  const known = new Set(photos.map(({ content }) => sha256Of(content)));
  for (const one of sent) expect(got).toContain(one);
  for (const one of got) expect(known.has(one)).toBe(true);
});
