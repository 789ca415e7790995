// Whose account a run uses: that of the environment, or the one that `login` has kept.
import type { Credentials } from '../../ok/ports.ts';
import { accountFromEnvironment, variables } from './from-environment.ts';
import { keptSignInOf } from './account-context.ts';
import type { KeptIn } from './kept-sign-in.ts';
import type { TerminalKeychain } from './keychain.ts';

export type AccountInUse =
  | { kind: 'account'; credentials: Credentials; where: KeptIn | 'environment' }
  /** `detail`: variables that are not set although others are. */
  | { kind: 'missing'; detail: string }
  | { kind: 'bad_address'; detail: string }
  /** Neither the environment nor `login` names one. */
  | { kind: 'nobody'; detail: string }
  /** What `login` has kept cannot be read; `detail`: the file, or '' for the keychain. */
  | { kind: 'unreadable'; detail: string }
  /** What `login` has kept belongs to another service than OK_API_URL names. */
  | { kind: 'other_service'; detail: string };

/** They say whose account it is; the address and the application's key alone do not. */
const ofAPerson = [variables.accessToken, variables.sessionSecret, variables.applicationSecret];

/** The environment wins: a script may use another account than the person. */
export async function accountInUse(env: NodeJS.ProcessEnv, keychain: TerminalKeychain): Promise<AccountInUse> {
  const named = accountFromEnvironment(env);
  if (named.kind === 'account') return { ...named, where: 'environment' };
  if (named.kind === 'bad_address') return { kind: 'bad_address', detail: named.address };
  if (ofAPerson.some((name) => (env[name]?.trim() ?? '') !== ''))
    return { kind: 'missing', detail: named.variables.join(', ') };
  const kept = keptSignInOf(env, keychain);
  const found = await kept.read();
  if (found.kind === 'none') return { kind: 'nobody', detail: '' };
  if (found.kind === 'unreadable') return { kind: 'unreadable', detail: found.where === 'file' ? kept.filePath : '' };
  const { credentials } = found.signIn;
  const address = env[variables.address]?.trim() ?? '';
  if (address !== '' && new URL(credentials.apiAddress).href !== addressOf(address))
    return { kind: 'other_service', detail: credentials.apiAddress };
  return { kind: 'account', credentials, where: found.where };
}

const addressOf = (text: string): string | null => (URL.canParse(text) ? new URL(text).href : null);
