// Asks the service whose token this is, before anything is opened with it: by the one client, without the engine.
import type { EngineCredentials } from '../../shared/engine-wire.ts';
import type { OkApi, Trouble } from '../ok/api.ts';
import type { ApiLog } from '../ok/ports.ts';
import { askService } from './ask-service.ts';

export type FetchedUser = { userId: string; name: string } | 'wrong_key' | 'not_answering' | 'refused';

/** The service's codes for a call that is signed with the wrong key (docs/ok-api.md, errors). */
const keyErrors: readonly number[] = [101, 104];
/** … and without the right that it needs. */
const rightErrors: readonly number[] = [10, 200];
const answerWithinMs = 15_000;

/**
 * Tries twice: the network may just have come back with the browser's answer. Never rejects.
 *
 * @param proxy the one that the system names for the service; null: none
 */
export const fetchUser = (credentials: EngineCredentials, proxy: string | null, log: ApiLog): Promise<FetchedUser> =>
  askService(credentials, proxy, log, async (api) => {
    const first = await userOf(api);
    return first === 'not_answering' ? await userOf(api) : first;
  });

async function userOf(api: OkApi): Promise<FetchedUser> {
  const user = await api.currentUser(AbortSignal.timeout(answerWithinMs));
  if (user.ok) return named(user.value.id, user.value.name) ?? 'not_answering';
  const { trouble } = user;
  if (trouble.who !== 'user' || !rightErrors.includes(trouble.code)) return failureOf(trouble);
  // A token without the right to see the profile still has an id: the engine then tells which right is missing.
  const id = await api.loggedInUser(AbortSignal.timeout(answerWithinMs));
  return (id.ok ? named(id.value, '') : null) ?? 'refused';
}

/** null: not an id that may name a folder on this computer. */
function named(userId: string, name: string): { userId: string; name: string } | null {
  return /^\w{1,64}$/.test(userId) ? { userId, name: name || userId } : null;
}

/** `refused` where the service answered by one of its codes; it is not asked a second time then. */
function failureOf(trouble: Trouble): 'wrong_key' | 'not_answering' | 'refused' {
  switch (trouble.who) {
    case 'bug':
      return keyErrors.includes(trouble.code) ? 'wrong_key' : 'refused';
    case 'service':
      return trouble.kind === 'service' ? 'refused' : 'not_answering';
    case 'service-throttled':
      // The HTTP status comes from whatever stands in front of the service.
      return trouble.code === 429 ? 'not_answering' : 'refused';
    case 'user':
    case 'album':
    case 'id':
    case 'file':
      return 'refused';
    default:
      return 'not_answering';
  }
}
