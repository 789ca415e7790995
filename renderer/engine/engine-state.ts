// What the window knows of the program, and how each event changes it. Pure; the subscription is engine-store's.
import type { AccountView, EventName, EventPayload } from '../../shared/ipc.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { defaultSettings, type Settings } from '../../shared/settings.ts';
import { knownOf, type LastKnown } from './last-known.ts';

export type StaleArea = EventPayload<'library.changed'>['areas'][number];

export interface EngineView {
  /** false until the first answers are there: nothing is drawn before. */
  ready: boolean;
  /** null: the engine does not answer, or has not answered yet; nothing may be said of the present then. */
  snapshot: Snapshot | null;
  /** What was so when it last answered, before this start perhaps. */
  lastKnown: LastKnown | null;
  account: AccountView | null;
  settings: Settings;
  engine: EventPayload<'engine.state'>;
  /** How it ended; until it answers again. */
  broken: EventPayload<'engine.state'> | null;
  /** Ends that came soon after one another. */
  crashes: { inARow: number; lastMs: number };
  /** Grows each time an area changed: lists ask again when theirs did. */
  versions: Readonly<Record<StaleArea, number>>;
}

export const initialState: EngineView = {
  ready: false,
  snapshot: null,
  lastKnown: null,
  account: null,
  settings: defaultSettings,
  engine: { state: 'starting', code: null },
  broken: null,
  crashes: { inARow: 0, lastMs: 0 },
  versions: { folders: 0, photos: 0, problems: 0, albums: 0, history: 0 },
};

/** An engine that ran so long was well: its next end is the first one. */
export const wellAfterMs = 60_000;
/** By then waiting has not helped, and a person is told what to do. */
const tooManyCrashes = 3;

export const keepsCrashing = ({ crashes }: EngineView): boolean => crashes.inARow >= tooManyCrashes;

export type EngineEvent = { [N in EventName]: { name: N; payload: EventPayload<N>; nowMs?: number } }[EventName];

export function afterEvent(state: EngineView, event: EngineEvent): EngineView {
  switch (event.name) {
    case 'snapshot.changed': {
      // Events may overtake an older answer: a snapshot never goes back in time.
      if (state.snapshot !== null && event.payload.atMs < state.snapshot.atMs) return state;
      // Whose library it is has become known: only now do photos and albums have addresses on the service.
      const known = event.payload.account !== null && event.payload.account.userId !== state.snapshot?.account?.userId;
      const versions = known && state.snapshot !== null ? allAgain(state.versions) : state.versions;
      const lastKnown = knownOf(event.payload);
      // The last word of one that is gone; the next one's first word comes when it runs.
      if (state.broken !== null && state.engine.state !== 'running') return { ...state, lastKnown };
      return wellAgain({ ...state, snapshot: event.payload, lastKnown, broken: null, versions }, event.payload.atMs);
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
      const { crashes } = initialState;
      if (event.payload.kind === 'none')
        return { ...state, account: event.payload, snapshot: null, lastKnown: null, broken: null, crashes, versions };
      // What was known of one account is not said of another.
      const before = state.account;
      const isOther = before !== null && (before.kind !== event.payload.kind || before.userId !== event.payload.userId);
      const lastKnown = isOther && state.snapshot === null ? null : state.lastKnown;
      return { ...state, account: event.payload, lastKnown, versions };
    }
    case 'settings.changed':
      return { ...state, settings: event.payload };
    case 'engine.state': {
      const engine = event.payload;
      if (engine.state === 'stopped' || engine.state === 'failed') return afterEnd(state, engine, event.nowMs);
      const restarted = engine.state === 'running' && state.engine.state !== 'running';
      const versions = restarted ? allAgain(state.versions) : state.versions;
      return { ...state, engine, versions };
    }
    case 'screen.wanted':
    case 'about.wanted':
    case 'drop.wanted':
    case 'explain.wanted':
    case 'survey.found':
    case 'folderPreview.found':
      return state;
  }
}

/** Once it has answered and lived for a while, its former ends are forgotten; it may have nothing to tell meanwhile. */
export function wellAgain(state: EngineView, nowMs: number): EngineView {
  const isWell = state.snapshot !== null && nowMs - state.crashes.lastMs >= wellAfterMs;
  return isWell && state.crashes.inARow > 0 ? { ...state, crashes: initialState.crashes } : state;
}

/** What it told last is of the past from now on. Without an account it is not missed. */
function afterEnd(state: EngineView, engine: EngineView['engine'], nowMs = 0): EngineView {
  if (state.account?.kind === 'none') return { ...state, engine };
  const isNews = state.engine.state !== 'stopped' && state.engine.state !== 'failed';
  const crashes = isNews ? { inARow: state.crashes.inARow + 1, lastMs: nowMs } : state.crashes;
  return { ...state, engine, broken: engine, crashes, snapshot: null };
}

/** Nobody tells which rows are others now, or a new engine process may have missed telling: every list asks again. */
function allAgain(versions: EngineView['versions']): EngineView['versions'] {
  const next = { ...versions };
  for (const area of Object.keys(next) as StaleArea[]) next[area] += 1;
  return next;
}
