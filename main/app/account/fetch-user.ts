// Asks the service whose token this is, before anything is opened with it. One call; knows no photo.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { EngineCredentials } from '../../../shared/engine-wire.ts';

export type FetchedUser = { userId: string; name: string } | 'wrong_key' | 'not_answering' | 'refused';

/** The service's codes for a call that is signed with the wrong key (docs/ok-api.md, errors). */
const keyErrors = [101, 104];
/** … and without the right that it needs. */
const rightErrors = [10, 200];
const WAIT_MS = 15_000;
const LONGEST_ANSWER = 100_000;

const userId = z
  .union([z.string(), z.number().int()])
  .transform(String)
  .pipe(z.string().regex(/^\w{1,64}$/));
const profile = z.object({
  uid: userId,
  name: z.string().max(300).optional(),
  first_name: z.string().max(150).optional(),
  last_name: z.string().max(150).optional(),
});
const refusal = z.object({ error_code: z.number().int() });

/** Tries twice: the network may just have come back with the browser's answer. Never rejects, and tells no secret. */
export async function fetchUser(credentials: EngineCredentials, ask: typeof fetch = fetch): Promise<FetchedUser> {
  const first = await person(credentials, ask);
  return first === 'not_answering' ? person(credentials, ask) : first;
}

async function person(credentials: EngineCredentials, ask: typeof fetch): Promise<FetchedUser> {
  const answer = await call('users.getCurrentUser', credentials, ask);
  const who = profile.safeParse(answer).data;
  if (who) {
    const name = who.name ?? [who.first_name, who.last_name].filter(Boolean).join(' ');
    return { userId: who.uid, name: name || who.uid };
  }
  const code = refusal.safeParse(answer).data?.error_code;
  if (code === undefined) return 'not_answering';
  if (keyErrors.includes(code)) return 'wrong_key';
  if (!rightErrors.includes(code)) return 'refused';
  // Whoever gave us no right to see the profile still has an id, and is told which right is missing.
  const id = userId.safeParse(await call('users.getLoggedInUser', credentials, ask));
  return id.success ? { userId: id.data, name: id.data } : 'refused';
}

/** The answer as JSON; undefined when there is none that can be read. */
async function call(method: string, credentials: EngineCredentials, ask: typeof fetch): Promise<unknown> {
  const given = { __online: 'false', application_key: credentials.applicationKey, format: 'json' };
  // The names stand in byte order already.
  const base = Object.entries(given)
    .map(([name, value]) => `${name}=${value}`)
    .join('');
  const sig = createHash('md5')
    .update(base + credentials.signingSecret)
    .digest('hex');
  try {
    const response = await ask(`${credentials.apiAddress}api/${method.replace('.', '/')}`, {
      method: 'POST',
      body: new URLSearchParams({ ...given, access_token: credentials.accessToken, sig }),
      redirect: 'error',
      signal: AbortSignal.timeout(WAIT_MS),
    });
    return JSON.parse(await textOf(response));
  } catch {
    return undefined;
  }
}

/** Reads no further than an answer of the service can be long, and rejects then. */
async function textOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > LONGEST_ANSWER) throw new Error('too long for an answer');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
