// Passes what the engine tells on to the window and to the desktop. Reads the snapshot, because the tray shows it; nothing else.
import type { EngineProcessState } from '../processes/engine-process.ts';
import { events } from '../../../shared/ipc.ts';
import type { EventName, EventPayload } from '../../../shared/ipc.ts';
import type { ConnectedAccount } from '../account/account.ts';
import type { Desktop } from '../desktop.ts';
import type { EngineCondition } from '../tray/tray-menu.ts';
import type { ShellLog } from '../log/log.ts';

export interface EngineEventForwarder {
  event(name: EventName, payload: unknown): void;
  state(state: EngineProcessState): void;
}

export function forwardEngineEvents(to: {
  account: ConnectedAccount;
  desktop: Desktop;
  log: ShellLog;
  check: boolean;
}): EngineEventForwarder {
  const { account, desktop, log } = to;
  let word: EngineCondition = 'starting';
  return {
    event(name, payload) {
      if (name === 'snapshot.changed') {
        const snapshot = events[name].safeParse(payload);
        if (!snapshot.success) {
          log.error('engine.bad_event', { name, field: snapshot.error.issues[0]?.path.join('.') ?? null });
          return;
        }
        word = 'starting';
        desktop.take(snapshot.data);
        account.takeSnapshot(snapshot.data);
      } else if (to.check) {
        const parsed = events[name].safeParse(payload);
        if (!parsed.success)
          log.error('engine.bad_event', { name, field: parsed.error.issues[0]?.path.join('.') ?? null });
      }
      if (name === 'library.changed' && tellsHistory(payload)) desktop.historyChanged();
      desktop.voice.send(name, payload as EventPayload<typeof name>);
    },
    state(state) {
      desktop.voice.send('engine.state', state);
      if (state.state === 'running') desktop.historyChanged();
      if (state.state === 'stopped' || state.state === 'failed') desktop.take(null);
      word = engineWord(word, state.state);
      desktop.engine(account.view().kind === 'none' ? null : word);
    },
  };
}

/** It is being restarted from its end until it tells something. */
function engineWord(before: EngineCondition, state: EngineProcessState['state']): EngineCondition {
  if (state === 'stopped') return 'restarting';
  return state === 'failed' ? 'failed' : before;
}

function tellsHistory(payload: unknown): boolean {
  return events['library.changed'].safeParse(payload).data?.areas.includes('history') ?? false;
}
