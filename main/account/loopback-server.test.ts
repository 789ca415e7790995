// The page that the browser returns to, over real HTTP: what it serves and refuses, and that it takes one answer.
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { translator } from '../../shared/locales/translate.ts';
import { openLoopbackPage } from './loopback-server.ts';
import type { LoopbackPage } from './loopback-server.ts';
import type { HandOverResult } from './loopback-page.ts';

let page: LoopbackPage | null = null;
afterEach(async () => {
  await page?.close();
  page = null;
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function open(result: HandOverResult = 'done') {
  const redirect = `http://localhost:${await freePort()}/ok-photo-sync`;
  const answers: string[] = [];
  const opened = await openLoopbackPage({
    redirect,
    language: 'ru',
    t: translator('ru'),
    onAnswer(text) {
      answers.push(text);
      return result;
    },
  });
  if (opened === 'port_in_use') throw new Error('no free port');
  page = opened;
  return { redirect, answers, host: new URL(redirect).host, origin: new URL(redirect).origin };
}

/** fetch would not let us lie about Host. */
function send(
  redirect: string,
  how: { method?: string; path?: string; headers?: Record<string, string>; body?: string },
) {
  const { port, pathname } = new URL(redirect);
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path: how.path ?? pathname, method: how.method ?? 'GET', headers: how.headers ?? {} },
      (answer) => {
        let text = '';
        answer.on('data', (piece: Buffer) => (text += piece.toString()));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      },
    );
    asked.on('error', reject);
    asked.end(how.body);
  });
}

test('serves the page and its two files, under a policy that allows nothing else', async () => {
  const { redirect, host } = await open();
  const { status, headers, text } = await send(redirect, { headers: { host } });
  expect(status).toBe(200);
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(text).toContain('Передаём вход программе');
  expect(text).not.toMatch(/<script>|<style|\sstyle=|\son\w+=/);
  const script = await send(redirect, { path: '/ok-photo-sync/hand-over.js', headers: { host } });
  expect(script.headers['content-type']).toContain('text/javascript');
  expect(text).toContain('src="/ok-photo-sync/hand-over.js"');
  expect((await send(redirect, { path: '/ok-photo-sync/page.css', headers: { host } })).status).toBe(200);
});

test('accepts the first answer of its own page, and no second one', async () => {
  const { redirect, answers, host, origin } = await open();
  const post = (body: string) => send(redirect, { method: 'POST', headers: { host, origin }, body });
  expect(await post('access_token=a&state=b')).toMatchObject({ status: 200, text: 'done' });
  expect(await post('access_token=c&state=d')).toMatchObject({ status: 410, text: 'failed' });
  expect(answers).toEqual(['access_token=a&state=b']);
});

test('tells the browser when the answer was wrong', async () => {
  const { redirect, host, origin } = await open('failed');
  const answer = await send(redirect, { method: 'POST', headers: { host, origin }, body: 'state=x' });
  expect(answer).toMatchObject({ status: 403, text: 'failed' });
});

test('refuses other hosts, origins, paths and methods, and still accepts the answer after that', async () => {
  const { redirect, answers, host, origin } = await open();
  const turnedAway = [
    { headers: { host: 'evil.example' } },
    { headers: { host: host.replace('localhost', '127.0.0.1') } },
    { method: 'POST', headers: { host }, body: 'x' },
    { method: 'POST', headers: { host, origin: 'https://evil.example' }, body: 'x' },
    { method: 'POST', headers: { host, origin: 'null' }, body: 'x' },
    { method: 'POST', headers: { host, origin, 'sec-fetch-site': 'cross-site' }, body: 'x' },
    { method: 'POST', path: '/other', headers: { host, origin }, body: 'x' },
    { method: 'PUT', headers: { host, origin }, body: 'x' },
    { path: '/ok-photo-sync/../../etc/passwd', headers: { host } },
    { path: '/', headers: { host } },
  ];
  const statuses = [];
  for (const how of turnedAway) statuses.push((await send(redirect, how)).status);
  expect(statuses).toEqual([421, 421, 403, 403, 403, 403, 405, 405, 404, 404]);
  expect(answers).toEqual([]);
  expect((await send(redirect, { method: 'POST', headers: { host, origin }, body: 'x' })).status).toBe(200);
});

test('an answer that is far too long is refused', async () => {
  const { redirect, answers, host, origin } = await open('failed');
  await send(redirect, { method: 'POST', headers: { host, origin }, body: 'x'.repeat(100_000) }).catch(() => undefined);
  expect(answers).toEqual(['']);
});

test('reports a port in use, and keeps no port open', async () => {
  const { redirect } = await open();
  const again = { redirect, language: 'en' as const, t: translator('en'), onAnswer: () => 'done' as const };
  expect(await openLoopbackPage(again)).toBe('port_in_use');
  await page?.close();
  const second = await openLoopbackPage(again);
  expect(second).not.toBe('port_in_use');
  page = second as LoopbackPage;
});

test('a return address with a slash at its end leads to the page’s own files, never to another host', async () => {
  const redirect = `http://127.0.0.1:${await freePort()}/`;
  const opened = await openLoopbackPage({ redirect, language: 'en', t: translator('en'), onAnswer: () => 'done' });
  if (opened === 'port_in_use') throw new Error('no free port');
  page = opened;
  const { host } = new URL(redirect);
  const { text } = await send(redirect, { headers: { host } });
  expect(text).toContain('src="/hand-over.js"');
  expect(text).toContain('href="/page.css"');
  expect((await send(redirect, { path: '/hand-over.js', headers: { host } })).status).toBe(200);
});

test('without a port in the address the server uses port 80, or reports it in use', async () => {
  const redirect = 'http://127.0.0.1:80/ok-photo-sync';
  const opened = await openLoopbackPage({ redirect, language: 'en', t: translator('en'), onAnswer: () => 'done' });
  if (opened === 'port_in_use') return;
  page = opened;
  expect((await send(redirect, { headers: { host: '127.0.0.1' } })).status).toBe(200);
});
