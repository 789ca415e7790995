// The last photos that reached the service, for the tray's menu. Asks the engine, seldom; keeps names only.
import { calls } from '../../../shared/ipc.ts';
import type { EngineCallName } from '../../../shared/ipc.ts';
import type { Result } from '../../../shared/errors.ts';
import type { RecentPhoto } from './tray-menu.ts';

export interface RecentPhotos {
  get(): readonly RecentPhoto[];
  /** Something changed: asks again, at most every few seconds. */
  refresh(): void;
  forget(): void;
}

const SHOWN = 5;
/** A menu nobody has open need not follow every photo. */
const ASK_EVERY_MS = 5_000;

export function recentPhotos(
  ask: (name: EngineCallName, input: unknown) => Promise<Result<unknown>>,
  onChange: () => void,
): RecentPhotos {
  let known: readonly RecentPhoto[] = [];
  let timer: NodeJS.Timeout | undefined;

  const load = async (): Promise<void> => {
    timer = undefined;
    const answer = await ask('history.recent', { limit: SHOWN });
    const moments = answer.ok ? calls['history.recent'].output.safeParse(answer.value).data : undefined;
    if (!moments) return;
    known = moments
      .flatMap((moment) => moment.rows)
      .slice(0, SHOWN)
      .map(({ fileId, name }) => ({ fileId, name }));
    onChange();
  };

  return {
    get: () => known,
    refresh() {
      timer ??= setTimeout(() => void load(), known.length === 0 ? 0 : ASK_EVERY_MS);
    },
    forget() {
      clearTimeout(timer);
      timer = undefined;
      known = [];
    },
  };
}
