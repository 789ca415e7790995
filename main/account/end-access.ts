// Takes the application's rights back at the service, for whoever signs out for good.
import type { EngineCredentials } from '../../shared/engine-wire.ts';
import { systemClock } from '../engine/system-clock.ts';
import { openOkApi } from '../ok/api.ts';
import { openNetworkRoute } from '../ok/network-route.ts';
import type { ApiLog } from '../ok/ports.ts';

const answerWithinMs = 15_000;

/** false: the service did not confirm it; the person can do it on the service's own page. Never rejects. */
export async function endAccess(credentials: EngineCredentials, proxy: string | null, log: ApiLog): Promise<boolean> {
  const route = openNetworkRoute(proxy);
  const api = openOkApi({ credentials, clock: systemClock, log, userAgent: 'OK-Photo-Sync', ...route.through });
  try {
    return (await api.takeRightsBack(AbortSignal.timeout(answerWithinMs))).ok;
  } finally {
    await Promise.all([api.close(), route.close()]);
  }
}
