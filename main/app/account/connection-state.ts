// The state of the connected account: whose it is, how a sign-in goes, and the view that the window gets. Pure.
import type { AccountView } from '../../../shared/program-views.ts';
import { noSignIn, waysOf, type RightsLeft } from '../../../shared/sign-in.ts';
import type { Application, SignInFailure, SignInState, SignInWay } from '../../../shared/sign-in.ts';
import type { SecretStore } from './secrets/secret-store.ts';
import type { StoredSignIn } from '../../account/stored-sign-in.ts';

type ConnectedIdentity = Omit<AccountView, 'signIn' | 'keychain'>;

export interface ConnectionState {
  /** The account whose library is open; `kind: 'none'` without one. */
  readonly account: ConnectedIdentity;
  /** How the latest attempt to sign in goes. */
  readonly attempt: SignInState;
  /** The sign-in in use; null: nobody signed in, or it is in a locked keychain. */
  readonly stored: StoredSignIn | null;
}

export type ConnectionEvent =
  | { type: 'demo_opened' }
  | { type: 'demo_ready'; webAddress: string }
  | { type: 'library_opened'; userId: string; webAddress: string }
  | { type: 'sign_in_read'; stored: StoredSignIn | null }
  | { type: 'sign_in_renewed'; stored: StoredSignIn }
  | { type: 'attempt_started'; way: SignInWay }
  | { type: 'attempt_failed'; why: SignInFailure; subject: string }
  | { type: 'attempt_done' }
  | { type: 'person_asked' | 'person_checked'; name: string }
  | { type: 'application_changed' }
  /** The service named the user of the token. */
  | { type: 'user_confirmed'; userId: string; name: string }
  | { type: 'signed_out'; rights: RightsLeft };

export const rightsLeft = (endsAccess: boolean, isEnded: boolean): RightsLeft =>
  isEnded ? 'taken_back' : endsAccess ? 'not_confirmed' : 'kept';

const noAccount: ConnectedIdentity = { kind: 'none', userId: null, name: null, rights: null, webAddress: null };
const idle: SignInState = { kind: 'idle' };
const LONGEST_SUBJECT = 200;

export const initialConnectionState: ConnectionState = { account: noAccount, attempt: idle, stored: null };

export function connectionStateAfter(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  const { account, stored } = state;
  switch (event.type) {
    case 'demo_opened':
      return { ...state, account: { ...noAccount, kind: 'demo' }, attempt: idle };
    case 'demo_ready':
      if (account.kind !== 'demo') return state;
      return { ...state, account: { ...account, webAddress: event.webAddress } };
    case 'library_opened': {
      const { userId, webAddress } = event;
      const person = { userId, name: stored?.name ?? null, rights: stored?.rights ?? null };
      return { ...state, account: { kind: 'ok', ...person, webAddress } };
    }
    case 'sign_in_read':
    case 'sign_in_renewed':
      return { ...state, stored: event.stored };
    case 'attempt_started':
      return { ...state, attempt: { kind: 'waiting', way: event.way } };
    case 'attempt_failed':
      return {
        ...state,
        attempt: { kind: 'failed', why: event.why, subject: event.subject.slice(0, LONGEST_SUBJECT) },
      };
    case 'person_asked':
    case 'person_checked': {
      const kind = event.type === 'person_asked' ? 'asks_same_person' : 'checks_person';
      return { ...state, attempt: { kind, name: event.name.slice(0, LONGEST_SUBJECT) } };
    }
    case 'attempt_done':
      return { ...state, attempt: idle };
    case 'application_changed':
      // A failure of the former application says nothing about the new one.
      return state.attempt.kind === 'failed' ? { ...state, attempt: idle } : state;
    case 'user_confirmed':
      if (account.kind === 'none') return state;
      return { ...state, account: { ...account, userId: event.userId, name: event.name } };
    case 'signed_out':
      return {
        account: noAccount,
        attempt: account.kind === 'ok' ? { kind: 'signed_out', rights: event.rights } : idle,
        stored: null,
      };
  }
}

/** What the view needs besides the state. */
export interface ConnectionViewFacts {
  /** The application that signs in: the person's own, else the built-in one. */
  application: Application | null;
  isOwnApplication: boolean;
  secrets: Pick<SecretStore, 'keychain' | 'keptIn'>;
}

export function connectionView(state: ConnectionState, facts: ConnectionViewFacts): AccountView {
  const { account, attempt, stored } = state;
  const { application, secrets } = facts;
  const isReal = account.kind === 'ok';
  return {
    ...account,
    keychain: secrets.keychain,
    signIn: {
      ...noSignIn,
      state: attempt,
      application,
      ownApplication: facts.isOwnApplication,
      ways: application ? waysOf(application.redirect) : [],
      signedIn: isReal && stored !== null,
      expiresMs: isReal ? (stored?.expiresMs ?? null) : null,
      keptIn: secrets.keptIn,
    },
  };
}
