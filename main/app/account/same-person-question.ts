// Another application names another id for whoever signed in: is it the person whose library this is? Holds the
// sign-in from the question to what the engine has found.
import type { Application, SignInFailure } from '../../../shared/sign-in.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { StoredSignIn } from '../../account/stored-sign-in.ts';
import { errorFields } from '../log/log.ts';
import type { AppLog } from '../log/log.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { AccountLibraries } from './account-libraries.ts';
import type { ConnectionEvent, ConnectionState } from './connection-state.ts';

/** A person has signed in through an application. */
export interface SignedIn {
  application: Application;
  stored: StoredSignIn;
}

/** Whom the library of the settings belongs to, and through which application. */
interface LibraryPerson {
  userId: string | null;
  applicationId: string | null;
  /** Of the sign-in in use. */
  applicationKey: string | null;
}

/** An id of the same application is never another's; of another one it may be. */
export function mayBeSamePerson({ application, stored }: SignedIn, library: LibraryPerson): boolean {
  if (library.userId === null || library.userId === stored.userId) return false;
  if (library.applicationId !== null) return library.applicationId !== application.id;
  return library.applicationKey !== null && library.applicationKey !== application.publicKey;
}

/** The account that the question belongs to. */
export interface QuestionPorts {
  settings: Pick<SettingsStore, 'get'>;
  libraries: Pick<AccountLibraries, 'openReal' | 'openDemo' | 'close' | 'isThere' | 'rename'>;
  log: AppLog;
  state: () => ConnectionState;
  publish: (event: ConnectionEvent) => void;
  fail: (why: SignInFailure, subject?: string) => void;
  inTurn: (change: () => Promise<void>) => Promise<void>;
  /** The sign-in is in use from here on, with the library of its user. */
  enter: (signedIn: SignedIn) => Promise<void>;
  /** The library of this user, with the sign-in in use. */
  openReal: (userId: string) => Promise<void>;
}

export class SamePersonQuestion {
  readonly #ports: QuestionPorts;
  #asked: SignedIn | null = null;
  /** The engine looks whether the library is this person's. */
  #checked: SignedIn | null = null;

  constructor(ports: QuestionPorts) {
    this.#ports = ports;
  }

  /** Asks, if it may be the same person. A person who has a library under the new id already needs no other one. */
  asks(signedIn: SignedIn): boolean {
    const { settings, libraries, publish, state } = this.#ports;
    const { okUserId: userId, okApplication: applicationId } = settings.get();
    const applicationKey = state().stored?.credentials.applicationKey ?? null;
    if (!mayBeSamePerson(signedIn, { userId, applicationId, applicationKey })) return false;
    if (libraries.isThere(signedIn.stored.userId)) return false;
    this.#asked = signedIn;
    publish({ type: 'person_asked', name: signedIn.stored.name });
    return true;
  }

  /** A «yes» is looked at by the engine before anything is believed; what it finds comes with a snapshot. */
  answer(isSame: boolean): Promise<void> {
    const { settings, libraries, publish, fail, state, inTurn, enter } = this.#ports;
    return inTurn(async () => {
      const { okUserId } = settings.get();
      const signedIn = this.#asked;
      this.#asked = null;
      if (signedIn === null || okUserId === null) return;
      const { credentials, name } = signedIn.stored;
      if (isSame) {
        this.#checked = signedIn;
        publish({ type: 'person_checked', name });
        await libraries.openReal(okUserId, credentials, true);
      } else if (state().account.kind === 'ok') fail('other_account', name);
      else await enter(signedIn);
    });
  }

  /** true: it speaks of the sign-in that is checked, not of the one in use. */
  takeSnapshot({ account, trouble }: Pick<Snapshot, 'account' | 'trouble'>): boolean {
    const signedIn = this.#checked;
    if (signedIn === null) return false;
    const isSame = account?.userId === signedIn.stored.userId;
    const isOther = trouble?.kind === 'other_account' && trouble.why !== 'application';
    if (!isSame && !isOther) return true;
    this.#checked = null;
    void this.#ports.inTurn(() => (isSame ? this.#found(signedIn) : this.#notFound(signedIn)));
    return true;
  }

  /** Gives the question up, and the library back to the sign-in before it. false: there was none. */
  cancel(): boolean {
    const was = this.#asked ?? this.#checked;
    if (this.#checked !== null) void this.#ports.inTurn(() => this.#backToFormer());
    this.drop();
    return was !== null;
  }

  /** The library is closed anyway. */
  drop(): void {
    this.#asked = null;
    this.#checked = null;
  }

  async #found(signedIn: SignedIn): Promise<void> {
    const { settings, libraries, publish, fail, log, enter, openReal } = this.#ports;
    const { stored } = signedIn;
    const former = settings.get().okUserId ?? stored.userId;
    log.info('sign_in.same_person', { found: true });
    await libraries.close();
    try {
      await libraries.rename(former, stored.userId);
    } catch (error) {
      // The library is this person's already; the next start asks once more, and renames its folder.
      log.warn('account.not_renamed', errorFields(error));
      publish({ type: 'sign_in_read', stored });
      await openReal(former);
      fail('not_kept');
      return;
    }
    await enter(signedIn);
  }

  async #notFound({ stored }: SignedIn): Promise<void> {
    this.#ports.log.info('sign_in.same_person', { found: false });
    await this.#backToFormer();
    this.#ports.fail('nothing_found', stored.name);
  }

  async #backToFormer(): Promise<void> {
    const { settings, libraries, state } = this.#ports;
    const { okUserId } = settings.get();
    const { account, stored } = state();
    if (account.kind === 'ok' && okUserId !== null) await libraries.openReal(okUserId, stored?.credentials ?? null);
    else if (account.kind === 'demo') await libraries.openDemo(() => undefined);
    else await libraries.close();
  }
}
