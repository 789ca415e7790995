// Which folders' photos may move now, and how far: looked at, sent, or only made public. Changes no folder.
import type { Tables } from '../db/library.ts';
import type { FolderRecord } from '../db/folder-row.ts';

export interface ActiveFolders {
  /** Not paused, not removed, drive connected. What a person dropped is a folder of its own, and comes first. */
  open(): readonly FolderRecord[];
  /** Those of them whose plan the person has seen and started. */
  sending(): readonly FolderRecord[];
  /** Even while their drive is away: no file is needed to make sent bytes public. */
  publishing(): readonly FolderRecord[];
  /** Nothing is sent by a rule that the person has changed. */
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
