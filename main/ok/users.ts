// Who the token belongs to.
import type { RemoteAnswer } from './answer.ts';
import type { ApiCalls } from './api-calls.ts';
import { bareId, currentUserAnswer } from './wire.ts';

export interface RemoteUser {
  id: string;
  /** As the service writes it; empty when it does not say. */
  name: string;
  /** Small portrait, an https address of the service; null without one. */
  pictureUrl: string | null;
}

/** The user's id: the cheapest call that needs a session, hence also the probe after a rest. */
export function loggedInUser(client: ApiCalls, signal: AbortSignal): Promise<RemoteAnswer<string>> {
  return client.call('users.getLoggedInUser', {}, bareId, { signal });
}

export async function currentUser(client: ApiCalls, signal: AbortSignal): Promise<RemoteAnswer<RemoteUser>> {
  const answer = await client.call('users.getCurrentUser', {}, currentUserAnswer, { signal });
  if (!answer.ok) return answer;
  const { uid, name, first_name, last_name, pic_1 } = answer.value;
  const said = name ?? [first_name, last_name].filter(Boolean).join(' ');
  return { ok: true, value: { id: uid, name: said, pictureUrl: pic_1 ?? null } };
}
