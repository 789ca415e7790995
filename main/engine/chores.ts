// Work on many rows that nobody waits for at a desk: judging again, forgetting a folder, dating again. One after another, in slices, and begun again after a crash.
import type { Limits } from '../../shared/limits.ts';
import type { FolderRow } from './db/folders.ts';
import type { Tables } from './db/library.ts';
import type { Lists } from './db/lists.ts';
import { inSlices } from './db/slices.ts';
import { precheck } from './steps/precheck.ts';

export interface Chores {
  /** The folder's rules, its album, or the limits changed: what is not sent yet is judged again from its facts. No file is read. */
  rejudge(folderId: number): Promise<void>;
  /** A folder that was removed: what was not sent is dropped from the list. */
  forget(folderId: number): Promise<void>;
  /** What changed while the program was not running, or was not finished when it ended. */
  catchUp(): Promise<void>;
  /** Ends after the slice that runs. */
  close(): Promise<void>;
}

export function openChores(rooms: {
  tables: Tables;
  lists: Lists;
  limits(): Limits;
  albumFor(folder: FolderRow, path: string): number;
  changed(area: 'folders' | 'photos' | 'problems'): void;
  nudge(): void;
  onFailure(error: unknown): void;
}): Chores {
  const { tables, lists } = rooms;
  let isClosed = false;
  let last: Promise<void> = Promise.resolve();

  /** In the order asked for. A failure is told, and does not keep the next one from being done. */
  function queue(chore: () => Promise<void>): Promise<void> {
    last = last.then(() => (isClosed ? undefined : chore())).catch(rooms.onFailure);
    return last;
  }

  function* whileOpen<T>(items: Iterable<T>): Generator<T> {
    for (const item of items) {
      if (isClosed) return;
      yield item;
    }
  }

  async function rejudge(folderId: number): Promise<void> {
    await inSlices(tables, whileOpen(lists.undecidedOf(folderId)), ({ placementId, photoId, fileId, path }) => {
      // Asked for each: the rules may change while this runs.
      const folder = tables.folders.get(folderId);
      const facts = tables.photos.get(photoId);
      if (folder === null || folder.removed || facts === null) return;
      tables.placing.redirect(fileId, rooms.albumFor(folder, path));
      tables.placing.rejudge(placementId, precheck(facts, rooms.limits(), folder.rules, false));
    });
    for (const area of ['photos', 'problems'] as const) rooms.changed(area);
    rooms.nudge();
  }

  async function forget(folderId: number): Promise<void> {
    await inSlices(tables, whileOpen(tables.files.all(folderId)), (fileId) => {
      if (tables.folders.get(folderId)?.removed === true) tables.placing.forget(fileId);
    });
    for (const area of ['folders', 'photos', 'problems'] as const) rooms.changed(area);
  }

  async function catchUp(): Promise<void> {
    const limits = JSON.stringify(rooms.limits());
    if (tables.meta.text('limits') !== limits) {
      for (const { folderId } of tables.folders.all()) await rejudge(folderId);
      if (!isClosed) tables.meta.put('limits', limits);
    }
    for (const { folderId, removed } of tables.folders.withRemoved())
      if (removed && lists.isForgettable(folderId)) await forget(folderId);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (tables.meta.text('time_zone') === zone) return;
    await inSlices(tables, whileOpen(tables.files.dates()), ({ fileId, sortMs }) => tables.files.date(fileId, sortMs));
    if (!isClosed) tables.meta.put('time_zone', zone);
  }

  return {
    rejudge: (folderId) => queue(() => rejudge(folderId)),
    forget: (folderId) => queue(() => forget(folderId)),
    catchUp: () => queue(catchUp),
    async close() {
      isClosed = true;
      await last;
    },
  };
}
