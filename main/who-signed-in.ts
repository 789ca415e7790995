// Asks the service whose token this is, before anything is opened with it. One call; knows no photo.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { EngineCredentials } from '../shared/engine-wire.ts';

export type Who = { userId: string; name: string } | 'wrong_key' | 'not_answering' | 'refused';

/** The service's codes for a call that is signed with the wrong key (docs/ok-api.md, errors). */
const keyErrors = [101, 104];
const WAIT_MS = 15_000;
const LONGEST_ANSWER = 100_000;

const person = z.object({
  uid: z
    .union([z.string(), z.number().int()])
    .transform(String)
    .pipe(z.string().regex(/^\w{1,64}$/)),
  name: z.string().max(300).optional(),
  first_name: z.string().max(150).optional(),
  last_name: z.string().max(150).optional(),
});
const refusal = z.object({ error_code: z.number().int() });

/** Tries twice: the network may just have come back with the browser's answer. Never rejects, and tells no secret. */
export async function whoSignedIn(credentials: EngineCredentials, ask: typeof fetch = fetch): Promise<Who> {
  const first = await once(credentials, ask);
  return first === 'not_answering' ? once(credentials, ask) : first;
}

async function once(credentials: EngineCredentials, ask: typeof fetch): Promise<Who> {
  const given: Record<string, string> = {
    __online: 'false',
    application_key: credentials.applicationKey,
    format: 'json',
  };
  // The names stand in byte order already.
  const base = Object.entries(given)
    .map(([name, value]) => `${name}=${value}`)
    .join('');
  const sig = createHash('md5')
    .update(base + credentials.signingSecret)
    .digest('hex');
  let answer: unknown;
  try {
    const response = await ask(`${credentials.apiAddress}api/users/getCurrentUser`, {
      method: 'POST',
      body: new URLSearchParams({ ...given, access_token: credentials.accessToken, sig }),
      redirect: 'error',
      signal: AbortSignal.timeout(WAIT_MS),
    });
    const text = await response.text();
    if (text.length > LONGEST_ANSWER) return 'not_answering';
    answer = JSON.parse(text);
  } catch {
    return 'not_answering';
  }
  const who = person.safeParse(answer).data;
  if (who) {
    const name = who.name ?? [who.first_name, who.last_name].filter(Boolean).join(' ');
    return { userId: who.uid, name: name || who.uid };
  }
  const error = refusal.safeParse(answer).data;
  if (!error) return 'not_answering';
  if (keyErrors.includes(error.error_code)) return 'wrong_key';
  return 'refused';
}
