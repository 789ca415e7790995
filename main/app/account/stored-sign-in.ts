// The real account's sign-in as it is kept: its shape, and how to read it. Signing in itself is not here.
import { z } from 'zod';
import { engineCredentials } from '../../../shared/engine-wire.ts';
import type { SecretStore } from './secrets/secrets.ts';

export const storedSignIn = z.strictObject({
  credentials: engineCredentials,
  userId: z.string().regex(/^\w{1,64}$/),
  name: z.string().max(300),
  /** Rights the service granted with this token; null when it did not say. */
  rights: z.array(z.string().max(100)).max(100).nullable(),
  /** When it was granted, and for how long; with the long right use moves the end on. */
  grantedMs: z.number().int(),
  expiresMs: z.number().int().nullable(),
});
export type StoredSignIn = z.infer<typeof storedSignIn>;

/** null: nobody signed in, what was kept can no longer be read, or it belongs to another service than `api`. */
export async function readStoredSignIn(secrets: SecretStore, api: string): Promise<StoredSignIn | null> {
  const text = await secrets.read('sign-in');
  if (text === null) return null;
  try {
    const kept = storedSignIn.safeParse(JSON.parse(text)).data ?? null;
    return kept?.credentials.apiAddress === api ? kept : null;
  } catch {
    return null;
  }
}
