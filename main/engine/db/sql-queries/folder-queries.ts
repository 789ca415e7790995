// Finds folders, and remembers their rows between changes. Read-only.
import type { Database } from 'better-sqlite3';
import { toFolder, type FolderRecord } from '../folder-row.ts';

export function openFolderQueries(db: Database) {
  const present = db.prepare('SELECT * FROM folders WHERE removed_at_ms IS NULL ORDER BY id');
  const all = db.prepare('SELECT * FROM folders ORDER BY id');
  const one = db.prepare<[number]>('SELECT * FROM folders WHERE id = ?');
  const byPath = db.prepare<[string]>('SELECT * FROM folders WHERE path = ?');
  const droppedInto = db.prepare<[number]>(`SELECT * FROM folders WHERE kind = 'dropped' AND album_id = ? ORDER BY id`);

  /** The last trouble of each folder, also where it could not be written: it must be shown all the same. */
  const troubles = new Map<number, string | null>();
  /** The rows as last read: every round of the scheduler asks for them, and they rarely change. */
  let known: { present: readonly FolderRecord[]; all: readonly FolderRecord[] } | null = null;

  function withTrouble(raw: unknown): FolderRecord {
    const folder = toFolder(raw);
    const trouble = troubles.get(folder.folderId);
    return trouble === undefined ? folder : { ...folder, trouble };
  }

  function rows(): NonNullable<typeof known> {
    if (known !== null) return known;
    const read = { present: present.all().map(withTrouble), all: all.all().map(withTrouble) };
    // Not remembered: what an open transaction may still take back, and what another connection may change unnoticed.
    if (!db.inTransaction && !db.readonly) known = read;
    return read;
  }

  return {
    /** Not the removed ones. */
    all: (): readonly FolderRecord[] => rows().present,
    withRemoved: (): readonly FolderRecord[] => rows().all,
    get(id: number): FolderRecord | null {
      const raw = one.get(id);
      return raw === undefined ? null : withTrouble(raw);
    },
    byPath(path: string): FolderRecord | null {
      const raw = byPath.get(path);
      return raw === undefined ? null : withTrouble(raw);
    },
    /** Folders that hold what was dropped into this album: one for each set of rules. */
    droppedInto: (albumId: number): FolderRecord[] => droppedInto.all(albumId).map(toFolder),
    /** Forgets the rows: for the table of folders, before it writes. */
    forgetRows(): void {
      known = null;
    },
    /** For the table of folders, before it writes. */
    rememberTrouble(id: number, code: string | null): void {
      known = null;
      troubles.set(id, code);
    },
  };
}
