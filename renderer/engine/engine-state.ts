// What the window knows of the program, and how each event changes it. Pure; engine-store.ts subscribes.
import type { EventName, EventPayload } from '../../shared/ipc.ts';
import type { AccountView } from '../../shared/program-views.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { defaultSettings, type Settings } from '../../shared/settings.ts';
import { knownOf, type LastKnown } from './last-known.ts';

export type StaleArea = EventPayload<'library.changed'>['areas'][number];

export interface EngineView {
  /** false until settings and account have been answered: nothing is drawn before. */
  ready: boolean;
  /** null: the engine does not answer, or has not answered yet; the present state is unknown. */
  snapshot: Snapshot | null;
  /** Counts from the engine's last answer, possibly from before this start. */
  lastKnown: LastKnown | null;
  account: AccountView | null;
  settings: Settings;
  engine: EventPayload<'engine.state'>;
  /** How the engine ended; null once it answers again. */
  broken: EventPayload<'engine.state'> | null;
  /** Crashes in quick succession. */
  crashes: { inARow: number; lastMs: number };
  /** Grows each time an area changes: lists ask again when the number of theirs grows. */
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

/** After running this long without a crash, the next one counts as the first. */
export const wellAfterMs = 60_000;
/** From this many on, the banner tells the person what to do. */
const tooManyCrashes = 3;

export const keepsCrashing = ({ crashes }: EngineView): boolean => crashes.inARow >= tooManyCrashes;

export type EngineEvent = { [N in EventName]: { name: N; payload: EventPayload<N>; nowMs?: number } }[EventName];

export function afterEvent(state: EngineView, event: EngineEvent): EngineView {
  switch (event.name) {
    case 'snapshot.changed': {
      // An event may overtake an older answer: an older snapshot is ignored.
      if (state.snapshot !== null && event.payload.atMs < state.snapshot.atMs) return state;
      // The account has become known: only now do photos and albums have addresses on the service.
      const known = event.payload.account !== null && event.payload.account.userId !== state.snapshot?.account?.userId;
      const versions = known && state.snapshot !== null ? allAgain(state.versions) : state.versions;
      const lastKnown = knownOf(event.payload);
      // This is the last snapshot of an engine that has ended; the next engine sends its own.
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
      // The addresses of photos and albums begin with the service's.
      const moved = state.account !== null && event.payload.webAddress !== state.account.webAddress;
      const versions = moved ? allAgain(state.versions) : state.versions;
      // After signing out, the counts of that account are forgotten.
      const { crashes } = initialState;
      if (event.payload.kind === 'none')
        return { ...state, account: event.payload, snapshot: null, lastKnown: null, broken: null, crashes, versions };
      // Counts of one account are not shown for another.
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

/** Forgets former crashes once the engine has answered and run for a while, even if it sends nothing new. */
export function wellAgain(state: EngineView, nowMs: number): EngineView {
  const isWell = state.snapshot !== null && nowMs - state.crashes.lastMs >= wellAfterMs;
  return isWell && state.crashes.inARow > 0 ? { ...state, crashes: initialState.crashes } : state;
}

/** Keeps the last counts as «last known». Without an account no engine runs, so none is missing. */
function afterEnd(state: EngineView, engine: EngineView['engine'], nowMs = 0): EngineView {
  if (state.account?.kind === 'none') return { ...state, engine };
  const isNews = state.engine.state !== 'stopped' && state.engine.state !== 'failed';
  const crashes = isNews ? { inARow: state.crashes.inARow + 1, lastMs: nowMs } : state.crashes;
  return { ...state, engine, broken: engine, crashes, snapshot: null };
}

/** Makes every list ask again: it is not known which rows changed. */
function allAgain(versions: EngineView['versions']): EngineView['versions'] {
  const next = { ...versions };
  for (const area of Object.keys(next) as StaleArea[]) next[area] += 1;
  return next;
}
