// Throttles the engine's events: snapshots at most four times a second, «lists have changed» at most twice; the list of
// problems always together with its count.
import type { EventPayload } from '../../../shared/ipc.ts';
import type { FolderPreview } from '../../../shared/library/folder.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { Clock } from '../ports.ts';

const tickMs = 250;
const settlingTickMs = 500;

export type ListArea = EventPayload<'library.changed'>['areas'][number];

/** Lists that show the same photos, so that callers name only one. */
const alsoChanged: Readonly<Partial<Record<ListArea, readonly ListArea[]>>> = {
  // A photo that was inspected may be a problem, one that is gone may have been one.
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
 * One tick for both: a count in the snapshot and the list that it counts are announced at the same moment, so that they
 * contradict each other no longer than the list's answer takes. After an announcement lists skip a tick, unless a count
 * changed.
 */
export function openEventThrottle(
  clock: Clock,
  take: () => Snapshot,
  listener: EngineListener,
  /** The snapshot will change by the passing of time alone. */
  isSettling: () => boolean = () => false,
) {
  const areas = new Set<ListArea>();
  let cancel: (() => void) | null = null;
  let cancelSettling: (() => void) | null = null;
  let told = '';
  let problems: number | null = null;
  let skipsLists = false;
  let closed = false;

  function announceLists(changed: readonly ListArea[]): void {
    if (changed.length === 0) return;
    for (const area of changed) areas.delete(area);
    listener('library.changed', { areas: [...changed] });
  }

  function tick(): void {
    cancel = null;
    if (closed) return;
    const snapshot = take();
    const { atMs: _atMs, ...rest } = snapshot;
    const text = JSON.stringify(rest);
    if (text !== told) listener('snapshot.changed', snapshot);
    told = text;
    if (!skipsLists) {
      skipsLists = areas.size > 0;
      announceLists([...areas]);
    } else {
      skipsLists = false;
      if (snapshot.problems !== problems && areas.has('problems')) announceLists(['problems']);
    }
    problems = snapshot.problems;
    // Speeds and bytes change without a round of the scheduler.
    if (snapshot.lanes.length > 0 || areas.size > 0) markChanged();
    cancelSettling?.();
    cancelSettling = isSettling() ? clock.after(settlingTickMs, markChanged) : null;
  }

  function markChanged(): void {
    if (!closed) cancel ??= clock.after(tickMs, tick);
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
