// Adds a folder to those that are watched, or takes up one that was removed.
import { basename } from 'node:path';
import type { CallInput } from '../../../shared/ipc.ts';
import { ok, refuse, type Result } from '../../../shared/errors.ts';
import type { FolderRules } from '../../../shared/library/folder-rules.ts';
import { readable } from '../../../shared/readable-names.ts';
import { resolveTarget } from '../albums/resolve-target.ts';
import type { FolderTarget } from '../db/folder-row.ts';
import type { Tables } from '../db/tables.ts';
import { compareFolders } from '../disk/path-rules.ts';
import { withoutUndefined } from '../../../shared/without-undefined.ts';
import { folderOnDisk } from '../queries/folder-survey.ts';

export interface AddFolderContext {
  tables: Pick<Tables, 'folders' | 'albums' | 'rulesPending' | 'together'>;
  /** The rules of a new folder. */
  newRules(): FolderRules;
  /** The set of folders, or what is watched of one, has changed: the watchers follow. */
  rewatch(folderId: number): Promise<void>;
  /** Starts to evaluate the folder's waiting photos by its rules. */
  reapplyRules(folderId: number): void;
  changed(area: 'folders'): void;
}

export async function addFolder(
  context: AddFolderContext,
  input: CallInput<'folders.add'>,
): Promise<Result<{ folderId: number }>> {
  const { tables } = context;
  const opened = await folderOnDisk(input.path);
  if (opened.kind === 'refused') return opened.refusal;
  const { path, foldCase } = opened;
  const overlap = overlapOf(tables.folders, path, foldCase);
  if (overlap !== null) return overlap;
  const resolved = resolveTarget(tables.albums, input.target);
  if (resolved.kind === 'refused') return resolved.refusal;
  const rules: FolderRules = { ...context.newRules(), ...withoutUndefined(input.rules) };
  const former = tables.folders.byPath(path);
  const folderId = tables.together(() =>
    former === null
      ? tables.folders.add({ kind: 'watched', path, title: titleOf(path), target: resolved.target, rules })
      : takeUp(tables, former.folderId, resolved.target, rules),
  );
  tables.folders.setPlanned(folderId, input.planned === true);
  if (former !== null) context.reapplyRules(folderId);
  context.changed('folders');
  await context.rewatch(folderId);
  return ok({ folderId });
}

/** A folder that was removed and is added again keeps its row. */
function takeUp(
  { folders, rulesPending }: AddFolderContext['tables'],
  folderId: number,
  target: FolderTarget,
  rules: FolderRules,
): number {
  folders.setTarget(folderId, target);
  folders.setRules(folderId, rules);
  folders.setPaused(folderId, false);
  folders.setRemoved(folderId, false);
  folders.setHealth(folderId, 'starting', null, null);
  // Photos that were not forgotten yet still wait for the former album.
  rulesPending.add(folderId);
  return folderId;
}

/** A folder may not be added twice, nor inside another: two folders would decide about each photo. */
function overlapOf(folders: Pick<Tables['folders'], 'all'>, path: string, foldCase: boolean): Result<never> | null {
  for (const folder of folders.all()) {
    if (folder.path === null) continue;
    const relation = compareFolders(path, folder.path, { foldCase });
    if (relation === 'same') return refuse('folder_already_added', folder.path);
    if (relation === 'inside') return refuse('folder_inside_another', folder.path);
    if (relation === 'contains') return refuse('folder_contains_another', folder.path);
  }
  return null;
}

function titleOf(path: string): string {
  // The root of a disk has no name of its own.
  return basename(readable(path)) || path;
}
