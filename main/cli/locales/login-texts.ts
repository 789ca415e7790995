// The shape of the texts about signing in and out.
import type { SignInFailure } from '../../../shared/sign-in.ts';
import type { applicationVariables } from '../account/application.ts';
import type { AccountInUse } from '../account/in-use.ts';
import type { KeptIn } from '../account/kept-sign-in.ts';
import type { AccountCommand } from '../command-line/command-types.ts';

/** Help of `login`, `logout`, `whoami` and their options. */
export type AccountHelpTexts = Record<
  | AccountCommand['kind']
  | 'token'
  | 'noBrowser'
  | 'groups'
  | 'keepInFile'
  | 'applicationId'
  | 'publicKey'
  | 'redirect'
  | 'takeRightsBack',
  string
>;

/** Signing in and out. */
export interface LoginTexts {
  otherService: string;
  noApplication: string;
  /** A token is signed with the application's public key. */
  noKey: string;
  wrong: Record<keyof typeof applicationVariables, (variable: string) => string>;
  noKeychain(filePath: string): string;
  notKept(filePath: string): string;
  noInput: string;
  askToken: string;
  askSecret: string;
  open(address: string): string;
  signedIn(name: string, userId: string, where: string): string;
  account(name: string, userId: string, where: string): string;
  where: Record<KeptIn | 'environment', (filePath: string) => string>;
  rightsMissing(rights: readonly string[]): string;
  rightsUnknown: string;
  environmentWins: string;
  /** In place of the window's sentences that speak of a window. */
  failed: Partial<Record<SignInFailure, (subject: string) => string>>;
  notSignedIn: Record<Exclude<AccountInUse['kind'], 'account'>, (detail: string) => string>;
  nothingKept: string;
  signedOut: string;
  takeBack(page: string): string;
  notTakenBack(page: string): string;
}
