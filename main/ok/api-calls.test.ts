// One call against servers that answer well, badly, or not at all.
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../engine/system-clock.ts';
import { fakeClock } from '../engine/testing/fake-clock.ts';
import { openApiCalls, type ApiCalls } from './api-calls.ts';
import { MAX_ANSWER_BYTES } from './http-exchange.ts';
import type { ApiClock } from './ports.ts';
import { sign } from './sign.ts';
import { withTroubleLog } from './trouble-log.ts';
import { rememberingLog, startAnswering, type AnsweringServer, type Reply } from './testing/answering-server.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function client(
  apiAddress: string,
  clock: ApiClock = systemClock,
): ApiCalls & { log: ReturnType<typeof rememberingLog> } {
  const log = rememberingLog();
  const calls = openApiCalls({
    credentials: { apiAddress, applicationKey: 'CDEMOKEY', accessToken: 'tkn-secret', signingSecret: 'ss-secret' },
    clock,
    userAgent: 'OKPhotoSync/test',
  });
  const opened = withTroubleLog(calls, log);
  closing.push(() => opened.close());
  return { ...opened, log };
}

async function answering(reply: Reply): Promise<AnsweringServer> {
  const server = await startAnswering(() => reply);
  closing.push(() => server.close());
  return server;
}

const signal = new AbortController().signal;
const ask = (to: ApiCalls, options = {}) =>
  to.call('photos.test', { title: 'Дача + июль' }, z.string(), { signal, ...options });

test('a call is a signed POST form, with the token outside the signature and the user not shown online', async () => {
  const server = await answering('"12"');
  expect(await ask(client(server.address))).toEqual({ ok: true, value: '12' });
  const [asked] = server.asked;
  expect([asked?.method, asked?.path, asked?.headers['user-agent']]).toEqual(['POST', '/fb.do', 'OKPhotoSync/test']);
  const { sig, ...rest } = Object.fromEntries(new URLSearchParams(String(asked?.body)));
  expect(rest).toEqual({
    method: 'photos.test',
    title: 'Дача + июль',
    application_key: 'CDEMOKEY',
    format: 'json',
    __online: 'false',
    access_token: 'tkn-secret',
  });
  expect(sig).toBe(sign(rest, 'ss-secret'));
});

test('an address with a path keeps it', async () => {
  const server = await answering('"12"');
  await ask(client(`${server.address}ok`));
  expect(server.asked[0]?.path).toBe('/ok/fb.do');
});

test('the service’s clock is learned from the date of its answers, but not of answers that a cache kept', async () => {
  const clock = fakeClock({ startMs: Date.UTC(2026, 0, 1, 12) });
  const answer = (date: string, more: Record<string, string> = {}): Reply => ({
    headers: { date, ...more },
    body: '"12"',
  });
  let reply = answer('Thu, 01 Jan 2026 13:00:00 GMT', { age: '3600' });
  const server = await startAnswering(() => reply);
  closing.push(() => server.close());
  const calls = client(server.address, clock);
  expect(await ask(calls)).toMatchObject({ ok: true });
  expect(calls.clockOffsetMs()).toBeNull();
  reply = answer('Thu, 01 Jan 2026 12:05:00 GMT');
  await ask(calls);
  expect(calls.clockOffsetMs()).toBe(300_500);
  reply = answer('Thu, 01 Jan 2026 09:00:00 GMT', { age: '10800' });
  await ask(calls);
  expect(calls.clockOffsetMs()).toBe(300_500);
  reply = answer('yesterday');
  await ask(calls);
  expect(calls.clockOffsetMs()).toBe(300_500);
});

test('an envelope is trouble whatever the HTTP status and the order of its keys', async () => {
  for (const status of [200, 400, 500]) {
    const server = await answering({ status, body: '{"error_data":null,"error_msg":"PARAM : x","error_code":100}' });
    expect(await ask(client(server.address))).toEqual({
      ok: false,
      trouble: { who: 'bug', code: 100 },
      mayHaveHappened: false,
    });
  }
});

test('error 10 names the right that is missing', async () => {
  const server = await answering('{"error_code":10,"error_msg":"PERMISSION_DENIED : x","error_data":"PHOTO_CONTENT"}');
  expect(await ask(client(server.address))).toMatchObject({
    trouble: { who: 'user', kind: 'permission', right: 'PHOTO_CONTENT' },
  });
});

test('nothing of what the service echoes reaches the trouble or the log', async () => {
  const server = await startAnswering((asked) => {
    const echo = `PARAM_SIGNATURE : Invalid signature, calculated by string ${String(asked.body)}`;
    return JSON.stringify({ error_code: 104, error_msg: echo, error_data: echo });
  });
  closing.push(() => server.close());
  const asking = client(server.address);
  const answer = await ask(asking);
  expect(answer).toEqual({ ok: false, trouble: { who: 'bug', code: 104 }, mayHaveHappened: false });
  expect(asking.log.lines).toHaveLength(1);
  expect(JSON.stringify([answer, asking.log.lines])).not.toMatch(/secret|CDEMOKEY|string/u);
});

const NOBODY = (kind: string, more = {}) => ({ who: 'service', kind, ...more });
test.each<[string, Reply, object, boolean]>([
  ['null', 'null', NOBODY('malformed'), true],
  ['nothing', '', NOBODY('malformed'), true],
  ['half of an answer', '{"photos":[{"pho', NOBODY('malformed'), true],
  ['another type', '42', NOBODY('malformed'), true],
  ['a page with HTTP 200', '<html><body>Войти</body></html>', NOBODY('not_ok'), true],
  [
    'a redirect',
    { status: 302, headers: { location: 'https://portal.example/' } },
    { who: 'redirected', code: 302, host: expect.any(String) as string, to: 'portal.example', how: 'elsewhere' },
    true,
  ],
  ['a page asking to log into the network', { status: 511, body: '<html>' }, NOBODY('not_ok', { code: 511 }), false],
  ['502 with a page', { status: 502, body: '<html>Bad Gateway</html>' }, NOBODY('http', { code: 502 }), true],
  [
    '503 with Retry-After',
    { status: 503, headers: { 'retry-after': '7' } },
    NOBODY('http', { code: 503, retryAfterMs: 7000 }),
    true,
  ],
  [
    '429 with Retry-After',
    { status: 429, headers: { 'retry-after': '30' } },
    { who: 'service-throttled', kind: 'throttled', code: 429, retryAfterMs: 30_000 },
    false,
  ],
  ['404 with a page', { status: 404, body: '<html>Not Found</html>' }, { who: 'not-ok-server' }, false],
  ['404 with JSON of somebody else', { status: 404, body: '{"message":"x"}' }, { who: 'not-ok-server' }, false],
  ['an unknown code', '{"error_code":777777,"error_msg":"?"}', NOBODY('service', { code: 777_777 }), true],
  ['a code as text', '{"error_code":"102","error_msg":"x"}', { who: 'user', kind: 'sign-in', code: 102 }, false],
  [
    'a spoilt body, the code in the header',
    { headers: { 'invocation-error': '102' }, body: '{"error_c' },
    { who: 'user', kind: 'sign-in', code: 102 },
    false,
  ],
])('%s becomes typed trouble', async (_name, reply, trouble, mayHaveHappened) => {
  const server = await answering(reply);
  expect(await ask(client(server.address))).toMatchObject({ ok: false, trouble, mayHaveHappened });
  expect(server.asked).toHaveLength(1);
});

test('an endless answer is broken off', async () => {
  let written = 0;
  const server = await startAnswering(
    () => null,
    (request, response) => {
      request.resume();
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536))) written += 65_536;
      };
      response.on('drain', more);
      more();
      return true;
    },
  );
  closing.push(() => server.close());
  expect(await ask(client(server.address))).toMatchObject({ trouble: NOBODY('malformed'), mayHaveHappened: true });
  // What the socket's buffers hold on the way may come on top.
  expect(written).toBeLessThan(MAX_ANSWER_BYTES + 32 * 1024 * 1024);
});

test('no connection: offline, and surely nothing happened', async () => {
  const server = await answering('1');
  await server.close();
  closing.length = 0;
  expect(await ask(client(server.address))).toEqual({ ok: false, trouble: NOBODY('offline'), mayHaveHappened: false });
});

test('a connection cut after the request: trouble of the network, and it may have happened', async () => {
  const server = await startAnswering(
    () => null,
    (request) => {
      request.resume().on('end', () => request.socket.destroy());
      return true;
    },
  );
  closing.push(() => server.close());
  expect(await ask(client(server.address))).toEqual({ ok: false, trouble: NOBODY('network'), mayHaveHappened: true });
});

test('https to something that speaks no TLS is not OK, and nothing was sent', async () => {
  const server = createServer((socket) =>
    socket
      .on('error', () => {})
      .resume()
      .end('HTTP/1.1 400 Bad Request\r\n\r\n'),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closing.push(() => once(server.close(), 'close'));
  const address = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  expect(await ask(client(address))).toEqual({ ok: false, trouble: NOBODY('not_ok'), mayHaveHappened: false });
});

test('silence ends after the time allowed, measured on our clock', async () => {
  const clock = fakeClock();
  let heard = (): void => {};
  const asked = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const server = await startAnswering(() => {
    heard();
    return null;
  });
  closing.push(() => server.close());
  const answer = ask(client(server.address, clock), { timeoutMs: 5_000 });
  await asked;
  await clock.advance(4_999);
  const early = await Promise.race([answer, Promise.resolve('waiting')]);
  expect(early).toBe('waiting');
  await clock.advance(1);
  expect(await answer).toEqual({ ok: false, trouble: NOBODY('timeout'), mayHaveHappened: true });
});

test('the signal stops a call before it is sent, and while it waits for its answer', async () => {
  const before = await answering('"1"');
  expect(await ask(client(before.address), { signal: AbortSignal.abort() })).toEqual({
    ok: false,
    trouble: { who: 'stopped' },
    mayHaveHappened: false,
  });
  expect(before.asked).toHaveLength(0);

  const stop = new AbortController();
  const during = await startAnswering(() => {
    stop.abort();
    return null;
  });
  closing.push(() => during.close());
  expect(await ask(client(during.address), { signal: stop.signal })).toEqual({
    ok: false,
    trouble: { who: 'stopped' },
    mayHaveHappened: true,
  });
});

test('closing the connections stops what is running', async () => {
  let closeIt = (): void => {};
  const server = await startAnswering(() => {
    closeIt();
    return null;
  });
  closing.push(() => server.close());
  const asking = client(server.address);
  closeIt = () => void asking.close();
  expect(await ask(asking)).toMatchObject({ trouble: { who: 'stopped' } });
});

test('an address that is not allowed is not talked to', async () => {
  expect(await ask(client('http://example.org/'))).toEqual({
    ok: false,
    trouble: { who: 'address-not-allowed' },
    mayHaveHappened: false,
  });
});
