// Which application the terminal signs in with: options, environment, or what came with the program. Pure.
import { builtInApplication } from '../../account/built-in-application.ts';
import { application, usualRedirect, type Application } from '../../../shared/sign-in.ts';
import type { ApplicationArguments } from '../command-line/command-types.ts';

export type FoundApplication =
  | { kind: 'application'; application: Application }
  /** Neither id nor public key is known. */
  | { kind: 'missing' }
  | { kind: 'wrong'; field: 'id' | 'publicKey' | 'redirect' };

export const applicationVariables = {
  id: 'OK_APPLICATION_ID',
  publicKey: 'OK_APPLICATION_KEY',
  redirect: 'OK_APPLICATION_REDIRECT',
} as const;

/** `needsId`: a page of the service is shown; a token alone needs only the public key. */
export function applicationFrom(
  given: ApplicationArguments,
  env: NodeJS.ProcessEnv,
  needsId: boolean,
  builtIn: Application | null = builtInApplication(),
): FoundApplication {
  const value = (field: keyof typeof applicationVariables): string | null =>
    given[field]?.trim() || env[applicationVariables[field]]?.trim() || null;
  const named = { id: value('id'), publicKey: value('publicKey'), redirect: value('redirect') };
  if (named.id === null && named.publicKey === null && builtIn !== null)
    return { kind: 'application', application: builtIn };
  if (named.publicKey === null || (needsId && named.id === null)) return { kind: 'missing' };
  // A token is signed with the public key alone; any number will do for the id then.
  const read = application.safeParse({
    id: named.id ?? '0',
    publicKey: named.publicKey,
    redirect: named.redirect ?? usualRedirect,
  });
  if (read.success) return { kind: 'application', application: read.data };
  const field = read.error.issues[0]?.path[0];
  return { kind: 'wrong', field: field === 'id' || field === 'publicKey' ? field : 'redirect' };
}
