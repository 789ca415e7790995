// Tells the outside what changed, gently: snapshots at most four times a second, «ask your lists again» at most twice, problems with their count.
import type { EventPayload } from '../../../shared/ipc.ts';
import type { FolderPreview } from '../../../shared/library/folder.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { Clock } from '../ports.ts';

const beatMs = 250;
const settlingBeatMs = 500;

export type ListArea = EventPayload<'library.changed'>['areas'][number];

/** Lists that show the same photos: who publishes or holds one need not know them all. */
const alsoChanged: Readonly<Partial<Record<ListArea, readonly ListArea[]>>> = {
  // A photo that was looked at may be a problem, one that is gone may have been one.
  photos: ['folders', 'problems'],
  problems: ['photos', 'folders'],
  history: ['photos', 'folders', 'albums'],
};

export interface EngineEventPayloads {
  'snapshot.changed': Snapshot;
  'library.changed': { areas: ListArea[] };
  'survey.found': { path: string; photos: number; bytes: number };
  'folderPreview.found': { path: string; photo: FolderPreview };
}
export type EngineListener = <E extends keyof EngineEventPayloads>(name: E, payload: EngineEventPayloads[E]) => void;

/**
 * One beat for both: a count in the snapshot and the list that it counts are told at the same moment, so that the two never
 * contradict each other for longer than the list's answer takes. Lists rest for a beat after they were told, unless a count changed.
 */
export function openEventThrottle(
  clock: Clock,
  take: () => Snapshot,
  tell: EngineListener,
  /** Something else will be told though nothing stirs: only time has to pass. */
  isSettling: () => boolean = () => false,
) {
  const areas = new Set<ListArea>();
  let cancel: (() => void) | null = null;
  let cancelSettling: (() => void) | null = null;
  let told = '';
  let problems: number | null = null;
  let listsRest = false;
  let closed = false;

  function sayLists(changed: readonly ListArea[]): void {
    if (changed.length === 0) return;
    for (const area of changed) areas.delete(area);
    tell('library.changed', { areas: [...changed] });
  }

  function tick(): void {
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
    if (snapshot.lanes.length > 0 || areas.size > 0) markChanged();
    cancelSettling?.();
    cancelSettling = isSettling() ? clock.after(settlingBeatMs, markChanged) : null;
  }

  function markChanged(): void {
    if (!closed) cancel ??= clock.after(beatMs, tick);
  }

  return {
    markChanged,
    changed(area: ListArea): void {
      areas.add(area);
      for (const also of alsoChanged[area] ?? []) areas.add(also);
      markChanged();
    },
    close(): void {
      closed = true;
      cancel?.();
      cancelSettling?.();
    },
  };
}
