// Versions of one photo in one folder (original, edited, raw), found by a hash of the name they share. Rules for them:
// pipeline/version-step.ts.
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { versionOf, type Version, type VersionKind } from '../../../../shared/photo-versions.ts';
import type { PlacementState } from '../../../../shared/placement-state.ts';
import type { ShownState } from '../../../../shared/library/shown-state.ts';
import type { LibraryQueries } from '../sql-queries/library-queries.ts';
import { mayBecomePublic } from './placement-conditions.ts';

export interface VersionRow extends Version {
  fileId: number;
  placementId: number | null;
  state: PlacementState | null;
}

/** More files than this with one name are not versions of one photo. */
const mostVersions = 32;
const batchRows = 1_000;

/** The columns of a file's row. The key has 48 bits: it fits a double, and two names rarely share one. */
export function versionColumns(path: string): { versionKey: number | null; version: VersionKind | null } {
  const found = versionOf(path);
  if (found === null) return { versionKey: null, version: null };
  return { versionKey: numberOf(found.key), version: found.kind };
}

const numberOf = (key: string): number => createHash('sha1').update(key).digest().readUIntBE(0, 6);

export function openVersionQueries(db: Database) {
  const byKey = db.prepare<
    [number, number],
    { id: number; path: string; shown: ShownState; placement_id: number | null; state: PlacementState | null }
  >(/* sql */ `SELECT f.id, f.path, f.shown, f.placement_id, p.state FROM files f LEFT
    JOIN placements p ON p.id = f.placement_id
    WHERE f.folder_id = ? AND f.version_key = ? LIMIT ${mostVersions}`);
  const due = db.prepare<[number], { folder_id: number; version_key: number }>(
    'SELECT folder_id, version_key FROM versions_due LIMIT ?',
  );
  const pairs = db.prepare<[string], { n: number }>(/* sql */ `SELECT count(*) AS n FROM files e INDEXED BY files_edited
    WHERE e.version = 'edited' AND e.folder_id IN (SELECT value FROM json_each(?)) AND EXISTS (SELECT 1 FROM files o
      WHERE o.folder_id = e.folder_id AND o.version_key = e.version_key AND o.version = 'original')`);
  const unnumbered = db.prepare<[number, number], { id: number; path: string; version: string | null }>(
    'SELECT id, path, version FROM files WHERE id > ? ORDER BY id LIMIT ?',
  );

  function at(folderId: number, key: number): VersionRow[] {
    return byKey.all(folderId, key).flatMap((row) => {
      const name = versionOf(row.path);
      if (name === null) return [];
      const isSent =
        row.shown === 'duplicate'
          ? row.state !== null && mayBecomePublic(row.state)
          : row.shown !== 'needs_you' && row.shown !== 'skipped';
      return [{ ...name, isSent, fileId: row.id, placementId: row.placement_id, state: row.state }];
    });
  }

  return {
    /** All versions of the photo at this path, itself among them. */
    of(folderId: number, path: string): VersionRow[] {
      const name = versionOf(path);
      return name === null ? [] : at(folderId, numberOf(name.key)).filter(({ key }) => key === name.key);
    },
    /** Keys of photos one version of which was sent, left out or held since they were last evaluated. */
    due: (limit: number): { folderId: number; key: number }[] =>
      due.all(limit).map((row) => ({ folderId: row.folder_id, key: row.version_key })),
    /** All versions under this key; another name may share the key. */
    at,
    /** How many edited photos of these folders have their original beside them. */
    pairs: (folderIds: readonly number[]): number => pairs.get(JSON.stringify(folderIds))?.n ?? 0,
    /** Files whose row has no version columns yet, read in batches. */
    *unnumbered(): Generator<{ fileId: number; path: string }> {
      for (let from = 0; ;) {
        const rows = unnumbered.all(from, batchRows);
        for (const row of rows) if (row.version === null) yield { fileId: row.id, path: row.path };
        const last = rows.at(-1);
        if (last === undefined) return;
        from = last.id;
      }
    },
  };
}

export function openVersions(db: Database, queries: LibraryQueries['versions']) {
  const done = db.prepare('DELETE FROM versions_due WHERE folder_id = ? AND version_key = ?');
  const number = db.prepare('UPDATE files SET version_key = ?, version = ? WHERE id = ?');
  return {
    ...queries,
    /** These versions were evaluated again. */
    done(folderId: number, key: number): void {
      done.run(folderId, key);
    },
    /** Gives an old row the columns of its version, if its name has one. */
    setVersion(fileId: number, path: string): void {
      const { versionKey, version } = versionColumns(path);
      if (versionKey !== null) number.run(versionKey, version, fileId);
    },
  };
}
