// Legal answers in unusual forms are read, as proxies may make them; of everything else the log gets an excerpt.
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../engine/system-clock.ts';
import { answerText } from './answer-text.ts';
import { answerExcerpt } from './answer-excerpt.ts';
import { withoutInterim } from './interim.ts';
import { redirectOf } from './redirect.ts';
import { openOkApi } from './api.ts';
import { openNetworkRoute } from './network-route.ts';
import { rememberingLog, startAnswering } from './testing/answering-server.ts';
import { startConnectProxy } from './testing/connect-proxy.ts';

const signal = new AbortController().signal;
const closing: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Writes what it is told, piece after piece, when a whole request has come. */
async function rawServer(pieces: () => readonly (string | Buffer)[], end = false): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let heard = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      const [head = '', body] = heard.split('\r\n\r\n');
      if (body === undefined || body.length < Number(/content-length: (\d+)/iu.exec(head)?.[1] ?? 0)) return;
      heard = '';
      void (async () => {
        for (const piece of pieces()) await new Promise((done) => socket.write(piece, () => setImmediate(done)));
        if (end) socket.end();
      })();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function remoteAt(address: string, log = rememberingLog(), through = {}) {
  const credentials = { apiAddress: address, applicationKey: 'K', accessToken: 'T', signingSecret: 'S' };
  const remote = openOkApi({ credentials, clock: systemClock, log, userAgent: 'test', ...through });
  closing.push(() => remote.close());
  return remote;
}

const body = '{"albums":[{"aid":"7","title":"Дача"}],"hasMore":false}';
const head = (more = '', length = Buffer.byteLength(body)): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${more}\r\n`;
const interim = (status: number, more = ''): string => `HTTP/1.1 ${status} x\r\n${more}\r\n`;

test.each<[string, (string | Buffer)[]]>([
  ['100', [interim(100), head(), body]],
  ['100 in one piece with the answer', [interim(100) + head() + body]],
  ['several, with fields', [interim(102) + interim(103, 'Link: </a>; rel=preload\r\n'), interim(100), head() + body]],
  [
    '100 without a word, with a length',
    ['HTTP/1.1 100\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n', head() + body],
  ],
  ['100 of an older protocol', ['HTTP/1.0 100 Continue\r\n\r\n' + head() + body]],
  ['100, broken in its middle', ['HTTP/1.1 1', '00 Conti', 'nue\r\n', '\r\n' + head() + body]],
  ['an unknown one without a word', ['HTTP/1.1 199\r\n\r\n', head(), body]],
])('interim answers are skipped: %s', async (_, pieces) => {
  const remote = remoteAt(await rawServer(() => pieces));
  for (let time = 0; time < 2; time += 1)
    expect(await remote.albums(signal)).toMatchObject({ ok: true, value: [{ id: '7', title: 'Дача' }] });
});

test('interim answers are skipped behind a proxy, too', async () => {
  const proxy = await startConnectProxy();
  const route = openNetworkRoute(proxy.address);
  closing.push(
    () => route.close(),
    () => proxy.close(),
  );
  const address = await rawServer(() => [interim(100), interim(103) + head() + body]);
  const remote = remoteAt(address, rememberingLog(), route.through);
  expect(await remote.albums(signal)).toMatchObject({ ok: true });
});

test('what only looks like an interim answer is left as it is', () => {
  const rest = (text: string): string => withoutInterim(Buffer.from(text)).rest.toString();
  for (const text of ['HTTP/1.1 200 OK\r\n', 'HTTP/1.1 101 Switch\r\n\r\n', '{"a":"HTTP/1.1 100 x"}', 'HTTP', ''])
    expect(rest(text)).toBe(text);
  expect(rest('HTTP/1.1 100 Continue\r\n\r\n')).toBe('');
  const cut = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n' + head() + body;
  for (let at = 6; at < cut.length; at += 1) {
    const first = withoutInterim(Buffer.from(cut).subarray(0, at));
    const second = withoutInterim(Buffer.concat([first.held, Buffer.from(cut).subarray(at)]));
    const whole = first.rest.length > 0 ? Buffer.concat([first.rest, Buffer.from(cut).subarray(at)]) : second.rest;
    expect(whole.toString()).toBe(head() + body);
  }
});

test.each<[string, string, Buffer]>([
  ['gzip', 'gzip', gzipSync(body)],
  ['x-gzip', 'X-GZIP', gzipSync(body)],
  ['gzip twice', 'gzip, gzip', gzipSync(gzipSync(body))],
  ['deflate', 'deflate', deflateSync(body)],
  ['deflate without its head', 'deflate', deflateRawSync(body)],
  ['brotli', 'br', brotliCompressSync(body)],
  ['gzip over brotli', 'br,gzip', gzipSync(brotliCompressSync(body))],
  ['said to be gzip, and plain', 'gzip', Buffer.from(body)],
  ['said to be brotli, and plain', 'br', Buffer.from(body)],
  ['identity', 'identity', Buffer.from(body)],
])('a packed answer is read: %s', async (_, encoding, packed) => {
  const remote = remoteAt(await rawServer(() => [head(`Content-Encoding: ${encoding}\r\n`, packed.length), packed]));
  expect(await remote.albums(signal)).toMatchObject({ ok: true, value: [{ title: 'Дача' }] });
});

test('what is packed unpacks to no more than an answer may be, and a broken one is no answer', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
  expect(await answerText(bomb, { 'content-encoding': 'gzip' }, 1_000_000)).toBeNull();
  expect(await answerText(gzipSync(bomb), { 'content-encoding': 'gzip, gzip' }, 1_000_000)).toBeNull();
  expect(await answerText(gzipSync(body).subarray(0, 20), { 'content-encoding': 'gzip' }, 1_000_000)).toBeNull();
  expect(await answerText(Buffer.from([1, 2, 3, 255]), { 'content-encoding': 'br' }, 1_000_000)).toBeNull();
});

/** The same text, its one Russian word in the bytes of old Windows. */
const inCp1251 = Buffer.concat(
  body
    .split('Дача')
    .flatMap((part, at) => [...(at > 0 ? [Buffer.from([0xc4, 0xe0, 0xf7, 0xe0])] : []), Buffer.from(part)]),
);

test.each<[string, string, Buffer]>([
  ['a mark in front', 'application/json', Buffer.from(`\uFEFF${body}`)],
  ['UTF-16, said', 'application/json; charset="UTF-16LE"', Buffer.from(body, 'utf16le')],
  ['UTF-16, not said', 'application/json', Buffer.from(body, 'utf16le')],
  ['UTF-16 with its mark', 'text/plain', Buffer.from(`\uFEFF${body}`, 'utf16le')],
  ['UTF-16 the other way round', 'application/json', Buffer.from(body, 'utf16le').swap16()],
  ['cp1251', 'application/json; charset=windows-1251', inCp1251],
  ['said to be a page', 'text/html', Buffer.from(body)],
  ['a character set nobody knows', 'application/json; charset=klingon', Buffer.from(body)],
])('an answer is read in its own characters: %s', async (_, type, bytes) => {
  const text = await answerText(bytes, { 'content-type': type }, 1_000_000);
  expect(JSON.parse(text ?? '')).toMatchObject({ albums: [{ title: 'Дача' }] });
});

test('an answer without a length, in chunks with a trailer, or by an older protocol is read', async () => {
  const type = 'Content-Type: application/json\r\n';
  const half = Math.floor(body.length / 2);
  const bytes = Buffer.from(body);
  const chunk = (part: Buffer): Buffer =>
    Buffer.concat([Buffer.from(`${part.length.toString(16)};a=b\r\n`), part, Buffer.from('\r\n')]);
  const chunked = [
    `HTTP/1.1 200 OK\r\n${type}Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n`,
    chunk(bytes.subarray(0, half)),
    chunk(bytes.subarray(half)),
    '0\r\nX-Sum: 1\r\n\r\n',
  ];
  expect(await remoteAt(await rawServer(() => chunked)).albums(signal)).toMatchObject({ ok: true });
  const old = await rawServer(() => [`HTTP/1.0 200 OK\r\n${type}\r\n`, body], true);
  expect(await remoteAt(old).albums(signal)).toMatchObject({ ok: true });
});

test('no packed answer is asked for, neither of a call nor of an upload', async () => {
  const server = await startAnswering(() => body);
  closing.push(() => server.close());
  const remote = remoteAt(server.address);
  await remote.albums(signal);
  await remote.upload({ uploadUrl: `${server.address}u`, parts: [] }, signal);
  expect(server.asked.map(({ headers }) => headers['accept-encoding'])).toEqual(['identity', 'identity']);
});

test('the log has an excerpt of what came in place of an answer', async () => {
  const log = rememberingLog();
  const page =
    '<html><head><title>Login</title><script>var token="a"</script></head><body>Wi-Fi &amp; more http://x/?k=v</body></html>';
  const pieces = [
    `HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=utf-8\r\nContent-Length: ${page.length}\r\n\r\n${page}`,
  ];
  const answer = await remoteAt(await rawServer(() => pieces), log).albums(signal);
  expect(answer).toMatchObject({
    ok: false,
    trouble: { who: 'service', kind: 'not_ok', excerpt: 'text/html: Login Wi-Fi more …' },
  });
  expect(log.lines[0]?.fields).toMatchObject({ heard: 'text/html: Login Wi-Fi more …' });
});

test('an excerpt is short, of one line, and carries no secret', () => {
  const heard = (text: string): string => answerExcerpt('text/plain', text);
  expect(heard('a\u0000\u001b(31m)\nb\u202Ec')).toBe('text/plain: a (31m) b c');
  expect(heard('access_token=abc sig=9 session tkn1AbCdEfGh99ZZ 580000000001 me@mail.example')).not.toMatch(
    /abc|tkn1|5800|mail/u,
  );
  expect(answerExcerpt(undefined, '')).toBe('nothing');
  expect(answerExcerpt(['x'], '<b')).toBe('nothing');
  expect([...heard('слово '.repeat(1000))].length).toBeLessThan(100);
  expect(heard('{"name":"Анна Иванова"}')).toBe('text/plain');
  expect(heard('callback([{"title":"Дача"}])')).toBe('text/plain: callback(');
  expect(heard('<'.repeat(200_000))).toBe('text/plain');
});

test.each<[string, number, string | undefined, object | null]>([
  ['another host', 302, 'https://portal.example/login?sid=secret#x', { how: 'elsewhere', to: 'portal.example' }],
  ['http', 301, 'http://iu.mycdn.me/uploadImage?apiToken=x', { how: 'insecure', to: 'iu.mycdn.me' }],
  ['itself, with another query', 307, '/uploadImage?again=2', { how: 'loop', to: 'iu.mycdn.me' }],
  ['another page of its own', 308, '//iu.mycdn.me/other', { how: 'moved', to: 'iu.mycdn.me' }],
  [
    'a login in the address',
    303,
    'https://user:pass@portal.example:8443/',
    { how: 'elsewhere', to: 'portal.example:8443' },
  ],
  ['no address', 302, undefined, { how: 'unnamed', to: null }],
  ['no address of ours', 302, 'javascript:alert(1)', { how: 'unnamed', to: null }],
  ['not changed', 304, 'https://portal.example/', null],
  ['no redirect', 200, 'https://portal.example/', null],
])('a redirect to %s is told by its kind and host', (_, status, location, told) => {
  const asked = new URL('https://iu.mycdn.me/uploadImage?apiToken=secret');
  const found = redirectOf(asked, status, location);
  if (told === null) expect(found).toBeNull();
  else expect(found).toEqual({ who: 'redirected', code: status, host: 'iu.mycdn.me', ...told });
});
