// For tests of the database: a library in a real file, with short helpers for what an engine does to it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Facts } from '../../../shared/facts.ts';
import { defaultRules } from '../../../shared/library/folder-rules.ts';
import type { ShownState } from '../../../shared/library/shown-state.ts';
import type { Reason } from '../../../shared/reasons.ts';
import type { FileRow } from '../db/file-row.ts';
import { tablesOf, type Tables } from '../db/tables.ts';
import { openLibraryQueries, type LibraryQueries } from '../db/sql-queries/library-queries.ts';
import { openLibrary } from '../db/storage/open.ts';
import type { PhotoVerdict } from '../db/verdicts/verdicts.ts';
import type { FileStat } from '../disk/file-stat.ts';

export interface TestLibrary {
  dataFolder: string;
  db: Database;
  tables: Tables;
  queries: LibraryQueries;
  clock: { now: number };
  /** A watched folder whose photos go into one album of its own. */
  folder(path: string): { folderId: number; albumId: number };
  /** A file as a scan finds it. `content` names its bytes. */
  file(folderId: number, path: string, fileStat?: Partial<FileStat>): number;
  /** Inspects a file: its photo is queued, or whatever the verdict says. Answers the placement. */
  inspect(fileId: number, content: string, albumId: number, verdict?: PhotoVerdict): number;
  row(fileId: number): FileRow;
  state(placementId: number): string | null;
  /** How a person is shown the file, and why; null when it is gone. */
  shown(fileId: number): readonly [ShownState, Reason | null] | null;
  /** Takes a queued placement to the service's side. */
  send(placementId: number, to: 'reserved' | 'uploaded' | 'committing' | 'done'): void;
  close(): void;
}

export const queued: PhotoVerdict = { kind: 'queued', conversionPlan: null };

/** Facts of a content that is known by its name only. */
export function factsOf(content: string, more: Partial<Facts> = {}): Facts {
  const sha256 = Buffer.from(content).toString('hex').padStart(64, '0').slice(-64);
  return {
    sha256,
    sizeBytes: 1000,
    format: 'jpeg',
    width: 640,
    height: 480,
    orientation: 1,
    capturedAtMs: null,
    capturedFrom: null,
    hasGps: false,
    caption: null,
    soundness: 'whole',
    hasThumbnail: true,
    ...more,
  };
}

export const startMs = Date.UTC(2026, 6, 12, 12);

export function openTestLibrary(dataFolder = mkdtempSync(join(tmpdir(), 'ok-photo-sync-db-'))): TestLibrary {
  const opened = openLibrary(dataFolder);
  if (opened.kind !== 'open') throw new Error(`library: ${opened.kind}`);
  const clock = { now: startMs };
  const now = (): number => clock.now;
  const queries = openLibraryQueries(opened.db, now);
  const tables = tablesOf(opened.db, now, null, queries);
  const { files, folders, albums, placements, verdicts, reservations } = tables;
  let inodes = 100n;

  const row = (fileId: number): FileRow => {
    const found = files.get(fileId);
    if (found === null) throw new Error(`file ${fileId} is gone`);
    return found;
  };
  return {
    dataFolder,
    db: opened.db,
    tables,
    queries,
    clock,
    folder(path) {
      const albumId = albums.wanted(`album of ${path}`, 'friends', false);
      albums.setReady(albumId, `remote of ${path}`);
      const target = { kind: 'album', albumId } as const;
      const title = path.split('/').at(-1) ?? path;
      return { folderId: folders.add({ kind: 'watched', path, title, target, rules: defaultRules }), albumId };
    },
    file(folderId, path, fileStat = {}) {
      inodes += 1n;
      const full = {
        sizeBytes: 1000,
        mtimeNs: BigInt(startMs) * 1_000_000n,
        inode: inodes,
        ctimeNs: 0n,
        birthNs: 0n,
        ...fileStat,
      };
      return files.add(folderId, path, full, true);
    },
    inspect(fileId, content, albumId, verdict = queued) {
      verdicts.inspected(row(fileId), factsOf(content), albumId, 10, () => verdict);
      return row(fileId).placementId ?? 0;
    },
    state: (placementId) => placements.state(placementId),
    shown(fileId) {
      const line = queries.photoList.row(fileId);
      return line === null ? null : [line.shown, line.reason];
    },
    send(placementId, to) {
      const albumId = placements.get(placementId)?.albumId ?? 0;
      const reservationId = reservations.add(albumId, 'sealed', clock.now + 86_400_000);
      placements.apply(placementId, 'reserved', { reservationId, remotePhotoId: `id${placementId}` });
      if (to === 'reserved') return;
      placements.apply(placementId, 'uploaded', { tokenSealed: 'sealed' });
      if (to === 'uploaded') return;
      placements.apply(placementId, 'commit_started', { commitStartedMs: clock.now });
      if (to === 'committing') return;
      placements.apply(placementId, 'committed', { assignedId: `assigned${placementId}` });
    },
    row,
    close() {
      opened.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
