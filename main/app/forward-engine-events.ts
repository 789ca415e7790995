// Forwards the engine's events to the window; tray, notifications and account get the snapshots among them.
import { events } from '../../shared/ipc.ts';
import type { EventName, EventPayload } from '../../shared/ipc.ts';
import type { ConnectedAccount } from './account/connected-account.ts';
import type { Desktop } from './desktop.ts';
import type { AppLog } from './log/log.ts';
import { conditionAfter } from './processes/engine-condition.ts';
import type { EngineCondition } from './processes/engine-condition.ts';
import type { EngineProcessState } from './processes/engine-process.ts';

export interface EngineEventForwarder {
  event(name: EventName, payload: unknown): void;
  state(state: EngineProcessState): void;
}

/** `checksAll`: also compare events other than snapshots with their schema. It costs time and finds bugs. */
export function forwardEngineEvents(to: {
  account: Pick<ConnectedAccount, 'view' | 'takeSnapshot'>;
  desktop: Pick<Desktop, 'events' | 'takeSnapshot' | 'takeCondition' | 'historyChanged'>;
  log: AppLog;
  checksAll: boolean;
}): EngineEventForwarder {
  const { account, desktop, log } = to;
  let condition: EngineCondition = 'starting';

  const logBadEvent = (name: EventName, issues: readonly { path: readonly PropertyKey[] }[]): void =>
    log.error('engine.bad_event', { name, field: issues[0]?.path.join('.') ?? null });

  return {
    event(name, payload) {
      if (name === 'snapshot.changed') {
        const snapshot = events[name].safeParse(payload);
        if (!snapshot.success) return logBadEvent(name, snapshot.error.issues);
        condition = 'starting';
        desktop.takeSnapshot(snapshot.data);
        account.takeSnapshot(snapshot.data);
      } else if (to.checksAll) {
        const parsed = events[name].safeParse(payload);
        if (!parsed.success) logBadEvent(name, parsed.error.issues);
      }
      if (name === 'library.changed' && changesHistory(payload)) desktop.historyChanged();
      desktop.events.send(name, payload as EventPayload<typeof name>);
    },
    state(state) {
      desktop.events.send('engine.state', state);
      if (state.state === 'running') desktop.historyChanged();
      if (state.state === 'stopped' || state.state === 'failed') desktop.takeSnapshot(null);
      condition = conditionAfter(condition, state.state);
      desktop.takeCondition(account.view().kind === 'none' ? null : condition);
    },
  };
}

function changesHistory(payload: unknown): boolean {
  return events['library.changed'].safeParse(payload).data?.areas.includes('history') ?? false;
}
