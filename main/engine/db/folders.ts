// The table of folders: watched folders, and for each album and set of rules one «folder» of dropped photos.
import type { Database, Statement } from 'better-sqlite3';
import type { WatchHealth } from '../../../shared/library/folder.ts';
import type { FolderRules } from '../../../shared/library/folder-rules.ts';
import type { FolderTarget } from './folder-row.ts';
import type { LibraryQueries } from './sql-queries/library-queries.ts';

export function openFolders(db: Database, queries: LibraryQueries['folders'], now: () => number) {
  const insert =
    db.prepare(/* sql */ `INSERT INTO folders (kind, path, title, target_kind, album_id, privacy, namesakes, rules,
      health, health_since_ms, created_at_ms)
    VALUES (@kind, @path, @title, @target_kind, @album_id, @privacy, @namesakes, @rules, @health, @now, @now)`);
  const target = db.prepare(
    `UPDATE folders SET target_kind = @target_kind, album_id = @album_id, privacy = @privacy, namesakes = @namesakes
      WHERE id = @id`,
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

  function write(statement: Statement, ...values: unknown[]): void {
    queries.forgetRows();
    statement.run(...values);
  }

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
        ...targetColumns(folder.target),
        rules: JSON.stringify(folder.rules),
        health: folder.kind === 'watched' ? 'starting' : 'live',
        now: now(),
      });
      return Number(lastInsertRowid);
    },
    setTarget: (id: number, to: FolderTarget): void => write(target, { ...targetColumns(to), id }),
    setRules: (id: number, to: FolderRules): void => write(rules, JSON.stringify(to), id),
    setTitle: (id: number, to: string): void => write(title, to, id),
    setPaused: (id: number, isPaused: boolean): void => write(paused, isPaused ? 1 : 0, id),
    setPlanned: (id: number, isPlanned: boolean): void => write(planned, isPlanned ? 1 : 0, id),
    setRemoved: (id: number, isRemoved: boolean): void => write(removed, isRemoved ? now() : null, id),
    /** Which folder of the disk it is. */
    setRoot: (id: number, { dev, inode }: { dev: string; inode: string }): void => write(root, dev, inode, id),
    /** `every`: milliseconds between the scans that replace watching; null: none. */
    setHealth: (id: number, to: WatchHealth, every: number | null, remedy: string | null): void =>
      write(health, { id, health: to, every, remedy, now: now() }),
    setTrouble(id: number, code: string | null): void {
      queries.rememberTrouble(id, code);
      trouble.run(code, id);
    },
    setScanned: (id: number): void => write(scanned, now(), id),
  };
}

function targetColumns(target: FolderTarget) {
  return {
    target_kind: target.kind,
    album_id: 'albumId' in target ? target.albumId : null,
    privacy: 'privacy' in target ? target.privacy : null,
    namesakes: 'namesakes' in target ? target.namesakes : null,
  };
}
