// The sign-in of the real account as it is stored: its shape, and how it is made, read and renewed.
import { z } from 'zod';
import { engineCredentials } from '../../shared/engine-wire.ts';
import type { EngineCredentials } from '../../shared/engine-wire.ts';
import { longRight } from '../../shared/sign-in.ts';
import type { Granted } from './answer.ts';

export const storedSignIn = z.strictObject({
  credentials: engineCredentials,
  userId: z.string().regex(/^\w{1,64}$/),
  name: z.string().max(300),
  /** Rights the service granted with this token; null when it did not say. */
  rights: z.array(z.string().max(100)).max(100).nullable(),
  /** When the token was granted, and when it expires. With the long right each use moves the end on. */
  grantedMs: z.number().int(),
  expiresMs: z.number().int().nullable(),
});
export type StoredSignIn = z.infer<typeof storedSignIn>;

/** A token with the long right is renewed by use, at most once a day (docs/ok-api.md). */
const DAY_MS = 86_400_000;

export function newSignIn(
  credentials: EngineCredentials,
  user: { userId: string; name: string },
  granted: Granted,
  nowMs: number,
): StoredSignIn {
  const { rights, expiresInSeconds } = granted;
  const expiresMs = expiresInSeconds === null ? null : nowMs + expiresInSeconds * 1_000;
  return { credentials, userId: user.userId, name: user.name, rights, grantedMs: nowMs, expiresMs };
}

/** The sign-in after the service has just accepted its token; null: nothing changes. */
export function renewedSignIn(stored: StoredSignIn, nowMs: number): StoredSignIn | null {
  const { expiresMs, grantedMs, rights } = stored;
  if (!expiresMs || !rights?.includes(longRight) || nowMs - grantedMs <= DAY_MS) return null;
  return { ...stored, grantedMs: nowMs, expiresMs: nowMs + (expiresMs - grantedMs) };
}

/** null: nobody signed in, the stored text cannot be read, or it belongs to another service than `api`. */
export async function readStoredSignIn(
  secrets: { read(name: 'sign-in'): Promise<string | null> },
  api: string,
): Promise<StoredSignIn | null> {
  const text = await secrets.read('sign-in');
  if (text === null) return null;
  try {
    const kept = storedSignIn.safeParse(JSON.parse(text)).data ?? null;
    return kept?.credentials.apiAddress === api ? kept : null;
  } catch {
    return null;
  }
}
