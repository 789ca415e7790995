// Watched folders, and for each album and rules the one «folder» that holds what was dropped so.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { defaultRules, folderRules, type FolderRules } from '../../../shared/library/folder-rules.ts';
import { privacy, type Privacy } from '../../../shared/library/album.ts';
import { watchHealth, type WatchHealth } from '../../../shared/library/folder.ts';

const namesakes = z.enum(['use', 'another']);
/** Where the title of a subfolder's album is there already. */
export type Namesakes = z.infer<typeof namesakes>;

const row = z.object({
  id: z.number(),
  kind: z.enum(['watched', 'dropped']),
  path: z.string().nullable(),
  title: z.string(),
  target_kind: z.enum(['personal', 'album', 'per_subfolder']),
  album_id: z.number().nullable(),
  privacy: privacy.nullable(),
  namesakes: namesakes.nullable(),
  rules: z.string(),
  paused: z.number(),
  planned: z.number(),
  root_dev: z.string().nullable(),
  root_inode: z.string().nullable(),
  health: watchHealth,
  health_since_ms: z.number(),
  scan_every_ms: z.number().nullable(),
  remedy: z.string().nullable(),
  last_scan_ms: z.number().nullable(),
  trouble: z.string().nullable(),
  removed_at_ms: z.number().nullable(),
});

export type FolderTarget =
  | { kind: 'personal' | 'album'; albumId: number }
  | { kind: 'per_subfolder'; privacy: Privacy; namesakes: Namesakes | null };

export interface FolderRecord {
  folderId: number;
  kind: 'watched' | 'dropped';
  path: string | null;
  title: string;
  target: FolderTarget;
  rules: FolderRules;
  paused: boolean;
  /** Checked, not sent yet: the person has not said «start». */
  planned: boolean;
  root: { dev: string; inode: string } | null;
  health: WatchHealth;
  healthSinceMs: number;
  scanEveryMs: number | null;
  remedy: string | null;
  lastScanMs: number | null;
  /** Code of why it was not looked through to its end, lately; it is tried again. null: it was, or its health says why not. */
  trouble: string | null;
  removed: boolean;
}

export function openFolders(db: Database, now: () => number) {
  /** As last told: a library that cannot be written must not make it unsaid. */
  const troubles = new Map<number, string | null>();
  const all = db.prepare('SELECT * FROM folders WHERE removed_at_ms IS NULL ORDER BY id');
  const everything = db.prepare('SELECT * FROM folders ORDER BY id');
  const one = db.prepare<[number]>('SELECT * FROM folders WHERE id = ?');
  const byPath = db.prepare<[string]>('SELECT * FROM folders WHERE path = ?');
  const droppedInto = db.prepare<[number]>(`SELECT * FROM folders WHERE kind = 'dropped' AND album_id = ? ORDER BY id`);
  const insert =
    db.prepare(/* sql */ `INSERT INTO folders (kind, path, title, target_kind, album_id, privacy, namesakes, rules, health, health_since_ms, created_at_ms)
    VALUES (@kind, @path, @title, @target_kind, @album_id, @privacy, @namesakes, @rules, @health, @now, @now)`);
  const target = db.prepare(
    'UPDATE folders SET target_kind = ?, album_id = ?, privacy = ?, namesakes = ? WHERE id = ?',
  );
  const rules = db.prepare('UPDATE folders SET rules = ? WHERE id = ?');
  const title = db.prepare('UPDATE folders SET title = ? WHERE id = ?');
  const paused = db.prepare('UPDATE folders SET paused = ? WHERE id = ?');
  const planned = db.prepare('UPDATE folders SET planned = ? WHERE id = ?');
  const removed = db.prepare('UPDATE folders SET removed_at_ms = ? WHERE id = ?');
  const root = db.prepare('UPDATE folders SET root_dev = ?, root_inode = ? WHERE id = ?');
  const health =
    db.prepare(`UPDATE folders SET health_since_ms = CASE WHEN health = @health THEN health_since_ms ELSE @now END,
    health = @health, scan_every_ms = @every, remedy = @remedy WHERE id = @id`);
  const scanned = db.prepare('UPDATE folders SET last_scan_ms = ? WHERE id = ?');
  const trouble = db.prepare('UPDATE folders SET trouble = ? WHERE id = ?');

  function asTold(raw: unknown): FolderRecord {
    const folder = toFolder(raw);
    const told = troubles.get(folder.folderId);
    return told === undefined ? folder : { ...folder, trouble: told };
  }

  /** The rows as last read: every round of the conveyor asks for them, and they hardly ever change. Only this file writes them. */
  let known: { present: readonly FolderRecord[]; everything: readonly FolderRecord[] } | null = null;
  const forget = (): void => {
    known = null;
  };
  function remembered(): NonNullable<typeof known> {
    if (known !== null) return known;
    const rows = { present: all.all().map(asTold), everything: everything.all().map(asTold) };
    // What an open transaction has written may still be taken back, and who only reads does not hear of changes.
    if (!db.inTransaction && !db.readonly) known = rows;
    return rows;
  }

  return {
    /** Not the removed ones. */
    all: (): readonly FolderRecord[] => remembered().present,
    withRemoved: (): readonly FolderRecord[] => remembered().everything,
    get(id: number): FolderRecord | null {
      const raw = one.get(id);
      return raw === undefined ? null : asTold(raw);
    },
    byPath(path: string): FolderRecord | null {
      const raw = byPath.get(path);
      return raw === undefined ? null : asTold(raw);
    },
    /** What was dropped into an album: a row for each set of rules that was chosen for it. */
    droppedInto: (albumId: number): FolderRecord[] => droppedInto.all(albumId).map(toFolder),
    add(folder: {
      kind: 'watched' | 'dropped';
      path: string | null;
      title: string;
      target: FolderTarget;
      rules: FolderRules;
    }): number {
      forget();
      const { lastInsertRowid } = insert.run({
        kind: folder.kind,
        path: folder.path,
        title: folder.title,
        target_kind: folder.target.kind,
        album_id: 'albumId' in folder.target ? folder.target.albumId : null,
        privacy: 'privacy' in folder.target ? folder.target.privacy : null,
        namesakes: 'namesakes' in folder.target ? folder.target.namesakes : null,
        rules: JSON.stringify(folder.rules),
        health: folder.kind === 'watched' ? 'starting' : 'live',
        now: now(),
      });
      return Number(lastInsertRowid);
    },
    setTarget(id: number, t: FolderTarget): void {
      forget();
      target.run(
        t.kind,
        'albumId' in t ? t.albumId : null,
        'privacy' in t ? t.privacy : null,
        'namesakes' in t ? t.namesakes : null,
        id,
      );
    },
    setRules(id: number, r: FolderRules): void {
      forget();
      rules.run(JSON.stringify(r), id);
    },
    setTitle(id: number, t: string): void {
      forget();
      title.run(t, id);
    },
    setPaused(id: number, p: boolean): void {
      forget();
      paused.run(p ? 1 : 0, id);
    },
    setPlanned(id: number, p: boolean): void {
      forget();
      planned.run(p ? 1 : 0, id);
    },
    setRemoved(id: number, isRemoved: boolean): void {
      forget();
      removed.run(isRemoved ? now() : null, id);
    },
    setRoot(id: number, identity: { dev: string; inode: string }): void {
      forget();
      root.run(identity.dev, identity.inode, id);
    },
    setHealth(id: number, h: WatchHealth, every: number | null, remedy: string | null): void {
      forget();
      health.run({ id, health: h, every, remedy, now: now() });
    },
    setTrouble(id: number, code: string | null): void {
      forget();
      troubles.set(id, code);
      trouble.run(code, id);
    },
    setScanned(id: number): void {
      forget();
      scanned.run(now(), id);
    },
  };
}
export type FolderTable = ReturnType<typeof openFolders>;

function toFolder(raw: unknown): FolderRecord {
  const r = row.parse(raw);
  return {
    folderId: r.id,
    kind: r.kind,
    path: r.path,
    title: r.title,
    target:
      r.target_kind === 'per_subfolder'
        ? { kind: 'per_subfolder', privacy: r.privacy ?? 'private', namesakes: r.namesakes }
        : { kind: r.target_kind, albumId: r.album_id ?? 0 },
    // Rules that came later have their defaults in folders that are older.
    rules: folderRules.parse({ ...defaultRules, ...z.record(z.string(), z.unknown()).parse(JSON.parse(r.rules)) }),
    paused: r.paused === 1,
    planned: r.planned === 1,
    root: r.root_dev === null || r.root_inode === null ? null : { dev: r.root_dev, inode: r.root_inode },
    health: r.health,
    healthSinceMs: r.health_since_ms,
    scanEveryMs: r.scan_every_ms,
    remedy: r.remedy,
    lastScanMs: r.last_scan_ms,
    trouble: r.trouble,
    removed: r.removed_at_ms !== null,
  };
}
