// Which folders' photos may move now, and how far: looked at, sent, or only made public. Changes no folder.
import type { Tables } from '../db/library.ts';
import type { FolderRow } from '../db/folders.ts';

export interface MovingFolders {
  /** Not paused, not removed, drive connected. What a person dropped is a folder of its own, and comes first. */
  open(): readonly FolderRow[];
  /** Those of them whose plan the person has seen and started. */
  sending(): readonly FolderRow[];
  /** Even while their drive is away: no file is needed to make sent bytes public. */
  publishing(): readonly FolderRow[];
  /** Nothing is sent by a rule that the person has changed. */
  isJudged(folder: FolderRow): boolean;
}

export function movingFolders(tables: Tables): MovingFolders {
  const open = (): readonly FolderRow[] =>
    tables.folders
      .all()
      .filter((folder) => !folder.paused && folder.health !== 'absent' && folder.health !== 'unreadable')
      .sort((a, b) => Number(a.kind === 'watched') - Number(b.kind === 'watched'));
  return {
    open,
    sending: () => open().filter((folder) => !folder.planned),
    publishing: () => tables.folders.all().filter((folder) => !folder.paused && !folder.planned),
    isJudged: (folder) => !tables.unjudged.has(folder.folderId),
  };
}
