// What inside a folder could not be looked at, and why. Remembered as well as written: a full disk must not make it unsaid.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';

export interface UnopenedTable {
  /** Relative to the folder, `/` between parts. A folder stands for all below it. */
  path: string;
  /** The system's word, or ours. */
  code: string;
}

/** A path, then each folder it lies in; '' is not among them. */
export function* upwards(path: string): Generator<string> {
  for (let place = path; place !== ''; place = place.slice(0, Math.max(0, place.lastIndexOf('/')))) yield place;
}

const row = z.object({ path: z.string(), code: z.string() });

export function openUnopened(db: Database) {
  const all = db.prepare<[number]>('SELECT path, code FROM unopened WHERE folder_id = ? ORDER BY path');
  const write = db.prepare(
    'INSERT INTO unopened (folder_id, path, code) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET code = excluded.code',
  );
  const remove = db.prepare('DELETE FROM unopened WHERE folder_id = ? AND path = ?');
  const known = new Map<number, Map<string, string>>();

  function of(folderId: number): Map<string, string> {
    const remembered = known.get(folderId);
    if (remembered !== undefined) return remembered;
    const read = new Map(
      all.all(folderId).map((raw) => {
        const { path, code } = row.parse(raw);
        return [path, code] as const;
      }),
    );
    // Who only reads does not hear of changes.
    if (!db.readonly) known.set(folderId, read);
    return read;
  }

  return {
    /** By path. */
    list: (folderId: number): UnopenedTable[] =>
      [...of(folderId)].map(([path, code]) => ({ path, code })).sort((a, b) => (a.path < b.path ? -1 : 1)),
    count: (folderId: number): number => of(folderId).size,
    /** The place itself, or the one it lies in. */
    at(folderId: number, path: string): UnopenedTable | null {
      const places = of(folderId);
      const place = [...upwards(path)].find((one) => places.has(one));
      return place === undefined ? null : { path: place, code: places.get(place) ?? '' };
    },
    /** The first place inside this one, by path. */
    inside(folderId: number, path: string): UnopenedTable | null {
      let first: UnopenedTable | null = null;
      for (const [place, code] of of(folderId))
        if (place.startsWith(`${path}/`) && (first === null || place < first.path)) first = { path: place, code };
      return first;
    },
    note(folderId: number, { path, code }: UnopenedTable): void {
      if (of(folderId).get(path) === code) return;
      of(folderId).set(path, code);
      write.run(folderId, path, code);
    },
    drop(folderId: number, path: string): void {
      if (of(folderId).delete(path)) remove.run(folderId, path);
    },
  };
}
