// What the window knows of the program, and how each event changes it. Pure; the subscription is engine-store's.
import type { AccountView, EventName, EventPayload } from '../shared/ipc.ts';
import type { Snapshot } from '../shared/snapshot.ts';
import { defaultSettings, type Settings } from '../shared/settings.ts';

export type Area = EventPayload<'library.changed'>['areas'][number];

export interface EngineState {
  /** false until the first answers are there: nothing is drawn before. */
  ready: boolean;
  snapshot: Snapshot | null;
  account: AccountView | null;
  settings: Settings;
  engine: EventPayload<'engine.state'>;
  /** Grows each time an area changed: lists ask again when theirs did. */
  versions: Readonly<Record<Area, number>>;
}

export const initialState: EngineState = {
  ready: false,
  snapshot: null,
  account: null,
  settings: defaultSettings,
  engine: { state: 'starting', code: null },
  versions: { folders: 0, photos: 0, problems: 0, albums: 0, history: 0 },
};

export type EngineEvent = { [N in EventName]: { name: N; payload: EventPayload<N> } }[EventName];

export function afterEvent(state: EngineState, event: EngineEvent): EngineState {
  switch (event.name) {
    case 'snapshot.changed': {
      // Events may overtake an older answer: a snapshot never goes back in time.
      if (state.snapshot !== null && event.payload.atMs < state.snapshot.atMs) return state;
      // Whose library it is has become known: only now do photos and albums have addresses on the service.
      const known = event.payload.account !== null && event.payload.account.userId !== state.snapshot?.account?.userId;
      const versions = known && state.snapshot !== null ? allAgain(state.versions) : state.versions;
      return { ...state, snapshot: event.payload, versions };
    }
    case 'library.changed': {
      if (event.payload.areas.length === 0) return state;
      const versions = { ...state.versions };
      for (const area of event.payload.areas) versions[area] += 1;
      return { ...state, versions };
    }
    case 'account.changed': {
      // Those addresses begin with the service's.
      const moved = state.account !== null && event.payload.webAddress !== state.account.webAddress;
      const versions = moved ? allAgain(state.versions) : state.versions;
      // Whoever signed out takes the numbers along: they were of that account.
      const snapshot = event.payload.kind === 'none' ? null : state.snapshot;
      return { ...state, account: event.payload, snapshot, versions };
    }
    case 'settings.changed':
      return { ...state, settings: event.payload };
    case 'engine.state': {
      const restarted = event.payload.state === 'running' && state.engine.state !== 'running';
      const versions = restarted ? allAgain(state.versions) : state.versions;
      return { ...state, engine: event.payload, versions };
    }
    case 'screen.wanted':
    case 'about.wanted':
    case 'drop.wanted':
    case 'explain.wanted':
    case 'survey.found':
    case 'glimpse.found':
      return state;
  }
}

/** Nobody tells which rows are others now, or a new engine process may have missed telling: every list asks again. */
function allAgain(versions: EngineState['versions']): EngineState['versions'] {
  const next = { ...versions };
  for (const area of Object.keys(next) as Area[]) next[area] += 1;
  return next;
}
