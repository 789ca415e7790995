// The connected account with real settings and secrets; processes and sign-in are recorded stand-ins.
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EngineCredentials } from '../../../shared/engine-wire.ts';
import type { AccountView } from '../../../shared/program-views.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { ConnectedAccount } from './connected-account.ts';
import { okService } from '../../account/ok-service.ts';
import { dataPaths } from '../start/paths.ts';
import { SecretStore } from './secrets/secret-store.ts';
import type { Keychain } from './secrets/keychain.ts';
import { openSettings } from '../settings/settings-store.ts';
import { notSignedIn } from '../../account/answer.ts';
import type { SignInAnswer } from '../../account/answer.ts';
import { recordedLog } from '../testing/recorded-log.ts';
import type { FetchedUser } from '../../account/fetch-user.ts';

const DAY_MS = 86_400_000;
const application = { id: '512', publicKey: 'CPUBLICKEY', redirect: 'http://localhost:43117/ok-photo-sync' };
const anna = { userId: '570', name: 'Анна' };
const rights = ['VALUABLE_ACCESS', 'PHOTO_CONTENT', 'LONG_ACCESS_TOKEN'];
const token = (accessToken: string): SignInAnswer => ({
  ok: true,
  granted: { accessToken, sessionSecretKey: 'secret-key', expiresInSeconds: 30 * 86_400, rights },
});
const reversing: Keychain = {
  available: () => true,
  encrypt: (text) => Buffer.from(text).reverse(),
  decrypt: (sealed) => Buffer.from(sealed).reverse().toString(),
};

function open(at = mkdtempSync(join(tmpdir(), 'ok-photo-sync-account-')), keychain: Keychain = reversing) {
  const done: string[] = [];
  const views: AccountView[] = [];
  let library: string | null = null;
  const world = {
    nowMs: 1_700_000_000_000,
    answer: (): Promise<SignInAnswer> => Promise.resolve(token('token-1')),
    who: (): Promise<FetchedUser> => Promise.resolve(anna),
    signals: [] as AbortSignal[],
    endsAccess: true,
    asked: (_state: string): void => undefined,
  };
  const log = recordedLog();
  const settings = openSettings(join(at, 'settings.json'), log, 0);
  const tokenOf = (credentials: EngineCredentials | null) => credentials?.accessToken ?? 'nobody';
  const account = new ConnectedAccount({
    paths: dataPaths(at),
    settings,
    secrets: new SecretStore(at, keychain, log, () => 0, settings.get().keepSignIn),
    service: okService({}),
    builtIn: application,
    processes: {
      openDemo: async ({ dataFolder }) => void done.push(`demo ${(library = dataFolder)}`),
      openReal: async ({ dataFolder, waitsForKeyring }, credentials) =>
        void done.push(`${(library = dataFolder)} ${waitsForKeyring === true ? 'locked' : tokenOf(credentials)}`),
      close: async () => void done.push(`close ${String((library = null))}`),
      sendCredentials: (credentials, isSamePerson = false) =>
        void done.push(`tell ${tokenOf(credentials)}${isSamePerson ? ' of the same person' : ''}`),
      get libraryFolder() {
        return library;
      },
    },
    signInOnce: ({ signal, state }) => {
      world.signals.push(signal);
      world.asked(state);
      return world.answer();
    },
    fetchUser: () => world.who(),
    endAccess: () => Promise.resolve(world.endsAccess),
    nowMs: () => world.nowMs,
    log,
    onChange: (view) => views.push(view),
    onAnswered: () => done.push('answered'),
  });
  const signInToEnd = async () => {
    account.signIn('browser');
    await expect.poll(() => account.view().signIn.state.kind).not.toBe('waiting');
  };
  return { at, account, settings, done, views, world, log, signInToEnd };
}

const state = ({ account }: ReturnType<typeof open>) => account.view().signIn.state;

test('signing in opens the library of that user, and the next start finds both again', async () => {
  const first = open();
  await first.signInToEnd();
  const folder = join(first.at, 'accounts', '570', 'library');
  expect(first.done).toEqual([`${folder} token-1`, 'answered']);
  expect(first.account.view()).toMatchObject({ kind: 'ok', ...anna, rights, signIn: { signedIn: true } });
  expect(first.views.map((view) => view.signIn.state.kind)).toContain('waiting');
  expect(JSON.stringify([first.views, first.log])).not.toMatch(/token-1|secret-key/);
  expect(readFileSync(join(first.at, 'settings.json'), 'utf8')).not.toMatch(/token-1|secret-key/);

  const next = open(first.at);
  await next.account.openChosen();
  expect(next.done).toEqual([`${folder} token-1`]);
  expect(next.account.view()).toMatchObject({ kind: 'ok', userId: '570', signIn: { signedIn: true } });
});

test('signing in again gives the running library its new token and restarts nothing', async () => {
  const now = open();
  await now.signInToEnd();
  now.done.length = 0;
  now.world.answer = () => Promise.resolve(token('token-2'));
  await now.signInToEnd();
  expect(now.done).toEqual(['tell token-2', 'answered']);
});

test('another user is refused while a library is open; after signing out each user has their own', async () => {
  const now = open();
  await now.signInToEnd();
  now.world.who = () => Promise.resolve({ userId: '580', name: 'Борис' });
  now.done.length = 0;
  await now.signInToEnd();
  expect(state(now)).toEqual({ kind: 'failed', why: 'other_account', subject: 'Борис' });
  expect(now.done.filter((what) => what !== 'answered')).toEqual([]);
  expect(now.account.view()).toMatchObject({ kind: 'ok', userId: '570', signIn: { signedIn: true } });

  await now.account.signOut(false);
  expect(state(now)).toEqual({ kind: 'signed_out', rights: 'kept' });
  expect(now.account.view()).toMatchObject({ kind: 'none', userId: null, rights: null });
  await now.signInToEnd();
  expect(now.done.at(-2)).toBe(`${join(now.at, 'accounts', '580', 'library')} token-1`);
});

test.for<[boolean, string]>([
  [true, 'taken_back'],
  [false, 'not_confirmed'],
])('whoever ends the access, too, is told what the service says: %s', async ([confirms, rights]) => {
  const now = open();
  now.world.endsAccess = confirms;
  await now.signInToEnd();
  await now.account.signOut(true);
  expect(state(now)).toEqual({ kind: 'signed_out', rights });
});

test('signing out forgets the token: the next start opens nothing', async () => {
  const now = open();
  await now.signInToEnd();
  await now.account.signOut(false);
  expect(readdirSync(now.at)).not.toContain('sign-in.bin');
  const next = open(now.at);
  await next.account.openChosen();
  expect(next.done).toEqual([]);
});

test('every failure is shown with its reason and changes nothing', async () => {
  const now = open();
  now.world.answer = () => Promise.resolve(notSignedIn('port_in_use', '43117'));
  await now.signInToEnd();
  expect(state(now)).toEqual({ kind: 'failed', why: 'port_in_use', subject: '43117' });
  now.world.answer = () => Promise.resolve(token('token-1'));
  for (const [who, why] of [
    ['wrong_key', 'wrong_key'],
    ['not_answering', 'not_answering'],
    ['refused', 'not_answering'],
  ] as const) {
    now.world.who = () => Promise.resolve(who);
    await now.signInToEnd();
    expect(state(now)).toMatchObject({ kind: 'failed', why });
  }
  expect(now.account.view()).toMatchObject({ kind: 'none', signIn: { signedIn: false } });
  expect(readdirSync(now.at)).toEqual([]);
});

test('an answer after the person cancelled is ignored, and a new attempt cancels the one before', async () => {
  const now = open();
  let answer: (given: SignInAnswer) => void = () => undefined;
  now.world.answer = () => new Promise((resolve) => (answer = resolve));
  now.account.signIn('browser');
  await expect.poll(() => now.world.signals.length).toBe(1);
  now.account.cancelSignIn();
  expect(now.world.signals[0]?.aborted).toBe(true);
  expect(state(now)).toMatchObject({ kind: 'failed', why: 'cancelled' });
  now.account.signIn('window');
  // The port of the first one must be free before the second begins.
  expect(now.world.signals).toHaveLength(1);
  answer(token('late'));
  await expect.poll(() => now.world.signals.length).toBe(2);
  expect(state(now)).toEqual({ kind: 'waiting', way: 'window' });
  answer(token('in-time'));
  await expect.poll(() => now.account.view().kind).toBe('ok');
  expect(now.done[0]).toContain('in-time');
});

test('without a keychain the sign-in lasts for this run, unless the person wants a file', async () => {
  const none: Keychain = { ...reversing, available: () => false };
  const first = open(undefined, none);
  await first.signInToEnd();
  expect(first.account.view().signIn.keptIn).toBe('ask');
  const forgetful = open(first.at, none);
  await forgetful.account.openChosen();
  expect(forgetful.account.view()).toMatchObject({ kind: 'ok', userId: '570', signIn: { signedIn: false } });
  expect(forgetful.done[0]).toContain('nobody');

  expect((await first.account.keepSignIn('file')).signIn.keptIn).toBe('file');
  const next = open(first.at, none);
  await next.account.openChosen();
  expect(next.account.view().signIn).toMatchObject({ signedIn: true, keptIn: 'file' });
  for (const file of ['settings.json', 'sign-in.file.bin', 'seal-key.file.bin'])
    expect(readFileSync(join(first.at, file)).includes('token-1')).toBe(false);

  await next.account.keepSignIn('session');
  expect(readdirSync(first.at).filter((name) => name.endsWith('.bin') || name.endsWith('.key'))).toEqual([]);
  expect(next.account.view().signIn).toMatchObject({ signedIn: true, keptIn: 'session' });
});

test('use moves the end of a token with the long right on', async () => {
  const now = open();
  await now.signInToEnd();
  const before = now.account.view().signIn.expiresMs ?? 0;
  expect(before).toBe(now.world.nowMs + 30 * DAY_MS);
  now.world.nowMs += 2 * DAY_MS;
  now.account.takeSnapshot({ account: { ...anna, photos: 0 } } as unknown as Snapshot);
  expect(now.account.view().signIn.expiresMs).toBe(before + 2 * DAY_MS);
});

test('the person’s own application takes the place of the built-in one', async () => {
  const now = open();
  expect(now.account.view().signIn).toMatchObject({ application, ownApplication: false, ways: ['browser', 'window'] });
  const own = { ...application, redirect: 'https://api.ok.ru/blank.html' };
  expect((await now.account.changeApplication(own)).signIn).toMatchObject({ ownApplication: true, ways: ['window'] });
  expect((await now.account.changeApplication(null)).signIn).toMatchObject({ application, ownApplication: false });
});

/** `reversing`, behind a lock. While it is locked, every question but `readState` would block the program. */
function behindLock(): { chain: Keychain; world: { isLocked: boolean; opens: boolean } } {
  const world = { isLocked: false, opens: true };
  const state = () => Promise.resolve(world.isLocked ? ('locked' as const) : ('open' as const));
  const onlyOpen = <T>(run: () => T): T => {
    if (world.isLocked) throw new Error('stopped until a person answers');
    return run();
  };
  const chain: Keychain = {
    readState: state,
    unlock() {
      if (world.opens) world.isLocked = false;
      return state();
    },
    available: () => onlyOpen(() => true),
    encrypt: (text) => onlyOpen(() => reversing.encrypt(text)),
    decrypt: (sealed) => onlyOpen(() => reversing.decrypt(sealed)),
  };
  return { chain, world };
}

test('with a locked keychain the library waits until unlocking brings the sign-in back', async () => {
  const { chain, world } = behindLock();
  const first = open(undefined, chain);
  await first.signInToEnd();
  const folder = join(first.at, 'accounts', '570', 'library');

  world.isLocked = true;
  const next = open(first.at, chain);
  await next.account.openChosen();
  expect(next.done).toEqual([`${folder} locked`]);
  const view = { kind: 'ok', keychain: true, signIn: { signedIn: false, keptIn: 'locked', state: { kind: 'idle' } } };
  expect(next.account.view()).toMatchObject(view);

  world.opens = false;
  expect(await next.account.openKeychain()).toMatchObject(view);
  await next.account.recheckKeychain();
  expect(next.done).toEqual([`${folder} locked`]);

  world.opens = true;
  const opened = await next.account.openKeychain();
  expect(opened).toMatchObject({ signIn: { signedIn: true, keptIn: 'keychain' } });
  expect(next.done.slice(1)).toEqual(['close null', `${folder} token-1`]);
});

test('a keychain that another program opens is noticed', async () => {
  const { chain, world } = behindLock();
  const first = open(undefined, chain);
  await first.signInToEnd();
  world.isLocked = true;
  const next = open(first.at, chain);
  await next.account.openChosen();
  world.isLocked = false;
  await next.account.recheckKeychain();
  expect(next.account.view().signIn).toMatchObject({ signedIn: true, keptIn: 'keychain' });
  const { length } = next.done;
  await next.account.recheckKeychain();
  expect(next.done).toHaveLength(length);
});

test('a sign-in while the keychain is locked works, and is kept when the keychain opens', async () => {
  const { chain, world } = behindLock();
  world.isLocked = true;
  const now = open(undefined, chain);
  await now.signInToEnd();
  expect(now.account.view().signIn).toMatchObject({ signedIn: true, keptIn: 'locked', state: { kind: 'idle' } });
  world.isLocked = false;
  await now.account.recheckKeychain();
  const next = open(now.at, chain);
  await next.account.openChosen();
  expect(next.account.view().signIn).toMatchObject({ signedIn: true, keptIn: 'keychain' });
});

test('neither the demo account nor a start without an account asks the keychain anything', async () => {
  const never = (): never => {
    throw new Error('asked');
  };
  const silent: Keychain = { readState: never, unlock: never, available: never, encrypt: never, decrypt: never };
  const withoutAccount = open(undefined, silent);
  await withoutAccount.account.openChosen();
  await withoutAccount.account.useDemo();
  const again = open(withoutAccount.at, silent);
  await again.account.openChosen();
  expect(again.account.view()).toMatchObject({ kind: 'demo', keychain: true });
  await again.account.recheckKeychain();
});

test('a pasted token is checked, named and kept like any other sign-in', async () => {
  const { account, world, done } = open();
  const view = await account.useToken({ token: ' tkn1pasted-token ', secret: '00112233445566778899aabbccddeeff' });
  expect(view).toMatchObject({ kind: 'ok', userId: anna.userId, name: anna.name });
  expect(view.signIn).toMatchObject({ signedIn: true, state: { kind: 'idle' } });
  expect(done.at(-1)).toContain('tkn1pasted-token');
  expect(world.signals).toEqual([]);
});

test('a pasted token that is refused changes nothing, and says why', async () => {
  const { account, world, done } = open();
  const use = async (token: string, secret = 'secret-key'): Promise<unknown> =>
    (await account.useToken({ token, secret })).signIn.state;
  world.who = () => Promise.resolve('refused');
  expect(await use('tkn1pasted-token')).toMatchObject({ kind: 'failed', why: 'token_refused' });
  world.who = () => Promise.resolve('wrong_key');
  expect(await use('tkn1pasted-token')).toMatchObject({ why: 'token_mismatch' });
  world.who = () => Promise.resolve('not_answering');
  expect(await use('tkn1pasted-token')).toMatchObject({ why: 'not_answering' });
  expect(await use('https://oauth.mycdn.me/blank.html')).toMatchObject({ why: 'no_fragment' });
  expect(await use('tkn1pasted-token', '')).toMatchObject({ why: 'no_secret' });
  expect(done).toEqual([]);
  expect(account.view().kind).toBe('none');
});

test('while an attempt waits for the browser, the address that it stopped at is taken, and the attempt ends', async () => {
  const { account, world } = open();
  world.answer = () => new Promise(() => undefined);
  let state = '';
  world.asked = (given) => (state = given);
  account.signIn('browser');
  await expect.poll(() => state).not.toBe('');
  const address = `http://localhost:43117/ok-photo-sync#access_token=token-of-address&session_secret_key=secret-key&state=`;
  expect((await account.useToken({ token: `${address}other`, secret: '' })).signIn.state).toMatchObject({
    why: 'wrong_state',
  });
  const view = await account.useToken({ token: address + state, secret: '' });
  expect(view).toMatchObject({ kind: 'ok', signIn: { signedIn: true, state: { kind: 'idle' } } });
  expect(world.signals[0]?.aborted).toBe(true);
});

test('folders of one account do not go to the owner of a pasted token', async () => {
  const { account, world } = open();
  await account.useToken({ token: 'tkn1pasted-token', secret: 'secret-key' });
  world.who = () => Promise.resolve({ userId: '571', name: 'Борис' });
  const view = await account.useToken({ token: 'tkn1other-token', secret: 'secret-key' });
  expect(view).toMatchObject({ userId: anna.userId, signIn: { state: { why: 'other_account', subject: 'Борис' } } });
});

const otherApplication = { ...application, id: '513', publicKey: 'COTHERKEY' };
const annaThere = { userId: '581', name: 'Анна' };
const says = (now: ReturnType<typeof open>, snapshot: object): void =>
  now.account.takeSnapshot({ account: null, trouble: null, ...snapshot } as unknown as Snapshot);
const libraryOf = ({ at }: ReturnType<typeof open>, userId: string): string => join(at, 'accounts', userId, 'library');

/** Signed in, then through another application, which names another id. */
async function askedAboutPerson() {
  const now = open();
  await now.signInToEnd();
  await now.account.changeApplication(otherApplication);
  now.world.who = () => Promise.resolve(annaThere);
  now.world.answer = () => Promise.resolve(token('token-2'));
  now.done.length = 0;
  await now.signInToEnd();
  return now;
}

test('another application with another id asks; what the engine finds gives the library its new id', async () => {
  const now = await askedAboutPerson();
  expect(state(now)).toEqual({ kind: 'asks_same_person', name: 'Анна' });
  expect(now.done).toEqual(['answered']);
  expect(now.account.view()).toMatchObject({ kind: 'ok', userId: '570', signIn: { signedIn: true } });

  await now.account.answerSamePerson(true);
  expect(state(now)).toEqual({ kind: 'checks_person', name: 'Анна' });
  expect(now.done.at(-1)).toBe('tell token-2 of the same person');
  says(now, { trouble: { kind: 'resting', untilMs: 1, code: 11 } });
  expect(state(now)).toMatchObject({ kind: 'checks_person' });
  says(now, { account: { ...annaThere, photos: 2 } });
  await expect.poll(() => state(now)).toEqual({ kind: 'idle' });
  expect(now.done.slice(-2)).toEqual(['close null', `${libraryOf(now, '581')} token-2`]);
  expect(existsSync(libraryOf(now, '570'))).toBe(false);

  const next = open(now.at);
  await next.account.openChosen();
  expect(next.done).toEqual([`${libraryOf(now, '581')} token-2`]);
});

test('a wrong «yes»: the library goes back to the sign-in before it', async () => {
  const now = await askedAboutPerson();
  await now.account.answerSamePerson(true);
  says(now, { trouble: { kind: 'other_account', expected: '570', why: 'nothing_found' } });
  await expect.poll(() => state(now)).toEqual({ kind: 'failed', why: 'nothing_found', subject: 'Анна' });
  expect(now.done.at(-1)).toBe('tell token-1');
  expect(now.account.view()).toMatchObject({ kind: 'ok', userId: '570', signIn: { signedIn: true } });
});

test('«no» while a library is open changes nothing; «cancel» gives up what is looked at', async () => {
  const now = await askedAboutPerson();
  await now.account.answerSamePerson(false);
  expect(state(now)).toEqual({ kind: 'failed', why: 'other_account', subject: 'Анна' });
  expect(now.done).toEqual(['answered']);
  await now.signInToEnd();
  await now.account.answerSamePerson(true);
  now.account.cancelSignIn();
  expect(state(now)).toMatchObject({ why: 'cancelled' });
  await expect.poll(() => now.done.at(-1)).toBe('tell token-1');
  // An answer to a question that is no longer asked, and a late word of the engine.
  await now.account.answerSamePerson(true);
  says(now, { account: { ...annaThere, photos: 2 } });
  expect(state(now)).toMatchObject({ why: 'cancelled' });
});

test('after signing out «no» opens a library of one’s own, and a wrong «yes» leaves none open', async () => {
  const now = await askedAboutPerson();
  await now.account.signOut(false);
  await now.signInToEnd();
  expect(state(now)).toMatchObject({ kind: 'asks_same_person' });
  await now.account.answerSamePerson(true);
  expect(now.done.at(-1)).toContain(libraryOf(now, '570'));
  says(now, { trouble: { kind: 'other_account', expected: '570', why: 'nothing_found' } });
  await expect.poll(() => now.done.at(-1)).toBe('close null');
  expect(now.account.view()).toMatchObject({ kind: 'none' });
  await now.signInToEnd();
  await now.account.answerSamePerson(false);
  expect(now.done.at(-1)).toBe(`${libraryOf(now, '581')} token-2`);
  expect(existsSync(libraryOf(now, '570'))).toBe(true);
});
