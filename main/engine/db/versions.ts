// Versions of one photo in one folder (original, edited, raw), found by a number of the name they share. What follows from them is judged elsewhere.
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { versionOf, type Version, type VersionKind } from '../../../shared/photo-versions.ts';
import type { PlacementState } from '../../../shared/placement-state.ts';
import type { ShownState } from '../../../shared/library/shown-state.ts';
import { mayBecomePublic } from './source-files.ts';

export interface VersionRow extends Version {
  fileId: number;
  placementId: number | null;
  state: PlacementState | null;
}

/** More files of one name are no versions of one photo. */
const mostVersions = 32;
const partRows = 1_000;

/** For the row of a file. 48 bits: few enough for a double, many enough that two names hardly ever meet. */
export function versionColumns(path: string): { versionKey: number | null; version: VersionKind | null } {
  const found = versionOf(path);
  if (found === null) return { versionKey: null, version: null };
  return { versionKey: numberOf(found.key), version: found.kind };
}

const numberOf = (key: string): number => createHash('sha1').update(key).digest().readUIntBE(0, 6);

export function openVersions(db: Database) {
  const byKey = db.prepare<
    [number, number],
    { id: number; path: string; shown: ShownState; placement_id: number | null; state: PlacementState | null }
  >(/* sql */ `SELECT f.id, f.path, f.shown, f.placement_id, p.state FROM files f LEFT JOIN placements p ON p.id = f.placement_id
    WHERE f.folder_id = ? AND f.version_key = ? LIMIT ${mostVersions}`);
  const due = db.prepare<[number], { folder_id: number; version_key: number }>(
    'SELECT folder_id, version_key FROM versions_due LIMIT ?',
  );
  const done = db.prepare('DELETE FROM versions_due WHERE folder_id = ? AND version_key = ?');
  const pairs = db.prepare<[string], { n: number }>(/* sql */ `SELECT count(*) AS n FROM files e INDEXED BY files_edited
    WHERE e.version = 'edited' AND e.folder_id IN (SELECT value FROM json_each(?)) AND EXISTS (SELECT 1 FROM files o
      WHERE o.folder_id = e.folder_id AND o.version_key = e.version_key AND o.version = 'original')`);
  const unnumbered = db.prepare<[number, number], { id: number; path: string; version: string | null }>(
    'SELECT id, path, version FROM files WHERE id > ? ORDER BY id LIMIT ?',
  );
  const number = db.prepare('UPDATE files SET version_key = ?, version = ? WHERE id = ?');

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
    /** Photos some version of which has changed its fate. */
    due: (limit: number): { folderId: number; key: number }[] =>
      due.all(limit).map((row) => ({ folderId: row.folder_id, key: row.version_key })),
    at,
    done(folderId: number, key: number): void {
      done.run(folderId, key);
    },
    /** Edited photos whose original lies beside them, in these folders. */
    pairs: (folderIds: readonly number[]): number => pairs.get(JSON.stringify(folderIds))?.n ?? 0,
    /** Files that were known before versions were, for numbering them; drawn in parts. */
    *unnumbered(): Generator<{ fileId: number; path: string }> {
      for (let from = 0; ;) {
        const rows = unnumbered.all(from, partRows);
        for (const row of rows) if (row.version === null) yield { fileId: row.id, path: row.path };
        const last = rows.at(-1);
        if (last === undefined) return;
        from = last.id;
      }
    },
    number(fileId: number, path: string): void {
      const { versionKey, version } = versionColumns(path);
      if (versionKey !== null) number.run(versionKey, version, fileId);
    },
  };
}
export type Versions = ReturnType<typeof openVersions>;
