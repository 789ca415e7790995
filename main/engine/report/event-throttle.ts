// Tells the outside what changed, gently: snapshots at most four times a second, «ask your lists again» at most twice, problems with their count.
import type { EventPayload } from '../../../shared/ipc.ts';
import type { Glimpse } from '../../../shared/library.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { Clock } from '../ports.ts';

const beatMs = 250;
const settlingBeatMs = 500;

export type Area = EventPayload<'library.changed'>['areas'][number];

/** Lists that show the same photos: who publishes or holds one need not know them all. */
const alsoChanged: Readonly<Partial<Record<Area, readonly Area[]>>> = {
  // A photo that was looked at may be a problem, one that is gone may have been one.
  photos: ['folders', 'problems'],
  problems: ['photos', 'folders'],
  history: ['photos', 'folders', 'albums'],
};

export interface EngineEvents {
  'snapshot.changed': Snapshot;
  'library.changed': { areas: Area[] };
  'survey.found': { path: string; photos: number; bytes: number };
  'glimpse.found': { path: string; photo: Glimpse };
}
export type EngineListener = <E extends keyof EngineEvents>(name: E, payload: EngineEvents[E]) => void;

/**
 * One beat for both: a count in the snapshot and the list that it counts are told at the same moment, so that the two never
 * contradict each other for longer than the list's answer takes. Lists rest for a beat after they were told, unless a count changed.
 */
export function openAnnouncer(
  clock: Clock,
  take: () => Snapshot,
  tell: EngineListener,
  /** Something else will be told though nothing stirs: only time has to pass. */
  isSettling: () => boolean = () => false,
) {
  const areas = new Set<Area>();
  let cancel: (() => void) | null = null;
  let cancelSettling: (() => void) | null = null;
  let told = '';
  let problems: number | null = null;
  let listsRest = false;
  let closed = false;

  function sayLists(changed: readonly Area[]): void {
    if (changed.length === 0) return;
    for (const area of changed) areas.delete(area);
    tell('library.changed', { areas: [...changed] });
  }

  function beat(): void {
    cancel = null;
    if (closed) return;
    const snapshot = take();
    const { atMs: _atMs, ...rest } = snapshot;
    const text = JSON.stringify(rest);
    if (text !== told) tell('snapshot.changed', snapshot);
    told = text;
    if (!listsRest) {
      listsRest = areas.size > 0;
      sayLists([...areas]);
    } else {
      listsRest = false;
      if (snapshot.problems !== problems && areas.has('problems')) sayLists(['problems']);
    }
    problems = snapshot.problems;
    // Speeds and bytes move without any round of the conveyor.
    if (snapshot.lanes.length > 0 || areas.size > 0) stir();
    cancelSettling?.();
    cancelSettling = isSettling() ? clock.after(settlingBeatMs, stir) : null;
  }

  function stir(): void {
    if (!closed) cancel ??= clock.after(beatMs, beat);
  }

  return {
    stir,
    changed(area: Area): void {
      areas.add(area);
      for (const also of alsoChanged[area] ?? []) areas.add(also);
      stir();
    },
    close(): void {
      closed = true;
      cancel?.();
      cancelSettling?.();
    },
  };
}
