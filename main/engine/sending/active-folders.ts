// Which folders take part now: whose photos may be inspected, sent, or only committed.
import type { Tables } from '../db/tables.ts';
import type { FolderRecord } from '../db/folder-row.ts';

export interface ActiveFolders {
  /** Not paused, not removed, drive connected. Dropped photos are a folder of their own, which comes first. */
  open(): readonly FolderRecord[];
  /** Those of them whose plan the person has started. */
  sending(): readonly FolderRecord[];
  /** Folders whose sent photos may be committed, even while their drive is away: a commit needs no file. */
  publishing(): readonly FolderRecord[];
  /** False after the person changed a rule, until all photos of the folder are evaluated again. */
  areRulesApplied(folder: FolderRecord): boolean;
}

export function activeFolders(tables: Tables): ActiveFolders {
  const open = (): readonly FolderRecord[] =>
    tables.folders
      .all()
      .filter((folder) => !folder.paused && folder.health !== 'absent' && folder.health !== 'unreadable')
      .sort((a, b) => Number(a.kind === 'watched') - Number(b.kind === 'watched'));
  return {
    open,
    sending: () => open().filter((folder) => !folder.planned),
    publishing: () => tables.folders.all().filter((folder) => !folder.paused && !folder.planned),
    areRulesApplied: (folder) => !tables.rulesPending.has(folder.folderId),
  };
}
