// Whose token it is.
import type { RemoteAnswer } from './answer.ts';
import type { ApiCalls } from './api-calls.ts';
import { bareId, currentUserAnswer } from './wire.ts';

export interface RemoteUser {
  id: string;
  /** As the service writes it; empty when it tells none. */
  name: string;
}

/** The user's id alone: works without the right to see the profile. */
export function loggedInUser(calls: ApiCalls, signal: AbortSignal): Promise<RemoteAnswer<string>> {
  return calls.call('users.getLoggedInUser', {}, bareId, { signal });
}

export async function currentUser(calls: ApiCalls, signal: AbortSignal): Promise<RemoteAnswer<RemoteUser>> {
  const answer = await calls.call('users.getCurrentUser', {}, currentUserAnswer, { signal });
  if (!answer.ok) return answer;
  const { uid, name, first_name, last_name } = answer.value;
  const said = name ?? [first_name, last_name].filter(Boolean).join(' ');
  return { ok: true, value: { id: uid, name: said } };
}
