// One attempt to sign in by the browser: real HTTP to an emulator of the service, and a browser made of fetch.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { translator } from '../../shared/locales/translate.ts';
import type { Application } from '../../shared/sign-in.ts';
import { startEmulator } from '../emulator/start.ts';
import type { Emulator } from '../emulator/start.ts';
import { authorizeAddress, isRedirect, isSignInPage, okService } from './ok-service.ts';
import { notSignedIn } from './answer.ts';
import { signInOnce } from './sign-in.ts';
import type { SignInTools } from './sign-in.ts';
import { rememberingLog } from '../ok/testing/answering-server.ts';
import { fetchUser } from './fetch-user.ts';

let emulator: Emulator;
let application: Application;
beforeEach(async () => {
  emulator = await startEmulator();
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  await new Promise((resolve) => taken.close(resolve));
  application = {
    id: emulator.applicationId,
    publicKey: emulator.applicationKey,
    redirect: `http://localhost:${port}/ok-photo-sync`,
  };
});
afterEach(() => emulator.close());

const service = () => okService({ OK_PHOTO_SYNC_SERVICE: emulator.address });

/** A person at the browser: decides on the consent page, is led back, and the page's script hands the fragment over. */
async function browse(address: string, decision: 'allow' | 'deny', change = (text: string) => text): Promise<number> {
  const body = new URLSearchParams(new URL(address).search);
  body.set('decision', decision);
  for (const right of (body.get('scope') ?? '').split(';')) body.append('right', right);
  const consent = await fetch(`${emulator.address}oauth/authorize`, { method: 'POST', body, redirect: 'manual' });
  const back = new URL(consent.headers.get('location') ?? '');
  expect((await fetch(`${back.origin}${back.pathname}`)).status).toBe(200);
  const handed = await fetch(`${back.origin}${back.pathname}`, {
    method: 'POST',
    headers: { origin: back.origin },
    body: change(back.hash.slice(1)),
  });
  return handed.status;
}

const tools = (openInBrowser: (address: string) => Promise<unknown>): SignInTools => ({
  openInBrowser: async (address) => void (await openInBrowser(address)),
  onBrowser: () => undefined,
  askInWindow: () => Promise.resolve(notSignedIn('cancelled')),
  locale: () => ({ language: 'en', t: translator('en') }),
});
let attempts = 0;
const attempt = (
  openInBrowser: (address: string) => Promise<unknown>,
  more: { waitMs?: number; signal?: AbortSignal } = {},
) =>
  signInOnce(
    {
      service: service(),
      application,
      way: 'browser',
      signal: new AbortController().signal,
      state: `state-${(attempts += 1)}`,
      ...more,
    },
    tools(openInBrowser),
  );

test('when the person allows access, the attempt ends with a token that the service knows', async () => {
  const answer = await attempt((address) => browse(address, 'allow'));
  expect(answer).toMatchObject({ ok: true, granted: { rights: expect.arrayContaining(['PHOTO_CONTENT']) } });
  if (!answer.ok) return;
  const credentials = {
    apiAddress: service().api,
    applicationKey: application.publicKey,
    accessToken: answer.granted.accessToken,
    signingSecret: answer.granted.sessionSecretKey,
  };
  const fetched = (changed: object = {}) => fetchUser({ ...credentials, ...changed }, null, rememberingLog());
  expect(await fetched()).toEqual({ userId: emulator.uid, name: 'Анна Соколова' });
  expect(await fetched({ applicationKey: 'CWRONGKEYBABABA' })).toBe('wrong_key');
  expect(await fetched({ accessToken: 'tkn1unknown' })).toBe('refused');
  emulator.fail({ method: 'users.getCurrentUser', code: 10, data: 'VALUABLE_ACCESS', times: 1 });
  expect(await fetched()).toEqual({ userId: emulator.uid, name: emulator.uid });
  emulator.fail({ method: 'users.getCurrentUser', answer: 'html', times: 1 });
  expect(await fetched()).toMatchObject({ userId: emulator.uid });
  emulator.fail({ method: 'users.getCurrentUser', httpStatus: 502, times: 2 });
  expect(await fetched()).toBe('not_answering');
});

test('a refusal, a wrong state, a missing browser, a timeout and a cancel each have their own reason', async () => {
  const failed = (why: string) => ({ ok: false, why });
  expect(await attempt((address) => browse(address, 'deny'))).toMatchObject(failed('refused'));
  const otherState = (text: string) => text.replace(/state=[^&]*/, 'state=another');
  expect(await attempt((address) => browse(address, 'allow', otherState))).toMatchObject(failed('wrong_state'));
  expect(await attempt(() => Promise.reject(new Error('none')))).toMatchObject(failed('browser_not_opened'));
  expect(await attempt(() => Promise.resolve(), { waitMs: 20 })).toMatchObject(failed('timed_out'));
  const changed = new AbortController();
  const cancelled = attempt(() => Promise.resolve(changed.abort()), { signal: changed.signal });
  expect(await cancelled).toMatchObject(failed('cancelled'));
});

test('each attempt has its own state', async () => {
  let first = '';
  await attempt((address) => Promise.resolve((first = address)), { waitMs: 1 });
  const old = new URL(first).searchParams.get('state') ?? '';
  const replayed = await attempt((address) =>
    browse(address, 'allow', (text) => text.replace(/state=[^&]*/, `state=${old}`)),
  );
  expect(replayed).toMatchObject({ ok: false, why: 'wrong_state' });
});

test('a port in use is reported by its number, and the way must fit the return address', async () => {
  const port = Number(new URL(application.redirect).port);
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  expect(await attempt(() => Promise.resolve())).toEqual({ ok: false, why: 'port_in_use', subject: String(port) });
  await new Promise((resolve) => other.close(resolve));
  application = { ...application, redirect: 'https://oauth.mycdn.me/blank.html' };
  expect(await attempt(() => Promise.resolve())).toMatchObject({ why: 'way_not_possible' });
  const nobody = {
    service: service(),
    application: null,
    way: 'window' as const,
    signal: new AbortController().signal,
    state: 'state-1',
  };
  expect(
    await signInOnce(
      nobody,
      tools(() => Promise.resolve()),
    ),
  ).toMatchObject({ why: 'no_application' });
});

test('only a service on this computer can replace the real one', () => {
  const real = okService({});
  expect(real).toMatchObject({ api: 'https://api.ok.ru/', authorize: 'https://connect.ok.ru/oauth/authorize' });
  for (const elsewhere of [
    'https://evil.example/',
    'http://192.168.1.2:80/',
    'http://127.0.0.1.evil.example:80/',
    'http://localhost:1/path',
    'http://user@127.0.0.1:1/',
    'javascript:0',
  ]) {
    expect(okService({ OK_PHOTO_SYNC_SERVICE: elsewhere })).toEqual(real);
  }
});

test('the sign-in window shows only pages of the service', () => {
  const real = okService({});
  for (const shown of ['https://connect.ok.ru/oauth/authorize?x', 'https://ok.ru/', 'https://m.ok.ru/dk'])
    expect(isSignInPage(real, shown)).toBe(true);
  for (const not of [
    'http://connect.ok.ru/',
    'https://ok.ru.evil.example/',
    'https://evilok.ru/',
    'https://ok.ru@evil.example/',
    'https://ok.ru:444/',
    'https://oauth.mycdn.me/blank.html',
    'http://127.0.0.1:1/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '',
  ])
    expect(isSignInPage(real, not)).toBe(false);
  expect(isSignInPage(service(), `${emulator.address}oauth/authorize`)).toBe(true);
});

test('the return address must match exactly, up to the answer behind it', () => {
  expect(isRedirect(application, `${application.redirect}#access_token=x`)).toBe(true);
  expect(isRedirect(application, `${application.redirect}?error=x`)).toBe(true);
  for (const other of [`${application.redirect}/more#x`, application.redirect.toUpperCase(), 'https://ok.ru/'])
    expect(isRedirect(application, other)).toBe(false);
  const asked = new URL(authorizeAddress(service(), application, 'st')).searchParams;
  expect(Object.fromEntries(asked)).toEqual({
    client_id: application.id,
    scope: 'VALUABLE_ACCESS;PHOTO_CONTENT;LONG_ACCESS_TOKEN',
    response_type: 'token',
    redirect_uri: application.redirect,
    layout: 'w',
    state: 'st',
  });
  // Only who wants to send into groups asks for that right.
  expect(new URL(authorizeAddress(service(), application, 'st', true)).searchParams.get('scope')).toBe(
    'VALUABLE_ACCESS;PHOTO_CONTENT;LONG_ACCESS_TOKEN;GROUP_CONTENT',
  );
});
