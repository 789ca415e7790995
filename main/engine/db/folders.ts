// The table of folders: watched folders, and for each album and set of rules one «folder» of dropped photos.
import type { Database } from 'better-sqlite3';
import type { WatchHealth } from '../../../shared/library/folder.ts';
import type { FolderRules } from '../../../shared/library/folder-rules.ts';
import type { FolderTarget } from './folder-row.ts';
import type { LibraryQueries } from './library-queries.ts';

export function openFolders(db: Database, queries: LibraryQueries['folders'], now: () => number) {
  const insert =
    db.prepare(/* sql */ `INSERT INTO folders (kind, path, title, target_kind, album_id, privacy, namesakes, rules,
      health, health_since_ms, created_at_ms)
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

  return {
    ...queries,
    add(folder: {
      kind: 'watched' | 'dropped';
      path: string | null;
      title: string;
      target: FolderTarget;
      rules: FolderRules;
    }): number {
      queries.forgetRows();
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
      queries.forgetRows();
      target.run(
        t.kind,
        'albumId' in t ? t.albumId : null,
        'privacy' in t ? t.privacy : null,
        'namesakes' in t ? t.namesakes : null,
        id,
      );
    },
    setRules(id: number, r: FolderRules): void {
      queries.forgetRows();
      rules.run(JSON.stringify(r), id);
    },
    setTitle(id: number, t: string): void {
      queries.forgetRows();
      title.run(t, id);
    },
    setPaused(id: number, p: boolean): void {
      queries.forgetRows();
      paused.run(p ? 1 : 0, id);
    },
    setPlanned(id: number, p: boolean): void {
      queries.forgetRows();
      planned.run(p ? 1 : 0, id);
    },
    setRemoved(id: number, isRemoved: boolean): void {
      queries.forgetRows();
      removed.run(isRemoved ? now() : null, id);
    },
    setRoot(id: number, identity: { dev: string; inode: string }): void {
      queries.forgetRows();
      root.run(identity.dev, identity.inode, id);
    },
    setHealth(id: number, h: WatchHealth, every: number | null, remedy: string | null): void {
      queries.forgetRows();
      health.run({ id, health: h, every, remedy, now: now() });
    },
    setTrouble(id: number, code: string | null): void {
      queries.rememberTrouble(id, code);
      trouble.run(code, id);
    },
    setScanned(id: number): void {
      queries.forgetRows();
      scanned.run(now(), id);
    },
  };
}
