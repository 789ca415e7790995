// Signing in, over real HTTP, as a browser and an application would do it.
import { expect, test } from 'vitest';
import type { Emulator } from '../start.ts';
import { call, signedInTo, withEmulator } from '../testing/ok-client.ts';

const SCOPE = 'VALUABLE_ACCESS;PHOTO_CONTENT;LONG_ACCESS_TOKEN';
const REDIRECT = 'http://localhost:7801/signed-in';

const query = (emulator: Emulator, given: Record<string, string> = {}) =>
  new URLSearchParams({
    client_id: emulator.applicationId,
    scope: SCOPE,
    response_type: 'token',
    redirect_uri: REDIRECT,
    layout: 'a',
    state: 'st&1',
    ...given,
  });

const open = (emulator: Emulator, given: Record<string, string> = {}) =>
  fetch(`${emulator.address}oauth/authorize?${query(emulator, given)}`, { redirect: 'manual' });

/** Sends the consent form with some rights ticked, and returns where it leads. */
async function decide(
  emulator: Emulator,
  decision: 'allow' | 'deny',
  given: Record<string, string> = {},
  rights = SCOPE.split(';'),
) {
  const body = query(emulator, given);
  body.set('decision', decision);
  for (const right of rights) body.append('right', right);
  const answer = await fetch(`${emulator.address}oauth/authorize`, { method: 'POST', body, redirect: 'manual' });
  expect(answer.status).toBe(302);
  return new URL(answer.headers.get('location')!);
}

const fragment = (address: URL) => new URLSearchParams(address.hash.slice(1));

const token = async (emulator: Emulator, given: Record<string, string>) => {
  const body = new URLSearchParams({
    client_id: emulator.applicationId,
    client_secret: emulator.applicationSecretKey,
    ...given,
  });
  return (await (await fetch(`${emulator.address}oauth/token.do`, { method: 'POST', body })).json()) as Record<
    string,
    string
  >;
};

test('the consent page names the rights, and allowing leads back with a working token in the fragment', async () => {
  await withEmulator(async (emulator) => {
    const page = await (await open(emulator)).text();
    for (const right of SCOPE.split(';')) expect(page).toContain(`value="${right}" checked`);
    expect(page).toContain('value="st&amp;1"');
    const back = await decide(emulator, 'allow');
    expect(`${back.origin}${back.pathname}${back.search}`).toBe(REDIRECT);
    const given = fragment(back);
    expect(Object.fromEntries(given)).toEqual({
      access_token: expect.stringMatching(/^tkn1/),
      session_secret_key: expect.stringMatching(/^[0-9a-f]{32}$/),
      permissions_granted: SCOPE,
      expires_in: String(30 * 86_400),
      state: 'st&1',
    });
    const session = {
      ...emulator,
      accessToken: given.get('access_token')!,
      sessionSecretKey: given.get('session_secret_key')!,
    };
    expect(await call(session, 'photos.createAlbum', { title: 'a' })).toMatch(/^\d+$/);
  });
});

test('once consented, the dialog closes by itself, unless switched off or more is asked', async () => {
  await withEmulator(async (emulator) => {
    await decide(emulator, 'allow', { scope: 'VALUABLE_ACCESS' });
    const again = await open(emulator, { scope: 'VALUABLE_ACCESS' });
    expect(again.status).toBe(302);
    expect(fragment(new URL(again.headers.get('location')!)).get('access_token')).toMatch(/^tkn1/);
    expect((await open(emulator)).status).toBe(200);
    emulator.set({ rememberConsent: false });
    expect((await open(emulator, { scope: 'VALUABLE_ACCESS' })).status).toBe(200);
  });
});

test('refusing leads back with an error, in the fragment or the query', async () => {
  await withEmulator(async (emulator) => {
    expect(Object.fromEntries(fragment(await decide(emulator, 'deny')))).toEqual({
      error: 'access_denied',
      state: 'st&1',
    });
    const back = await decide(emulator, 'deny', { response_type: 'code' });
    expect(back.searchParams.get('error')).toBe('access_denied');
  });
});

test('rights that were not ticked, or that the application has not been given, are not granted', async () => {
  await withEmulator(async (emulator) => {
    emulator.set({ applicationRights: ['VALUABLE_ACCESS', 'PHOTO_CONTENT'] });
    const given = fragment(await decide(emulator, 'allow', {}, ['VALUABLE_ACCESS', 'LONG_ACCESS_TOKEN']));
    expect(given.get('permissions_granted')).toBe('VALUABLE_ACCESS');
    expect(given.get('expires_in')).toBe('1800');
    const session = {
      ...emulator,
      accessToken: given.get('access_token')!,
      sessionSecretKey: given.get('session_secret_key')!,
    };
    expect(await call(session, 'photosV2.getUploadUrl')).toMatchObject({ error_code: 10, error_data: 'PHOTO_CONTENT' });
    emulator.set({ clockOffsetMs: 1_800_001 });
    expect((await call(session, 'photos.getAlbums')).error_code).toBe(102);
  });
});

test('a wrong client or an unregistered address gets a page and no redirect', async () => {
  await withEmulator(async (emulator) => {
    for (const given of [
      { client_id: '1' },
      { redirect_uri: 'https://evil.example/' },
      { redirect_uri: 'http://localhost.evil.example/' },
    ]) {
      const answer = await open(emulator, given);
      expect([answer.status, answer.headers.get('location')]).toEqual([200, null]);
      expect(await answer.text()).toContain('invalid_');
    }
    expect((await open(emulator, { redirect_uri: 'https://oauth.mycdn.me/blank.html?x=1' })).status).toBe(200);
    emulator.set({
      anyLoopbackRedirect: false,
      redirectUris: ['http://localhost:7801/signed-in'],
      oauthErrors: 'html-400',
    });
    expect(await (await open(emulator, { redirect_uri: `${REDIRECT}?any=thing` })).text()).toContain('Разрешить');
    expect((await open(emulator, { redirect_uri: 'http://localhost:7802/signed-in' })).status).toBe(400);
    expect((await open(emulator, { response_type: 'magic' })).status).toBe(400);
    emulator.set({ oauthErrors: 'redirect' });
    expect((await open(emulator, { response_type: 'magic' })).headers.get('location')).toBe(
      `${REDIRECT}#error=unsupported_response_type&state=st%261`,
    );
  });
});

test('the code way: a code for two minutes and one use, a token, and its refreshing', async () => {
  await withEmulator(async (emulator) => {
    const codeFrom = async () => (await decide(emulator, 'allow', { response_type: 'code' })).searchParams.get('code')!;
    const exchange = (code: string, more: Record<string, string> = {}) =>
      token(emulator, { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, ...more });
    const code = await codeFrom();
    const first = await exchange(code);
    expect(first).toEqual({
      token_type: 'session',
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      expires_in: String(30 * 86_400),
    });
    expect((await exchange(code))['error']).toBe('invalid_grant');
    expect((await exchange(await codeFrom(), { redirect_uri: 'http://localhost/other' }))['error']).toBe(
      'invalid_grant',
    );
    expect((await exchange(await codeFrom(), { client_secret: 'x' }))['error']).toBe('invalid_client');
    const late = await codeFrom();
    emulator.set({ clockOffsetMs: 120_001 });
    expect((await exchange(late))['error']).toBe('invalid_grant');

    const refresh = (refresh_token: string) => token(emulator, { grant_type: 'refresh_token', refresh_token });
    const second = await refresh(first['refresh_token']!);
    expect(second['access_token']).not.toBe(first['access_token']);
    const secret = (await import('../api/signature.ts')).serverSecret(
      second['access_token']!,
      emulator.applicationSecretKey,
    );
    const session = { ...emulator, accessToken: second['access_token']!, sessionSecretKey: secret };
    expect(await call(session, 'users.getLoggedInUser')).toBe(emulator.uid);
    emulator.set({ clockOffsetMs: 31 * 86_400_000 });
    expect((await refresh(second['refresh_token']!))['error']).toBe('invalid_grant');
    expect((await token(emulator, { grant_type: 'magic' }))['error']).toBe('unsupported_grant_type');
  });
});

test('token errors can come as HTML, and the end point can be made to fail', async () => {
  await withEmulator(async (emulator) => {
    emulator.set({ oauthErrors: 'html-400' });
    const ask = () => fetch(`${emulator.address}oauth/token.do`, { method: 'POST', body: new URLSearchParams() });
    const answer = await ask();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html;charset=utf-8']);
    emulator.fail({ method: 'oauth.token', httpStatus: 503 });
    expect((await ask()).status).toBe(503);
  });
});

test('the blank page is there for programs that read the address', async () => {
  await withEmulator(async (emulator) => {
    expect((await open(emulator, { redirect_uri: `${emulator.address}blank.html` })).status).toBe(200);
    expect((await fetch(`${emulator.address}blank.html`)).status).toBe(200);
  });
});

test('another application may see the same person under another id; a token is good for its own application only', () =>
  withEmulator(async (emulator) => {
    const other = { id: '512000000077', key: 'COTHERKEYBABABABA' };
    const unknown = await call({ ...emulator, applicationKey: other.key }, 'users.getLoggedInUser');
    expect(unknown).toMatchObject({ error_code: 101 });
    emulator.set({ otherApplications: [other] });
    const there = await signedInTo(emulator, other);
    expect(await call(there, 'users.getLoggedInUser')).toBe(emulator.uid);
    emulator.set({ userIdPerApplication: true });
    const id = await call(there, 'users.getLoggedInUser');
    expect(id).toMatch(/^58\d{10}$/u);
    expect(await call(there, 'users.getCurrentUser')).toMatchObject({ uid: id, name: 'Анна Соколова' });
    expect(await call(emulator, 'users.getLoggedInUser')).toBe(emulator.uid);
    expect(await call({ ...there, applicationKey: emulator.applicationKey }, 'users.getLoggedInUser')).toMatchObject({
      error_code: 103,
    });
  }));
