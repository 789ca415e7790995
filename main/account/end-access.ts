// Takes the application's rights back at the service, for whoever signs out for good.
import type { EngineCredentials } from '../../shared/engine-wire.ts';
import type { ApiLog } from '../ok/ports.ts';
import { askService } from './ask-service.ts';

const answerWithinMs = 15_000;

/** false: the service did not confirm it; the person can do it on the service's own page. Never rejects. */
export const endAccess = (credentials: EngineCredentials, proxy: string | null, log: ApiLog): Promise<boolean> =>
  askService(
    credentials,
    proxy,
    log,
    async (api) => (await api.takeRightsBack(AbortSignal.timeout(answerWithinMs))).ok,
  );
