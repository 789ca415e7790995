// Whose token it is.
import type { RemoteAnswer } from './answer.ts';
import type { ApiCalls } from './api-calls.ts';
import { bareId, currentUserAnswer, doneAnswer, yesOrNo } from './wire.ts';

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

/** Whether the token has this right (docs/ok-api.md, «Rights»). */
export function hasRight(calls: ApiCalls, right: string, signal: AbortSignal): Promise<RemoteAnswer<boolean>> {
  return calls.call('users.hasAppPermission', { ext_perm: right }, yesOrNo, { signal });
}

/** Takes all rights of the application back, as the person does at ok.ru/settings/oauth: no token of it works on. */
export async function takeRightsBack(calls: ApiCalls, signal: AbortSignal): Promise<RemoteAnswer<true>> {
  const answer = await calls.call('users.removeAppPermissions', {}, doneAnswer, { signal });
  return answer.ok ? { ok: true, value: true } : answer;
}
