// Tells the outside what changed, gently: snapshots at most four times a second, «ask your lists again» at most twice.
import type { EventPayload } from '../../shared/ipc.ts';
import type { Glimpse, Snapshot } from '../../shared/library.ts';
import type { Clock } from './ports.ts';

const snapshotEveryMs = 250;
const listsEveryMs = 500;

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

export function openAnnouncer(clock: Clock, take: () => Snapshot, tell: EngineListener) {
  const areas = new Set<Area>();
  let cancelSnapshot: (() => void) | null = null;
  let cancelLists: (() => void) | null = null;
  let told = '';
  let closed = false;

  function sayLists(): void {
    cancelLists = null;
    if (closed || areas.size === 0) return;
    const changed = [...areas];
    areas.clear();
    tell('library.changed', { areas: changed });
  }

  function saySnapshot(): void {
    cancelSnapshot = null;
    if (closed) return;
    const snapshot = take();
    const { atMs: _atMs, ...rest } = snapshot;
    const text = JSON.stringify(rest);
    if (text !== told) tell('snapshot.changed', snapshot);
    told = text;
    // Speeds and bytes move without any round of the conveyor.
    if (snapshot.lanes.length > 0) stir();
  }

  function stir(): void {
    if (!closed) cancelSnapshot ??= clock.after(snapshotEveryMs, saySnapshot);
  }

  return {
    stir,
    now: take,
    changed(area: Area): void {
      areas.add(area);
      for (const also of alsoChanged[area] ?? []) areas.add(also);
      if (!closed) cancelLists ??= clock.after(listsEveryMs, sayLists);
      stir();
    },
    close(): void {
      closed = true;
      cancelSnapshot?.();
      cancelLists?.();
    },
  };
}
