// The real account's sign-in as it is kept: its shape, and how to read and keep it. Signing in itself is not here.
import { z } from 'zod';
import { engineCredentials } from '../shared/engine-wire.ts';
import type { SecretStore } from './secrets.ts';

export const signIn = z.strictObject({
  credentials: engineCredentials,
  /** Rights the service granted with this token; null when it did not say. */
  rights: z.array(z.string().max(100)).max(100).nullable(),
});
export type SignIn = z.infer<typeof signIn>;

/** null: nobody signed in, or what was kept can no longer be read. */
export async function readSignIn(secrets: SecretStore): Promise<SignIn | null> {
  const text = await secrets.read('sign-in');
  if (text === null) return null;
  try {
    return signIn.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
