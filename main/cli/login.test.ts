// `login`, `whoami`, `logout`: real HTTP to an emulator, a browser made of fetch, files in the test's own home.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLibrary } from '../../test/fixtures/make-photos.ts';
import { startEmulator, type Emulator } from '../emulator/start.ts';
import type { TerminalKeychain } from './account/keychain.ts';
import type { CliEnd } from './testing/cli-end.ts';
import { runMain, startMain } from './testing/run-main.ts';

let home: string;
let emulator: Emulator;
let keychain: TerminalKeychain & { kept: string | null };
/** All that any run of this test has printed. */
let printed: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ok-login-'));
  emulator = await startEmulator();
  keychain = openKeychain();
  printed = '';
});
afterEach(async () => {
  const secrets = [emulator.sessionSecretKey, emulator.accessToken];
  await emulator.close();
  await rm(home, { recursive: true, force: true });
  if (secrets.some((secret) => printed.includes(secret))) throw new Error(`a secret was printed: ${printed}`);
});

/** A keychain of the test's own: the real one belongs to the person. */
function openKeychain(): typeof keychain {
  return {
    kept: null,
    read() {
      return Promise.resolve({ kind: 'found', text: this.kept });
    },
    keep(text) {
      this.kept = text;
      return Promise.resolve(true);
    },
    forget() {
      this.kept = null;
      return Promise.resolve();
    },
  };
}
const noKeychain: TerminalKeychain = {
  read: () => Promise.resolve({ kind: 'away' }),
  keep: () => Promise.resolve(false),
  forget: () => Promise.resolve(),
};

const environment = (more: Record<string, string> = {}): Record<string, string> => ({
  HOME: home,
  XDG_DATA_HOME: '',
  OK_API_URL: emulator.address,
  OK_APPLICATION_KEY: emulator.applicationKey,
  ...more,
});

async function run(args: string[], given: { env?: Record<string, string>; lines?: string[] | null } = {}) {
  const end = await runMain(args, environment(given.env), undefined, {
    keychain,
    readSecretLines: (prompts) =>
      Promise.resolve(given.lines == null ? null : prompts.map((_, index) => given.lines?.[index] ?? '')),
  });
  return remember(end);
}
function remember(end: CliEnd): CliEnd {
  printed += end.stdout + end.stderr;
  return end;
}

async function freePort(): Promise<number> {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  await new Promise((resolve) => taken.close(resolve));
  return port;
}

/** A person at the browser, as in main/account/sign-in.test.ts. */
async function browse(address: string, decision: 'allow' | 'deny', rights?: string[]): Promise<void> {
  const body = new URLSearchParams(new URL(address).search);
  body.set('decision', decision);
  for (const right of rights ?? (body.get('scope') ?? '').split(';')) body.append('right', right);
  const consent = await fetch(`${emulator.address}oauth/authorize`, { method: 'POST', body, redirect: 'manual' });
  const back = new URL(consent.headers.get('location') ?? '');
  const text = (back.hash || back.search).slice(1);
  await fetch(`${back.origin}${back.pathname}`, { method: 'POST', headers: { origin: back.origin }, body: text });
}

async function loginByBrowser(decision: 'allow' | 'deny', more: string[] = [], rights?: string[]): Promise<CliEnd> {
  const redirect = `http://localhost:${await freePort()}/ok-photo-sync`;
  const { ended } = startMain(
    ['login', '--application-id', emulator.applicationId, '--redirect', redirect, ...more],
    environment(),
    undefined,
    { keychain, openBrowser: (address) => browse(address, decision, rights) },
  );
  return remember(await ended);
}

const token = (): string[] => [emulator.accessToken, emulator.sessionSecretKey];

test('a person signs in once in the browser; sync and whoami use it, and logout forgets it', async () => {
  const end = await loginByBrowser('allow');
  expect(end).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^Signed in: Анна Соколова \(570000000001\)\./u),
  });
  expect(end.stderr).toContain(`${emulator.address}oauth/authorize?`);

  const photos = join(home, 'photos');
  await makeLibrary(photos, 2);
  const data = ['--data', join(home, 'data')];
  expect(remember(await runMain(['sync', photos, ...data], environment(), undefined, { keychain }))).toMatchObject({
    status: 0,
  });
  expect(emulator.ledger().summary.photos).toBe(2);

  expect((await run(['whoami', '--json'])).objects).toEqual([
    { type: 'account', userId: '570000000001', name: 'Анна Соколова', keptIn: 'keychain', missingRights: [] },
  ]);
  const out = await run(['logout']);
  expect(out).toMatchObject({ status: 0, stderr: expect.stringContaining('https://ok.ru/settings/oauth') });
  expect(keychain.kept).toBeNull();
  expect(await run(['whoami'])).toMatchObject({ status: 3, stderr: expect.stringContaining('login') });
  expect(await run(['sync', photos, ...data])).toMatchObject({ status: 2, stderr: expect.stringContaining('login') });
  expect(await run(['logout'])).toMatchObject({ status: 0, stderr: expect.stringContaining('No sign-in was kept') });
});

test('refused, too few rights, Ctrl+C, a taken port: each is said and keeps nothing', async () => {
  expect(await loginByBrowser('deny')).toMatchObject({ status: 3, stderr: expect.stringContaining('refused') });
  const few = await loginByBrowser('allow', [], ['VALUABLE_ACCESS']);
  expect(few).toMatchObject({ status: 3, stderr: expect.stringContaining('PHOTO_CONTENT') });
  expect(await run(['whoami'])).toMatchObject({ status: 3, stderr: expect.stringContaining('PHOTO_CONTENT') });
  keychain.kept = null;

  const redirect = `http://localhost:${await freePort()}/x`;
  const args = ['login', '--application-id', '1', '--redirect', redirect];
  let opened: () => void = () => undefined;
  const isOpen = new Promise<void>((resolve) => (opened = resolve));
  const waiting = startMain(args, environment(), undefined, {
    keychain,
    openBrowser: () => Promise.resolve(opened()),
  });
  await isOpen;
  // The first attempt has the port.
  const second = await run(args);
  expect(second).toMatchObject({ status: 3, stderr: expect.stringContaining(new URL(redirect).port) });
  waiting.interruption.ask();
  expect(remember(await waiting.ended)).toMatchObject({ status: 130, stderr: expect.stringContaining('cancelled') });
  expect(keychain.kept).toBeNull();
});

test.for<[string, string[], RegExp]>([
  ['nothing', [], /There is no token/u],
  ['an address without its fragment', ['http://localhost:43117/ok-photo-sync', ''], /no sign-in|does not contain/iu],
  ['a token with spaces', ['tkn1 abc def', 'x'.repeat(32)], /token/iu],
  ['a token of VK', ['vk1.a.abcdefgh', 'x'.repeat(32)], /VKontakte/u],
  ['a token without its secret', ['tkn1DemoAccessTokenForTheEmulatorOnly', ''], /secret/iu],
  ['an unknown token', ['tkn1unknownunknownunknown', '0'.repeat(32)], /OK/u],
  [
    'an answer to another attempt',
    ['http://localhost:43117/x#access_token=tkn1aaaaaaaa&session_secret_key=bbbbbbbbbb&state=theirs', ''],
    /another|ignored/u,
  ],
])('--token with %s says what is wrong and keeps nothing', async ([, lines, complaint]) => {
  const end = await run(['login', '--token'], { lines: lines.length === 0 ? null : lines });
  expect(end.status).toBe(lines.length === 0 ? 2 : 3);
  expect(end.stderr).toMatch(complaint);
  expect(keychain.kept).toBeNull();
});

test('a token from stdin is checked by a call; its application must be the right one', async () => {
  const wrong = await run(['login', '--token', '--public-key', 'CWRONGKEYBABABABA'], { lines: token() });
  expect(wrong).toMatchObject({ status: 3 });
  expect(keychain.kept).toBeNull();
  const end = await run(['login', '--token', '--json'], { lines: token() });
  expect(end).toMatchObject({
    status: 0,
    objects: [{ type: 'signed_in', userId: '570000000001', keptIn: 'keychain' }],
  });
});

test('without a keychain nothing is asked until a file is wanted; the file is sealed and only its owner’s', async () => {
  Object.assign(keychain, noKeychain);
  const refused = await run(['login', '--token'], { lines: token() });
  expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('--keep-in-file') });
  expect(emulator.ledger().calls.length).toBe(0);

  expect(await run(['login', '--token', '--keep-in-file'], { lines: token() })).toMatchObject({ status: 0 });
  const folder = join(home, '.local', 'share', 'ok-photo-sync', 'account');
  for (const name of await readdir(folder)) {
    expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
    expect(await readFile(join(folder, name), 'latin1')).not.toContain(emulator.accessToken);
  }
  expect((await stat(folder)).mode & 0o077).toBe(0);
  expect(await run(['whoami'])).toMatchObject({ status: 0, stdout: expect.stringContaining(folder) });

  const file = join(folder, 'sign-in.bin');
  const sealed = await readFile(file);
  for (const damaged of [sealed.subarray(0, 20), Buffer.alloc(0), Buffer.from('nonsense')]) {
    await writeFile(file, damaged);
    expect(await run(['whoami'])).toMatchObject({ status: 3, stderr: expect.stringContaining(file) });
  }
  // Signing out removes what cannot be read, too.
  expect(await run(['logout'])).toMatchObject({ status: 0 });
  expect(await readdir(folder)).toEqual([]);
});

test.skipIf(process.getuid?.() === 0)('a folder that cannot be written is said', async () => {
  Object.assign(keychain, noKeychain);
  await chmod(home, 0o500);
  const end = await run(['login', '--token', '--keep-in-file'], { lines: token() });
  await chmod(home, 0o700);
  expect(end).toMatchObject({ status: 3, stderr: expect.stringContaining('could not be kept') });
});

test('a token that OK ended, and rights that are gone, have their sentences in both languages', async () => {
  await run(['login', '--token'], { lines: token() });
  emulator.tokens({ action: 'kill', code: 102 });
  for (const [LANG, said] of [
    ['en_US.UTF-8', /signed out|Sign in again/iu],
    ['ru_RU.UTF-8', /Войдите снова/u],
  ] as const)
    expect(await run(['whoami'], { env: { LANG } })).toMatchObject({ status: 3, stderr: expect.stringMatching(said) });
});

test('logout takes the rights back at OK when it is told to, and says when OK does not confirm', async () => {
  await run(['login', '--token'], { lines: token() });
  expect(await run(['logout', '--take-rights-back', '--json'])).toMatchObject({
    status: 0,
    objects: [{ type: 'signed_out', tookRightsBack: true }],
  });
  expect(emulator.ledger().calls.at(-1)).toMatchObject({ method: 'users.removeAppPermissions', outcome: 'ok' });
  const dead = await run(['login', '--token'], { lines: token() });
  expect(dead.status).toBe(3);
});

test('the environment wins over the kept sign-in, and half of it is a complaint', async () => {
  await run(['login', '--token'], { lines: token() });
  const full = { OK_ACCESS_TOKEN: emulator.accessToken, OK_SESSION_SECRET_KEY: emulator.sessionSecretKey };
  expect((await run(['whoami', '--json'], { env: full })).objects).toMatchObject([{ keptIn: 'environment' }]);
  const half = await run(['whoami'], { env: { OK_ACCESS_TOKEN: 'x' } });
  expect(half).toMatchObject({ status: 3, stderr: expect.stringContaining('OK_SESSION_SECRET_KEY') });
  const elsewhere = await run(['whoami'], { env: { OK_API_URL: 'http://127.0.0.1:9/' } });
  expect(elsewhere).toMatchObject({ status: 3, stderr: expect.stringContaining(emulator.address) });
});

test.for<[string, string[], Record<string, string>, RegExp]>([
  ['no application', ['login'], { OK_APPLICATION_KEY: '' }, /--application-id/u],
  ['no public key for a token', ['login', '--token'], { OK_APPLICATION_KEY: '' }, /--public-key/u],
  ['an id that is no number', ['login', '--application-id', 'abc'], {}, /number/u],
  ['a key with spaces', ['login', '--application-id', '5', '--public-key', 'AB CD EF GH'], {}, /no spaces/u],
  [
    'a return address elsewhere',
    ['login', '--application-id', '5', '--redirect', 'https://evil.example/'],
    {},
    /this computer/u,
  ],
  ['a service that is not OK', ['login', '--token'], { OK_API_URL: 'https://other.example/' }, /another service/u],
])('login with %s begins nothing', async ([, args, env, complaint]) => {
  const end = await run(args, { env, lines: token() });
  expect(end).toMatchObject({ status: 2, stderr: expect.stringMatching(complaint) });
});

test('the right for groups is asked for only with --groups, and sync then sends into a group', async () => {
  const rights = ['VALUABLE_ACCESS', 'PHOTO_CONTENT', 'LONG_ACCESS_TOKEN', 'GROUP_CONTENT'];
  const club = { gid: '55', name: 'Club', status: 'ADMIN', access: 'OPEN' } as const;
  emulator.set({ applicationRights: rights, rememberConsent: false, groups: [club] });
  const folder = join(home, 'photos');
  await makeLibrary(folder, 1, { width: 160, height: 120 });
  const sync = () => run(['sync', folder, '--group', '55', '--data', join(home, 'data')]);
  await loginByBrowser('allow');
  expect((await sync()).stderr).toContain('GROUP_CONTENT');
  expect((await loginByBrowser('allow', ['--groups'])).status).toBe(0);
  expect((await sync()).status).toBe(0);
  expect(emulator.ledger().photos).toMatchObject([{ groupId: '55' }]);
});
