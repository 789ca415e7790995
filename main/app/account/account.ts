// Whose account is connected, and what the window is told about it. Opens its library; the sign-in itself happens elsewhere.
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { EngineCredentials } from '../../../shared/engine-wire.ts';
import type { AccountView } from '../../../shared/ipc.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { longRight, noSignIn, waysOf } from '../../../shared/sign-in.ts';
import type { Application, SignInFailure, SignInState, SignInWay } from '../../../shared/sign-in.ts';
import { errorFields } from '../log/log.ts';
import type { ShellLog } from '../log/log.ts';
import type { OkService } from './ok-service.ts';
import type { DataPaths } from '../start/paths.ts';
import type { Library, Processes } from '../processes/processes.ts';
import type { SecretStore } from './secrets/secrets.ts';
import { engineSettingsOf, type SettingsStore } from '../settings/settings-store.ts';
import type { Granted, SignInAnswer } from './sign-in/answer.ts';
import { readStoredSignIn } from './stored-sign-in.ts';
import type { StoredSignIn } from './stored-sign-in.ts';
import type { FetchedUser } from './fetch-user.ts';

export interface ConnectedAccount {
  view(): AccountView;
  /** Opens the library of the account in the settings; nothing when none is chosen. */
  openChosen(): Promise<void>;
  /** Resolves when the library's processes are started; safe to repeat. */
  useDemo(): Promise<AccountView>;
  /** Begins and does not wait: how it goes is in the view. A new one ends the one before. */
  signIn(way: SignInWay): AccountView;
  cancelSignIn(): AccountView;
  /** null: the one that came with the program. */
  changeApplication(application: Application | null): Promise<AccountView>;
  /** The person's answer to «there is no keychain». */
  keepSignIn(where: 'session' | 'file'): Promise<AccountView>;
  /** Lets the system ask the person to open the keychain, and goes on with what it holds. */
  openKeychain(): Promise<AccountView>;
  /** A locked keychain may have been opened by somebody else meanwhile. Asks nobody. */
  recheckKeychain(): Promise<void>;
  /** Closes the library and forgets the tokens. Nothing is deleted: neither photos nor what is known about them. */
  signOut(): Promise<AccountView>;
  /** The engine's latest word on who we are. */
  takeSnapshot(snapshot: Snapshot): void;
  /** The demo service is up, at this address. */
  demoReady(credentials: EngineCredentials): void;
  /** Ends an attempt that still waits, so that its port and its window are free. */
  close(): Promise<void>;
}

export interface AccountOptions {
  paths: DataPaths;
  processes: Pick<Processes, 'openDemo' | 'openReal' | 'close' | 'sendCredentials' | 'libraryFolder'>;
  settings: SettingsStore;
  secrets: SecretStore;
  service: OkService;
  /** The application that came with the program. */
  builtIn: Application | null;
  signInOnce: (asked: {
    application: Application | null;
    way: SignInWay;
    signal: AbortSignal;
  }) => Promise<SignInAnswer>;
  fetchUser: (credentials: EngineCredentials) => Promise<FetchedUser>;
  nowMs: () => number;
  log: ShellLog;
  onChange: (view: AccountView) => void;
  /** The person is somewhere else, in a browser perhaps, and has finished there. */
  onAnswered: () => void;
}

/** A token with the right to stay is moved on by use, at most once a day (docs/ok-api.md). */
const DAY_MS = 86_400_000;

/** What the demo service hands out is no secret, and nobody is asked for a password because of it. */
const demoSealKey = createHash('sha256').update('demo').digest('base64');

export function createAccount(options: AccountOptions): ConnectedAccount {
  const { paths, settings, secrets, service, log } = options;
  const nobody: Omit<AccountView, 'signIn' | 'keychain'> = {
    kind: 'none',
    userId: null,
    name: null,
    rights: null,
    webAddress: null,
  };
  let who = nobody;
  let state: SignInState = { kind: 'idle' };
  let signedIn: StoredSignIn | null = null;
  let told = '';
  /** One change of accounts after another: two at once would open two libraries. */
  let turn: Promise<unknown> = Promise.resolve();
  let attempt: AbortController | null = null;
  /** The port of one attempt must be free before the next one asks for it. */
  let attempts: Promise<unknown> = Promise.resolve();

  const application = (): Application | null => settings.get().application ?? options.builtIn;

  const view = (): AccountView => {
    const named = application();
    return {
      ...who,
      keychain: secrets.keychain,
      signIn: {
        ...noSignIn,
        state,
        application: named,
        ownApplication: settings.get().application !== null,
        ways: named ? waysOf(named.redirect) : [],
        signedIn: who.kind === 'ok' && signedIn !== null,
        expiresMs: who.kind === 'ok' ? (signedIn?.expiresMs ?? null) : null,
        keptIn: secrets.keptIn,
      },
    };
  };

  const show = (change: { who?: typeof who; state?: SignInState } = {}): AccountView => {
    who = change.who ?? who;
    state = change.state ?? state;
    const now = view();
    const text = JSON.stringify(now);
    if (text !== told) {
      told = text;
      options.onChange(now);
    }
    return now;
  };
  const fail = (why: SignInFailure, subject = ''): AccountView => {
    log.info('sign_in.failed', { why });
    return show({ state: { kind: 'failed', why, subject: subject.slice(0, 200) } });
  };

  const library = async (folder: string, sealKey: string): Promise<Library> => {
    await mkdir(folder, { recursive: true });
    return { dataFolder: folder, sealKey, settings: engineSettingsOf(settings.get()) };
  };

  const openDemo = async (): Promise<void> => {
    if (who.kind === 'demo') return;
    await mkdir(paths.demoService, { recursive: true });
    const demoLibrary = await library(paths.libraries.demo, demoSealKey);
    show({ who: { ...nobody, kind: 'demo' }, state: { kind: 'idle' } });
    await options.processes.openDemo(demoLibrary, paths.demoService);
  };

  const openReal = async (userId: string): Promise<void> => {
    const folder = paths.libraries.ok(userId);
    const credentials = signedIn?.credentials ?? null;
    const person = { userId, name: signedIn?.name ?? null, rights: signedIn?.rights ?? null };
    const open = who.kind === 'ok' && options.processes.libraryFolder === folder;
    if (open) options.processes.sendCredentials(credentials);
    else {
      const opened = await library(folder, await secrets.sealKey());
      const waitsForKeyring = credentials === null && secrets.keptIn === 'locked';
      await options.processes.openReal({ ...opened, waitsForKeyring }, credentials);
    }
    show({ who: { ...nobody, kind: 'ok', ...person, webAddress: service.web } });
  };

  /** What cannot be remembered still holds for this run. */
  const remember = async (change: Parameters<SettingsStore['change']>[0]): Promise<void> => {
    await settings.change(change).catch((error: unknown) => log.warn('account.not_remembered', errorFields(error)));
  };

  const keep = async (next: StoredSignIn): Promise<boolean> => {
    signedIn = next;
    return secrets.keep('sign-in', JSON.stringify(next)).then(
      () => true,
      (error: unknown) => {
        log.warn('sign_in.not_kept', errorFields(error));
        return false;
      },
    );
  };

  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const done = turn.then(run, run);
    turn = done.catch(() => undefined);
    return done;
  };

  /** A token is there: whose is it, and which library does it open? */
  const accept = async (mine: AbortController, named: Application, granted: Granted): Promise<AccountView> => {
    const credentials: EngineCredentials = {
      apiAddress: service.api,
      applicationKey: named.publicKey,
      accessToken: granted.accessToken,
      signingSecret: granted.sessionSecretKey,
    };
    const person = await options.fetchUser(credentials);
    if (attempt !== mine) return view();
    if (person === 'wrong_key') return fail('wrong_key');
    if (typeof person === 'string') return fail('not_answering');
    // Folders that go to one account never silently go to another: signing out first is saying so.
    const before = settings.get().okUserId;
    if (who.kind === 'ok' && before !== null && before !== person.userId) return fail('other_account', person.name);

    const nowMs = options.nowMs();
    const kept = await keep({
      credentials,
      ...person,
      rights: granted.rights,
      grantedMs: nowMs,
      expiresMs: granted.expiresInSeconds === null ? null : nowMs + granted.expiresInSeconds * 1_000,
    });
    await openReal(person.userId);
    await remember({ account: 'ok', okUserId: person.userId });
    log.info('sign_in.done', { rights: granted.rights?.join(' ') ?? null });
    return kept ? show({ state: { kind: 'idle' } }) : fail('not_kept');
  };

  const run = async (mine: AbortController, way: SignInWay): Promise<void> => {
    if (attempt !== mine) return;
    const named = application();
    const answer = await options.signInOnce({ application: named, way, signal: mine.signal });
    if (attempt !== mine) return;
    if (answer.ok && named) await inTurn(() => accept(mine, named, answer.granted));
    else if (!answer.ok) fail(answer.why, answer.subject);
    if (attempt !== mine) return;
    attempt = null;
    if (answer.ok || answer.why === 'refused') options.onAnswered();
  };

  const readKept = async (userId: string): Promise<void> => {
    const kept = await readStoredSignIn(secrets, service.api);
    signedIn = kept?.userId === userId ? kept : null;
  };

  /** What was opened with a key of this run is opened with the kept one. */
  const keychainIsOpen = (): Promise<void> =>
    inTurn(async () => {
      const { okUserId } = settings.get();
      if (who.kind !== 'ok' || okUserId === null) return;
      await options.processes.close();
      await readKept(okUserId);
      await openReal(okUserId);
    });

  const whenOpened = async (ask: SecretStore['unlock']): Promise<void> => {
    if (secrets.keptIn !== 'locked') return;
    const found = await ask().catch((error: unknown) => log.warn('secrets.not_kept', errorFields(error)));
    if (found === 'open') await keychainIsOpen();
  };

  const stopAttempt = (): void => {
    attempt?.abort();
    attempt = null;
  };

  return {
    view,
    openChosen: () =>
      inTurn(async () => {
        const { account, okUserId } = settings.get();
        if (account === 'demo') await openDemo();
        if (account !== 'ok' || okUserId === null) return;
        await readKept(okUserId);
        await openReal(okUserId);
      }),
    useDemo: () =>
      inTurn(async () => {
        stopAttempt();
        await openDemo();
        await remember({ account: 'demo' });
        return view();
      }),
    signIn(way) {
      stopAttempt();
      const mine = new AbortController();
      attempt = mine;
      attempts = attempts
        .then(() => run(mine, way))
        .catch((error: unknown) => {
          log.error('sign_in.broken', errorFields(error));
          if (attempt === mine) fail('bad_answer');
        });
      return show({ state: { kind: 'waiting', way } });
    },
    cancelSignIn() {
      if (attempt === null) return view();
      stopAttempt();
      return fail('cancelled');
    },
    async changeApplication(named) {
      await settings.change({ application: named });
      return show(state.kind === 'failed' ? { state: { kind: 'idle' } } : {});
    },
    async keepSignIn(where) {
      await secrets.keepWithoutKeychain(where);
      await remember({ keepSignIn: where });
      return show();
    },
    async openKeychain() {
      await whenOpened(secrets.unlock);
      return show();
    },
    async recheckKeychain() {
      await whenOpened(secrets.recheck);
      show();
    },
    signOut: () =>
      inTurn(async () => {
        stopAttempt();
        const left: SignInState = who.kind === 'ok' ? { kind: 'signed_out' } : { kind: 'idle' };
        await options.processes.close();
        await secrets.forget('sign-in');
        signedIn = null;
        show({ who: nobody, state: left });
        await remember({ account: 'none' });
        return view();
      }),
    takeSnapshot(snapshot) {
      if (who.kind === 'none' || !snapshot.account) return;
      const { userId, name } = snapshot.account;
      const nowMs = options.nowMs();
      // The service has just answered with this token, so it has moved its end on.
      if (signedIn?.expiresMs && signedIn.rights?.includes(longRight) && nowMs - signedIn.grantedMs > DAY_MS) {
        const lifeMs = signedIn.expiresMs - signedIn.grantedMs;
        void keep({ ...signedIn, grantedMs: nowMs, expiresMs: nowMs + lifeMs });
      }
      show({ who: { ...who, userId, name } });
    },
    demoReady(credentials) {
      if (who.kind === 'demo') show({ who: { ...who, webAddress: credentials.apiAddress } });
    },
    async close() {
      stopAttempt();
      await attempts;
    },
  };
}
