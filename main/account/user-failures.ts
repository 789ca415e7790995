// What it means that the service does not name the user of a token. Pure.
import type { SignInFailure } from '../../shared/sign-in.ts';
import type { FetchedUser } from './fetch-user.ts';

export type UserFailures = Readonly<Record<Extract<FetchedUser, string>, SignInFailure>>;

/** Of a token that the service has just given. */
export const answeredFailures: UserFailures = {
  wrong_key: 'wrong_key',
  not_answering: 'not_answering',
  refused: 'not_answering',
};

/** Of one that a person pasted. */
export const pastedFailures: UserFailures = {
  wrong_key: 'token_mismatch',
  not_answering: 'not_answering',
  refused: 'token_refused',
};
