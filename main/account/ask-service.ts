// A few calls of the service for one account, without the engine: whose token it is, which rights it has.
import type { EngineCredentials } from '../../shared/engine-wire.ts';
import { systemClock } from '../engine/system-clock.ts';
import { openOkApi, type OkApi } from '../ok/api.ts';
import { openNetworkRoute } from '../ok/network-route.ts';
import type { ApiLog } from '../ok/ports.ts';

/** Closes the connections when `ask` is done. `proxy`: the one for the service; null: none. */
export async function askService<T>(
  credentials: EngineCredentials,
  proxy: string | null,
  log: ApiLog,
  ask: (api: OkApi) => Promise<T>,
): Promise<T> {
  const route = openNetworkRoute(proxy);
  const api = openOkApi({ credentials, clock: systemClock, log, userAgent: 'OK-Photo-Sync', ...route.through });
  try {
    return await ask(api);
  } finally {
    await Promise.all([api.close(), route.close()]);
  }
}
