// What `login`, `logout` and `whoami` work with besides their command.
import { join } from 'node:path';
import { personFolder } from '../../engine/person-folder.ts';
import type { Clock } from '../../engine/ports.ts';
import { okService, type OkService } from '../../account/ok-service.ts';
import type { Interruption } from '../interruption.ts';
import type { Locale } from '../locales/locale.ts';
import type { Output } from '../output/output.ts';
import { variables } from './from-environment.ts';
import { KeptSignIn } from './kept-sign-in.ts';
import type { TerminalKeychain } from './keychain.ts';
import type { ReadSecretLines } from './read-secret-lines.ts';

export interface AccountContext {
  env: NodeJS.ProcessEnv;
  locale: Locale;
  output: Output;
  interruption: Interruption;
  clock: Clock;
  keychain: TerminalKeychain;
  readSecretLines: ReadSecretLines;
  openBrowser(address: string): Promise<void>;
}

export const keptSignInOf = (env: NodeJS.ProcessEnv, keychain: TerminalKeychain): KeptSignIn =>
  new KeptSignIn(join(personFolder(env), 'account'), keychain);

/** Where a person signs in: OK, or an emulator on this computer. null: OK_API_URL names something else. */
export function signInService(env: NodeJS.ProcessEnv): OkService | null {
  const named = env['OK_PHOTO_SYNC_SERVICE'] ?? env[variables.address]?.trim() ?? '';
  const service = okService({ OK_PHOTO_SYNC_SERVICE: named });
  return named === '' || named === service.api ? service : null;
}
