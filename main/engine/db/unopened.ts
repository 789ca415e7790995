// Files and folders that could not be read, and why. Remembered as well as written, so they are shown on a full disk,
// too.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';

export interface UnopenedPath {
  /** Relative to the watched folder, with `/`. A folder stands for everything below it. */
  path: string;
  /** The system's error code, or one of ours. */
  code: string;
}

/** A path, then each folder above it, without ''. */
export function* upwards(path: string): Generator<string> {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) yield at;
}

const row = z.object({ path: z.string(), code: z.string() });

export function openUnopenedQueries(db: Database) {
  const all = db.prepare<[number]>('SELECT path, code FROM unopened WHERE folder_id = ? ORDER BY path');
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
    // A connection that only reads does not notice changes.
    if (!db.readonly) known.set(folderId, read);
    return read;
  }

  return {
    /** By path. */
    list: (folderId: number): UnopenedPath[] =>
      [...of(folderId)].map(([path, code]) => ({ path, code })).sort((a, b) => (a.path < b.path ? -1 : 1)),
    count: (folderId: number): number => of(folderId).size,
    /** The path itself, or the nearest folder above it. */
    at(folderId: number, path: string): UnopenedPath | null {
      const unread = of(folderId);
      const found = [...upwards(path)].find((one) => unread.has(one));
      return found === undefined ? null : { path: found, code: unread.get(found) ?? '' };
    },
    /** The first path below this one. */
    inside(folderId: number, path: string): UnopenedPath | null {
      let first: UnopenedPath | null = null;
      for (const [one, code] of of(folderId))
        if (one.startsWith(`${path}/`) && (first === null || one < first.path)) first = { path: one, code };
      return first;
    },
    /** Code by path: what is remembered, for the table to change. */
    of,
  };
}

export function openUnopened(db: Database, queries: ReturnType<typeof openUnopenedQueries>) {
  const write = db.prepare(
    'INSERT INTO unopened (folder_id, path, code) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET code = excluded.code',
  );
  const remove = db.prepare('DELETE FROM unopened WHERE folder_id = ? AND path = ?');
  return {
    ...queries,
    note(folderId: number, { path, code }: UnopenedPath): void {
      if (queries.of(folderId).get(path) === code) return;
      queries.of(folderId).set(path, code);
      write.run(folderId, path, code);
    },
    drop(folderId: number, path: string): void {
      if (queries.of(folderId).delete(path)) remove.run(folderId, path);
    },
  };
}
