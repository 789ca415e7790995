// The last photos that reached the service, for the tray's menu: loaded from the engine, at most every few seconds.
import { calls } from '../../../shared/ipc.ts';
import type { CallEngine } from '../processes/call-engine.ts';
import type { RecentPhoto } from './tray-menu.ts';

export interface RecentPhotos {
  get(): readonly RecentPhoto[];
  /** Photos were sent: loads the list again, at most every `RELOAD_EVERY_MS`. */
  refresh(): void;
  forget(): void;
}

const SHOWN = 5;
/** The menu is rarely open: it need not follow every photo. */
const RELOAD_EVERY_MS = 5_000;

export function recentPhotos(callEngine: CallEngine, onChange: () => void): RecentPhotos {
  let known: readonly RecentPhoto[] = [];
  let timer: NodeJS.Timeout | undefined;

  const load = async (): Promise<void> => {
    timer = undefined;
    const answer = await callEngine('history.recent', { limit: SHOWN });
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
      timer ??= setTimeout(() => void load(), known.length === 0 ? 0 : RELOAD_EVERY_MS);
    },
    forget() {
      clearTimeout(timer);
      timer = undefined;
      known = [];
    },
  };
}
