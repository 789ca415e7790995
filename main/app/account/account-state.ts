// The state of the connected account: whose it is, how a sign-in goes, and the view that the window gets. Pure.
import type { AccountView } from '../../../shared/ipc.ts';
import { noSignIn, waysOf } from '../../../shared/sign-in.ts';
import type { Application, SignInFailure, SignInState, SignInWay } from '../../../shared/sign-in.ts';
import type { SecretStore } from './secrets/secret-store.ts';
import type { StoredSignIn } from './stored-sign-in.ts';

type Connection = Omit<AccountView, 'signIn' | 'keychain'>;

export interface AccountState {
  /** The account whose library is open; `kind: 'none'` without one. */
  readonly connection: Connection;
  /** How the latest attempt to sign in goes. */
  readonly attempt: SignInState;
  /** The sign-in in use; null: nobody signed in, or it is in a locked keychain. */
  readonly stored: StoredSignIn | null;
}

export type AccountEvent =
  | { type: 'demo_opened' }
  | { type: 'demo_ready'; webAddress: string }
  | { type: 'library_opened'; userId: string; webAddress: string }
  | { type: 'sign_in_read'; stored: StoredSignIn | null }
  | { type: 'sign_in_renewed'; stored: StoredSignIn }
  | { type: 'attempt_started'; way: SignInWay }
  | { type: 'attempt_failed'; why: SignInFailure; subject: string }
  | { type: 'attempt_done' }
  | { type: 'application_changed' }
  /** The service named the user of the token. */
  | { type: 'user_confirmed'; userId: string; name: string }
  | { type: 'signed_out' };

const disconnected: Connection = { kind: 'none', userId: null, name: null, rights: null, webAddress: null };
const idle: SignInState = { kind: 'idle' };
const LONGEST_SUBJECT = 200;

export const initialAccountState: AccountState = { connection: disconnected, attempt: idle, stored: null };

export function accountStateAfter(state: AccountState, event: AccountEvent): AccountState {
  const { connection, stored } = state;
  switch (event.type) {
    case 'demo_opened':
      return { ...state, connection: { ...disconnected, kind: 'demo' }, attempt: idle };
    case 'demo_ready':
      if (connection.kind !== 'demo') return state;
      return { ...state, connection: { ...connection, webAddress: event.webAddress } };
    case 'library_opened': {
      const { userId, webAddress } = event;
      const person = { userId, name: stored?.name ?? null, rights: stored?.rights ?? null };
      return { ...state, connection: { kind: 'ok', ...person, webAddress } };
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
    case 'attempt_done':
      return { ...state, attempt: idle };
    case 'application_changed':
      // The failure was the former application's, perhaps.
      return state.attempt.kind === 'failed' ? { ...state, attempt: idle } : state;
    case 'user_confirmed':
      if (connection.kind === 'none') return state;
      return { ...state, connection: { ...connection, userId: event.userId, name: event.name } };
    case 'signed_out':
      return {
        connection: disconnected,
        attempt: connection.kind === 'ok' ? { kind: 'signed_out' } : idle,
        stored: null,
      };
  }
}

/** What the view needs besides the state. */
export interface AccountViewFacts {
  /** The application that signs in: the person's own, else the built-in one. */
  application: Application | null;
  isOwnApplication: boolean;
  secrets: Pick<SecretStore, 'keychain' | 'keptIn'>;
}

export function accountView(state: AccountState, facts: AccountViewFacts): AccountView {
  const { connection, attempt, stored } = state;
  const { application, secrets } = facts;
  const isReal = connection.kind === 'ok';
  return {
    ...connection,
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
