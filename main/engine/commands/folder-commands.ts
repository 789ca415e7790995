// CommandCalls about watched folders: add, start, change, pause, remove, scan.
import type { CallInput } from '../../../shared/ipc.ts';
import { ok, refuse, type Result } from '../../../shared/errors.ts';
import type { FolderRules } from '../../../shared/library/folder-rules.ts';
import { resolveTarget } from '../albums/resolve-target.ts';
import { continueInNextAlbum } from '../albums/next-album.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { Tables } from '../db/tables.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';
import { inSlices } from '../db/storage/slices.ts';
import type { CommandCalls } from '../engine-calls.ts';
import { withoutUndefined } from '../../../shared/without-undefined.ts';
import { addFolder, type AddFolderContext } from './add-folder.ts';

export interface FolderCommandContext extends AddFolderContext {
  tables: AddFolderContext['tables'] & Pick<Tables, 'verdicts' | 'placements'>;
  queries: { problems: Pick<LibraryQueries['problems'], 'heldByFullAlbums'> };
  /** null: all folders. */
  scan(folderId: number | null): void;
  /** Forgets the photos of a removed folder that were not sent. */
  forget(folderId: number): Promise<void>;
  wake(): void;
}

export function folderCommands(
  context: FolderCommandContext,
): Pick<
  CommandCalls,
  'folders.add' | 'folders.start' | 'folders.change' | 'folders.pause' | 'folders.remove' | 'folders.scan'
> {
  const { folders } = context.tables;
  return {
    'folders.add': (input) => addFolder(context, input),
    'folders.start': ({ folderIds }) => startFolders(context, folderIds),
    'folders.change': (input) => changeFolder(context, input),
    'folders.pause': async ({ folderId, paused }) => {
      if (presentFolder(folders, folderId) === null) return refuse('no_such_item');
      folders.setPaused(folderId, paused);
      context.changed('folders');
      await context.rewatch(folderId);
      return ok(undefined);
    },
    // Its photos stay on the disk and on the service; what was not sent yet is not sent.
    'folders.remove': async ({ folderId }) => {
      if (presentFolder(folders, folderId) === null) return refuse('no_such_item');
      folders.setRemoved(folderId, true);
      context.changed('folders');
      await context.rewatch(folderId);
      await context.forget(folderId);
      return ok(undefined);
    },
    'folders.scan': ({ folderId }) => {
      if (folderId !== null && folders.get(folderId) === null) return refuse('no_such_item');
      context.scan(folderId);
      return ok(undefined);
    },
  };
}

/** From here on photos of these folders are sent. */
function startFolders(
  { tables, changed, wake }: FolderCommandContext,
  folderIds: readonly number[],
): Result<undefined> {
  tables.together(() => {
    for (const folderId of folderIds) tables.folders.setPlanned(folderId, false);
  });
  changed('folders');
  wake();
  return ok(undefined);
}

async function changeFolder(
  context: FolderCommandContext,
  input: CallInput<'folders.change'>,
): Promise<Result<undefined>> {
  const { tables, queries } = context;
  const { folderId } = input;
  const folder = presentFolder(tables.folders, folderId);
  if (folder === null) return refuse('no_such_item');
  const ownAlbum = folder.target.kind === 'album' ? folder.target.albumId : null;
  const resolved = input.target === undefined ? null : resolveTarget(tables.albums, input.target, ownAlbum);
  if (resolved?.kind === 'refused') return resolved.refusal;
  const target = resolved?.target;
  const rules: FolderRules = { ...folder.rules, ...withoutUndefined(input.rules ?? {}) };
  tables.together(() => {
    if (input.title !== undefined) tables.folders.setTitle(folderId, input.title);
    if (target !== undefined) tables.folders.setTarget(folderId, target);
    tables.folders.setRules(folderId, rules);
    tables.rulesPending.add(folderId);
  });
  context.reapplyRules(folderId);
  if (rules.whenAlbumFull === 'next' && folder.rules.whenAlbumFull !== 'next') {
    await inSlices(tables, queries.problems.heldByFullAlbums(folderId), (placementId) =>
      continueInNextAlbum(tables, placementId),
    );
    context.wake();
  }
  context.changed('folders');
  if (JSON.stringify(rules.ignore) !== JSON.stringify(folder.rules.ignore)) await context.rewatch(folderId);
  return ok(undefined);
}

/** null: there is no such folder, or it was removed. */
function presentFolder(folders: Pick<Tables['folders'], 'get'>, folderId: number): FolderRecord | null {
  const folder = folders.get(folderId);
  return folder?.removed === false ? folder : null;
}
