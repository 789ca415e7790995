// How calls come in and how they are refused, over real HTTP.
import { expect, test } from 'vitest';
import { call, send, signed, withEmulator } from '../testing/ok-client.ts';
import { serverSecret } from './signature.ts';

test('both address forms answer alike, by GET and by POST', async () => {
  await withEmulator(async (emulator) => {
    const { address, uid } = emulator;
    const byName = signed(emulator, { method: 'users.getLoggedInUser' });
    const byPath = signed(emulator, {});
    const form = { method: 'POST', body: byName };
    for (const answer of [
      await fetch(`${address}fb.do?${byName}`),
      await fetch(`${address}fb.do`, form),
      await fetch(`${address}api/users/getLoggedInUser?${byPath}`),
      await fetch(`${address}api/users/getLoggedInUser`, { method: 'POST', body: byPath }),
    ]) {
      expect(answer.headers.get('content-type')).toContain('application/json');
      expect(await answer.json()).toBe(uid);
    }
  });
});

test('parameters of the address and of the body are one set', async () => {
  await withEmulator(async (emulator) => {
    const all = signed(emulator, { method: 'users.getLoggedInUser', call_id: '7' });
    const [inQuery, inBody] = [new URLSearchParams(), new URLSearchParams()];
    for (const [name, value] of all) (name < 'm' ? inQuery : inBody).set(name, value);
    const answer = await fetch(`${emulator.address}fb.do?${inQuery}`, { method: 'POST', body: inBody });
    expect(await answer.json()).toBe(emulator.uid);
  });
});

test('the example vectors of the documents are let in as they stand', async () => {
  await withEmulator(async (emulator) => {
    const known = new URLSearchParams({
      application_key: 'CDEMOKEYBABABABA',
      format: 'json',
      method: 'users.getLoggedInUser',
      __online: 'false',
      access_token: emulator.accessToken,
      sig: '7c1db9f44dff204234ff1de7ef5f06a1',
    });
    expect(await (await fetch(`${emulator.address}fb.do?${known}`)).json()).toBe(emulator.uid);
  });
});

test('a signature may be made with either secret, and each way can be switched off', async () => {
  await withEmulator(async (emulator) => {
    const ask = async (secret: string) => {
      const body = signed(emulator, { method: 'users.getLoggedInUser' }, secret);
      const answer = (await (await fetch(`${emulator.address}fb.do`, { method: 'POST', body })).json()) as unknown;
      return answer === emulator.uid;
    };
    const client = emulator.sessionSecretKey;
    const server = serverSecret(emulator.accessToken, emulator.applicationSecretKey);
    expect([await ask(client), await ask(server), await ask('another')]).toEqual([true, true, false]);
    emulator.set({ signatureMode: 'client' });
    expect([await ask(client), await ask(server)]).toEqual([true, false]);
    emulator.set({ signatureMode: 'server' });
    expect([await ask(client), await ask(server)]).toEqual([false, true]);
  });
});

test('session_key may stand in the signed string or not, as the switch says', async () => {
  await withEmulator(async (emulator) => {
    const ask = async (signIt: boolean) => {
      const given = { method: 'users.getLoggedInUser', session_key: 'sk', empty: '' };
      const body = signed(emulator, signIt ? given : { method: given.method, empty: '' });
      body.set('session_key', 'sk');
      return (
        ((await (await fetch(`${emulator.address}fb.do`, { method: 'POST', body })).json()) as unknown) === emulator.uid
      );
    };
    expect([await ask(true), await ask(false)]).toEqual([true, true]);
    emulator.set({ sessionKeySigned: 'yes' });
    expect([await ask(true), await ask(false)]).toEqual([true, false]);
    emulator.set({ sessionKeySigned: 'no' });
    expect([await ask(true), await ask(false)]).toEqual([false, true]);
  });
});

test('a wrong signature is error 104, which tells the signed string without the secret', async () => {
  await withEmulator(async (emulator) => {
    const body = signed(emulator, { method: 'users.getLoggedInUser', b: 'два', a: '1' });
    body.set('sig', 'f'.repeat(32));
    const answer = await fetch(`${emulator.address}fb.do`, { method: 'POST', body });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('invocation-error')).toBe('104');
    const base = 'a=1application_key=CDEMOKEYBABABABAb=дваformat=jsonmethod=users.getLoggedInUser';
    expect(await answer.json()).toEqual({
      error_code: 104,
      error_msg: `PARAM_SIGNATURE : Invalid signature ${'f'.repeat(32)}, calculated by string ${base}********SECRET KEY*******`,
      error_data: null,
    });
  });
});

test('each kind of wrong call has its own code', async () => {
  await withEmulator(async (emulator) => {
    const ask = async (change: (parameters: URLSearchParams) => void, method = 'users.getLoggedInUser') => {
      const body = signed(emulator, { method });
      change(body);
      const answer = (await (await fetch(`${emulator.address}fb.do`, { method: 'POST', body })).json()) as {
        error_msg: string;
      };
      return answer.error_msg;
    };
    expect(await ask((body) => body.delete('application_key'))).toBe('PARAM_API_KEY : No application key');
    expect(await ask((body) => body.set('application_key', 'X'))).toBe('PARAM_API_KEY : Application not exist');
    expect(await ask((body) => body.delete('sig'))).toBe('PARAM : Missed required parameter: sig');
    expect(await ask((body) => body.delete('access_token'))).toBe('PARAM : Missed required parameter: access_token');
    expect(await ask((body) => body.set('access_token', 'X'))).toBe('PARAM_SESSION_KEY : Invalid session key');
    expect(await ask((body) => body.delete('method'))).toBe('PARAM : Missed required parameter: method');
    expect(await ask(() => {}, 'photos.fly')).toBe('METHOD : Method not found : photos.fly');
    expect(await ask(() => {}, 'constructor')).toContain('METHOD');
    emulator.set({ missingTokenCode: 453 });
    expect(await ask((body) => body.delete('access_token'))).toBe('SESSION_REQUIRED : Session required');
  });
});

test('a killed token is 102 or 103 until it is revived', async () => {
  await withEmulator(async (emulator) => {
    for (const code of [102, 103]) {
      emulator.tokens({ action: 'kill', code });
      expect((await call(emulator, 'users.getLoggedInUser')).error_code).toBe(code);
    }
    emulator.tokens({ action: 'revive' });
    expect(await call(emulator, 'users.getLoggedInUser')).toBe(emulator.uid);
  });
});

test('a missing right is error 10 and named in error_data', async () => {
  await withEmulator(async (emulator) => {
    emulator.tokens({ action: 'rights', rights: ['VALUABLE_ACCESS'] });
    expect((await call(emulator, 'photos.getAlbums')).albums).toEqual([]);
    expect(await call(emulator, 'photos.createAlbum', { title: 'x' })).toMatchObject({
      error_code: 10,
      error_data: 'PHOTO_CONTENT',
    });
    emulator.tokens({ action: 'rights', rights: [] });
    expect(await call(emulator, 'photos.getAlbums')).toMatchObject({ error_code: 10, error_data: 'VALUABLE_ACCESS' });
    expect(await call(emulator, 'users.getLoggedInUser')).toBe(emulator.uid);
  });
});

test('a long token lives on when used, at most once a day, and by touchSession', async () => {
  await withEmulator(async (emulator) => {
    const days = (count: number) => emulator.set({ clockOffsetMs: count * 86_400_000 });
    days(29);
    expect(await call(emulator, 'users.getLoggedInUser')).toBe(emulator.uid);
    days(58);
    expect(await call(emulator, 'auth.touchSession')).toBe(true);
    days(87);
    expect(await call(emulator, 'users.getLoggedInUser')).toBe(emulator.uid);
    days(118);
    expect((await call(emulator, 'users.getLoggedInUser')).error_code).toBe(102);
  });
});

test('a token without the long right is not moved on', async () => {
  await withEmulator(async (emulator) => {
    emulator.tokens({ action: 'rights', rights: ['VALUABLE_ACCESS'] });
    expect(await call(emulator, 'auth.touchSession')).toMatchObject({
      error_code: 10,
      error_data: 'LONG_ACCESS_TOKEN',
    });
    emulator.tokens({ action: 'expire', inMs: -1 });
    expect((await call(emulator, 'users.getLoggedInUser')).error_code).toBe(102);
  });
});

test('the user, and the calls left under a quota, can be asked for', async () => {
  await withEmulator(async (emulator) => {
    const user = await call(emulator, 'users.getCurrentUser');
    expect(user).toMatchObject({
      uid: emulator.uid,
      first_name: 'Анна',
      last_name: 'Соколова',
      name: 'Анна Соколова',
      locale: 'ru',
    });
    expect((await fetch(user.pic_1)).headers.get('content-type')).toContain('image/svg');
    emulator.set({ callQuota: 2 });
    const left = async () =>
      (await call(emulator, 'users.getCallsLeft', { methods: 'photos.getAlbums,photos.getPhotos' }))[0];
    expect(await left()).toEqual({ name: 'photos.getAlbums', callsLeft: 2, available: true });
    await call(emulator, 'photos.getAlbums');
    await call(emulator, 'photos.getAlbums');
    expect((await call(emulator, 'photos.getAlbums')).error_code).toBe(11);
    expect(await left()).toEqual({ name: 'photos.getAlbums', callsLeft: 0, available: false });
  });
});

test('JSON habits of the service can be switched: escaped equals signs and another key order', async () => {
  await withEmulator(async (emulator) => {
    emulator.set({ escapeEquals: true, keyOrder: 'reversed' });
    const text = await (await send(emulator, 'photosV2.getUploadUrl', { placeholders: 'true' })).text();
    expect(text).not.toContain('=');
    expect(text).toContain('\\u003d');
    expect(Object.keys(JSON.parse(text) as object)[0]).toBe('ttl_ms');
    emulator.set({ keyOrder: 'shuffled' });
    expect(Object.keys(await call(emulator, 'users.getCurrentUser')).toSorted()).toHaveLength(8);
  });
});

test('an over-long body is refused and the connection stays usable', async () => {
  await withEmulator(async (emulator) => {
    const body = signed(emulator, { method: 'users.getLoggedInUser', filler: 'x'.repeat(9_000_000) });
    const answer = (await (
      await fetch(`${emulator.address}fb.do?method=users.getLoggedInUser`, { method: 'POST', body })
    ).json()) as object;
    expect(answer).toMatchObject({ error_code: 4 });
  });
});

test('foreign host names are turned away, so that no web page can reach it by a name of its own', async () => {
  await withEmulator(async (emulator) => {
    const { request } = await import('undici');
    const answer = await request(`${emulator.address}__emulator/ledger`, { headers: { host: 'evil.example' } });
    await answer.body.dump();
    expect(answer.statusCode).toBe(421);
  });
});
