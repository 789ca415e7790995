// Goes through many files in batches: those of a folder or below a path, all of them, or a sample. Read-only.
import type { Database } from 'better-sqlite3';
import { toFile, type FileRow, type FileState } from '../file-row.ts';

/** For SQLite any blob comes after every text, also after U+10FFFF. */
const afterAllPaths = Buffer.alloc(0);
const batchRows = 1_000;

export function openFileBatches(db: Database, at: (folderId: number, path: string) => FileRow | null) {
  const batch = db.prepare<[number, string, string | Buffer, number], { id: number; path: string; state: FileState }>(
    'SELECT id, path, state FROM files WHERE folder_id = ? AND path > ? AND path < ? ORDER BY path LIMIT ?',
  );
  const sample = db
    .prepare<[number, number, number]>(
      `SELECT * FROM files INDEXED BY files_of_folder WHERE folder_id = ? AND id % ? = 0 AND state <> 'missing'
        LIMIT ?`,
    )
    .safeIntegers();
  const known = db.prepare<[number], { n: number }>(
    'SELECT coalesce(sum(files), 0) AS n FROM counts WHERE folder_id = ?',
  );
  const times = db.prepare<[number, number], { id: number; sort_ms: number }>(
    'SELECT id, sort_ms FROM files WHERE id > ? ORDER BY id LIMIT ?',
  );

  return {
    /**
     * Files at or below a relative path ('' is all) that are not missing, by path. The caller may change or delete rows
     * meanwhile.
     */
    *under(folderId: number, path: string): Generator<{ fileId: number; path: string }> {
      const exact = path === '' ? null : at(folderId, path);
      if (exact !== null && exact.state !== 'missing') yield { fileId: exact.fileId, path };
      const end = path === '' ? afterAllPaths : `${path}0`; // '0' follows '/'
      for (let from = path === '' ? '' : `${path}/`; ;) {
        const rows = batch.all(folderId, from, end, batchRows);
        for (const row of rows) if (row.state !== 'missing') yield { fileId: row.id, path: row.path };
        const last = rows.at(-1);
        if (last === undefined || rows.length < batchRows) return;
        from = last.path;
      }
    },
    /** Ids of every file of a folder, the missing ones too. */
    *all(folderId: number): Generator<number> {
      for (let from = ''; ;) {
        const rows = batch.all(folderId, from, afterAllPaths, batchRows);
        for (const row of rows) yield row.id;
        const last = rows.at(-1);
        if (last === undefined || rows.length < batchRows) return;
        from = last.path;
      }
    },
    /** The time of every file, for computing its local day anew. */
    *dates(): Generator<{ fileId: number; sortMs: number }> {
      for (let from = 0; ;) {
        const rows = times.all(from, batchRows);
        for (const row of rows) yield { fileId: row.id, sortMs: row.sort_ms };
        const last = rows.at(-1);
        if (last === undefined) return;
        from = last.id;
      }
    },
    /** Some files of a folder, spread over all of it. */
    sample(folderId: number, limit: number): FileRow[] {
      const step = Math.max(1, Math.floor((known.get(folderId)?.n ?? 0) / limit));
      const spread = sample.all(folderId, step, limit);
      return (spread.length > 0 ? spread : sample.all(folderId, 1, limit)).map(toFile);
    },
  };
}
