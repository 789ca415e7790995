// The connected account: signs in and out, opens its library, and publishes its view to the window. The state is in
// connection-state.ts, the libraries in account-libraries.ts, one attempt to sign in under sign-in/.
import { randomBytes } from 'node:crypto';
import type { EngineCredentials } from '../../../shared/engine-wire.ts';
import type { AccountView } from '../../../shared/program-views.ts';
import type { Application, SignInFailure, SignInWay } from '../../../shared/sign-in.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { errorFields } from '../log/log.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { AccountLibraries } from './account-libraries.ts';
import type { AccountOptions } from './account-options.ts';
import { connectionStateAfter, connectionView, initialConnectionState, rightsLeft } from './connection-state.ts';
import type { ConnectionEvent } from './connection-state.ts';
import { SamePersonQuestion, type SignedIn } from './same-person-question.ts';
import type { SecretStore } from './secrets/secret-store.ts';
import type { Granted } from '../../account/answer.ts';
import { readPastedToken } from '../../account/pasted-token.ts';
import { SignInAttempts } from './sign-in/sign-in-attempts.ts';
import { answeredFailures, pastedFailures, type UserFailures } from '../../account/user-failures.ts';
import { newSignIn, readStoredSignIn, renewedSignIn, type StoredSignIn } from '../../account/stored-sign-in.ts';

export class ConnectedAccount {
  readonly #options: AccountOptions;
  readonly #libraries: AccountLibraries;
  readonly #attempts = new SignInAttempts();
  readonly #samePerson: SamePersonQuestion;
  #state = initialConnectionState;
  /** Of the last attempt: where the browser finds no way back, the person may paste its address. */
  #lastState: string | null = null;
  /** The view that the window got last, as JSON. */
  #published = '';
  /** Changes of the account run one after another: two at once would open two libraries. */
  #changes: Promise<unknown> = Promise.resolve();

  constructor(options: AccountOptions) {
    this.#options = options;
    this.#libraries = new AccountLibraries(options);
    this.#samePerson = new SamePersonQuestion({
      ...options,
      libraries: this.#libraries,
      state: () => this.#state,
      publish: (event) => void this.#publish(event),
      fail: (why, subject) => void this.#fail(why, subject),
      inTurn: (change) => this.#inTurn(change),
      enter: (signedIn) => this.#enter(signedIn),
      openReal: (userId) => this.#openReal(userId),
    });
  }

  view(): AccountView {
    return connectionView(this.#state, {
      application: this.#application(),
      isOwnApplication: this.#options.settings.get().application !== null,
      secrets: this.#options.secrets,
    });
  }

  /** Opens the library of the account in the settings; does nothing when none is chosen. */
  openChosen(): Promise<void> {
    return this.#inTurn(async () => {
      const { account, okUserId } = this.#options.settings.get();
      if (account === 'demo') await this.#openDemo();
      if (account === 'ok' && okUserId !== null) await this.#openStored(okUserId);
    });
  }

  /** Resolves when the library's processes are started; safe to repeat. */
  useDemo(): Promise<AccountView> {
    return this.#inTurn(async () => {
      this.#attempts.cancel();
      this.#samePerson.drop();
      await this.#openDemo();
      await this.#remember({ account: 'demo' });
      return this.view();
    });
  }

  /** Begins and does not wait: the view tells how it goes. A new attempt cancels the one before. */
  signIn(way: SignInWay): AccountView {
    this.#samePerson.cancel();
    this.#attempts.start(
      (signal, isCurrent) => this.#attempt(way, signal, isCurrent),
      (error, isCurrent) => {
        this.#options.log.error('sign_in.broken', errorFields(error));
        if (isCurrent) this.#fail('bad_answer');
      },
    );
    return this.#publish({ type: 'attempt_started', way });
  }

  /** Checks a pasted token by a call, and uses it like any other sign-in. An attempt that waits is given up for it. */
  async useToken(pasted: { token: string; secret: string }): Promise<AccountView> {
    const application = this.#application();
    if (application === null) return this.#fail('no_application');
    const answer = readPastedToken(pasted, this.#lastState);
    if (!answer.ok) return this.#fail(answer.why, answer.subject);
    this.#attempts.cancel();
    this.#samePerson.cancel();
    await this.#inTurn(() => this.#accept(application, answer.granted, () => true, pastedFailures));
    return this.view();
  }

  cancelSignIn(): AccountView {
    const wasAsked = this.#samePerson.cancel();
    return this.#attempts.cancel() || wasAsked ? this.#fail('cancelled') : this.view();
  }

  /** The answer to «is this the same person?». A «yes» is looked at by the engine before anything is believed. */
  async answerSamePerson(isSame: boolean): Promise<AccountView> {
    await this.#samePerson.answer(isSame);
    return this.view();
  }

  /** null: the application that came with the program. Rejects when the setting cannot be written. */
  async changeApplication(application: Application | null): Promise<AccountView> {
    await this.#options.settings.change({ application });
    return this.#publish({ type: 'application_changed' });
  }

  /** The person's answer to «there is no keychain». Rejects when the file cannot be written. */
  async keepSignIn(where: 'session' | 'file'): Promise<AccountView> {
    await this.#options.secrets.keepWithoutKeychain(where);
    await this.#remember({ keepSignIn: where });
    return this.#publish();
  }

  /** Lets the system ask the person to open a locked keychain, then uses the sign-in in it. */
  async openKeychain(): Promise<AccountView> {
    await this.#useKeychainOnceOpen(() => this.#options.secrets.unlock());
    return this.#publish();
  }

  /** Another program may have opened a locked keychain meanwhile. Asks the person nothing. */
  async recheckKeychain(): Promise<void> {
    await this.#useKeychainOnceOpen(() => this.#options.secrets.recheck());
    this.#publish();
  }

  /** Closes the library and forgets the tokens. Deletes neither photos nor the library. */
  signOut(endAccess: boolean): Promise<AccountView> {
    return this.#inTurn(async () => {
      this.#attempts.cancel();
      this.#samePerson.drop();
      await this.#libraries.close();
      const { stored } = this.#state;
      const isEnded = endAccess && stored !== null && (await this.#options.endAccess(stored.credentials));
      await this.#options.secrets.forget('sign-in');
      this.#publish({ type: 'signed_out', rights: rightsLeft(endAccess, isEnded) });
      await this.#remember({ account: 'none' });
      return this.view();
    });
  }

  /** A snapshot names the user and shows that the service accepted the token. */
  takeSnapshot(snapshot: Snapshot): void {
    if (this.#samePerson.takeSnapshot(snapshot)) return;
    if (this.#state.account.kind === 'none' || !snapshot.account) return;
    const renewed = this.#state.stored && renewedSignIn(this.#state.stored, this.#options.nowMs());
    if (renewed) void this.#keep({ type: 'sign_in_renewed', stored: renewed });
    const { userId, name } = snapshot.account;
    this.#publish({ type: 'user_confirmed', userId, name });
  }

  /** The demo service runs, at this address. */
  demoReady(credentials: EngineCredentials): void {
    this.#publish({ type: 'demo_ready', webAddress: credentials.apiAddress });
  }

  /** Cancels an attempt that still waits, and resolves when its port and its window are free. */
  close = (): Promise<void> => this.#attempts.close();

  #application = (): Application | null => this.#options.settings.get().application ?? this.#options.builtIn;

  /** Applies the event, and tells the window when its view has changed. */
  #publish(event?: ConnectionEvent): AccountView {
    if (event) this.#state = connectionStateAfter(this.#state, event);
    const view = this.view();
    const text = JSON.stringify(view);
    if (text !== this.#published) {
      this.#published = text;
      this.#options.onChange(view);
    }
    return view;
  }

  #fail(why: SignInFailure, subject = ''): AccountView {
    this.#options.log.info('sign_in.failed', { why });
    return this.#publish({ type: 'attempt_failed', why, subject });
  }

  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#changes.then(change, change);
    this.#changes = done.catch(() => undefined);
    return done;
  }

  async #openDemo(): Promise<void> {
    if (this.#state.account.kind === 'demo') return;
    await this.#libraries.openDemo(() => this.#publish({ type: 'demo_opened' }));
  }

  /** Opens the library with the sign-in in use, or without any. */
  async #openReal(userId: string): Promise<void> {
    await this.#libraries.openReal(userId, this.#state.stored?.credentials ?? null);
    this.#publish({ type: 'library_opened', userId, webAddress: this.#options.service.web });
  }

  /** Opens the library with the sign-in that the keychain has for this user. */
  async #openStored(userId: string): Promise<void> {
    const stored = await readStoredSignIn(this.#options.secrets, this.#options.service.api);
    const own = stored?.userId === userId ? stored : null;
    this.#state = connectionStateAfter(this.#state, { type: 'sign_in_read', stored: own });
    await this.#openReal(userId);
  }

  /** A setting that cannot be written still holds for this run. */
  async #remember(change: Parameters<SettingsStore['change']>[0]): Promise<void> {
    const { settings, log } = this.#options;
    await settings.change(change).catch((error: unknown) => log.warn('account.not_remembered', errorFields(error)));
  }

  /** The sign-in is in use from here on. false: it could not be kept for the next start. */
  async #keep(event: Extract<ConnectionEvent, { stored: StoredSignIn }>): Promise<boolean> {
    this.#state = connectionStateAfter(this.#state, event);
    try {
      await this.#options.secrets.keep('sign-in', JSON.stringify(event.stored));
      return true;
    } catch (error) {
      this.#options.log.warn('sign_in.not_kept', errorFields(error));
      return false;
    }
  }

  async #attempt(way: SignInWay, signal: AbortSignal, isCurrent: () => boolean): Promise<void> {
    const application = this.#application();
    const state = randomBytes(24).toString('base64url');
    this.#lastState = state;
    const { asksForGroups: withGroups } = this.#options.settings.get();
    const onBrowser = (): void => void this.#publish({ type: 'attempt_started', way: 'browser' });
    const answer = await this.#options.signInOnce({ application, way, signal, state, onBrowser, withGroups });
    if (!isCurrent()) return;
    if (!answer.ok) this.#fail(answer.why, answer.subject);
    else if (application) await this.#inTurn(() => this.#accept(application, answer.granted, isCurrent));
    if (!isCurrent()) return;
    this.#attempts.finish();
    if (answer.ok || answer.why === 'refused') this.#options.onAnswered();
  }

  /** The service gave a token: finds out whose it is, keeps it, and opens that user's library. */
  async #accept(
    application: Application,
    granted: Granted,
    isCurrent: () => boolean,
    failures: UserFailures = answeredFailures,
  ): Promise<void> {
    const { settings, service } = this.#options;
    const credentials: EngineCredentials = {
      apiAddress: service.api,
      applicationKey: application.publicKey,
      accessToken: granted.accessToken,
      signingSecret: granted.sessionSecretKey,
    };
    const user = await this.#options.fetchUser(credentials);
    if (!isCurrent()) return;
    if (typeof user === 'string') return void this.#fail(failures[user]);
    const signedIn = { application, stored: newSignIn(credentials, user, granted, this.#options.nowMs()) };
    if (this.#samePerson.asks(signedIn)) return;
    // Folders of one account never silently go to another: the person has to sign out first.
    const { okUserId } = settings.get();
    const isConnected = this.#state.account.kind === 'ok' && okUserId !== null;
    if (isConnected && okUserId !== user.userId) return void this.#fail('other_account', user.name);
    await this.#enter(signedIn);
  }

  /** The sign-in is in use, and its user's library is open. */
  async #enter({ application, stored }: SignedIn): Promise<void> {
    const { userId, rights } = stored;
    const isKept = await this.#keep({ type: 'sign_in_renewed', stored });
    await this.#openReal(userId);
    await this.#remember({ account: 'ok', okUserId: userId, okApplication: application.id });
    this.#options.log.info('sign_in.done', { rights: rights?.join(' ') ?? null });
    if (isKept) this.#publish({ type: 'attempt_done' });
    else this.#fail('not_kept');
  }

  /** Does nothing unless the keychain is locked. A library opened with a key of this run is opened again. */
  async #useKeychainOnceOpen(ask: SecretStore['unlock']): Promise<void> {
    const { secrets, settings, log } = this.#options;
    if (secrets.keptIn !== 'locked') return;
    const found = await ask().catch((error: unknown) => log.warn('secrets.not_kept', errorFields(error)));
    if (found !== 'open') return;
    await this.#inTurn(async () => {
      const { okUserId } = settings.get();
      if (this.#state.account.kind !== 'ok' || okUserId === null) return;
      await this.#libraries.close();
      await this.#openStored(okUserId);
    });
  }
}
