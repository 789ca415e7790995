// One decision for all photos of a problem group.
import type { CallInput } from '../../../shared/ipc.ts';
import { ok, refuse, type Result } from '../../../shared/errors.ts';
import { resolveTarget } from '../albums/resolve-target.ts';
import { nextAlbumOf, redirectFolders } from '../albums/next-album.ts';
import { albumAction, type AlbumAction } from '../../../shared/library/problem.ts';
import type { Tables } from '../db/tables.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';
import { inSlices } from '../db/storage/slices.ts';
import { actOnPhotos, type PhotoCommandContext } from './photo-commands.ts';

type Decision = CallInput<'problems.act'>;
type Changed = Result<{ changed: number }>;

export interface ProblemCommandContext extends PhotoCommandContext {
  tables: PhotoCommandContext['tables'] & Pick<Tables, 'rulesPending'>;
  queries: PhotoCommandContext['queries'] & {
    problems: Pick<LibraryQueries['problems'], 'groups' | 'fileIds' | 'heldForAlbum'>;
  };
  changed(area: 'folders' | 'photos' | 'problems' | 'albums'): void;
  /** Evaluates the folder's waiting photos by its rules; resolves when all of them are evaluated. */
  reapplyRules(folderId: number): Promise<void>;
}

export async function actOnProblem(context: ProblemCommandContext, decision: Decision): Promise<Changed> {
  const { reason, action, albumId } = decision;
  if (reason === 'unnamed_picture') return makeFolderRule(context, decision);
  if (!isAlbumAction(action)) {
    const fileIds = context.queries.problems.fileIds(reason, albumId);
    return fileIds.length === 0 ? ok({ changed: 0 }) : actOnPhotos(context, fileIds, action);
  }
  if (albumId === null) return refuse('bad_input', 'albumId');
  switch (action) {
    case 'next_album':
      return continueInNextAlbum(context, albumId);
    case 'create_album':
      return createAlbumAgain(context, albumId);
    case 'correct_privacy':
    case 'publish_anyway':
      return decideWhoSees(context, albumId, action);
    case 'choose_album':
      return moveToChosenAlbum(context, albumId, decision.target);
  }
}

const isAlbumAction = (action: Decision['action']): action is AlbumAction => albumAction.safeParse(action).success;

/** The album is corrected and read back once more, or used as it is; then its photos go. */
async function decideWhoSees(
  context: ProblemCommandContext,
  albumId: number,
  action: 'correct_privacy' | 'publish_anyway',
): Promise<Changed> {
  const { albums } = context.tables;
  const isDecided = action === 'correct_privacy' ? albums.correctPrivacy(albumId) : albums.acceptPrivacy(albumId);
  return isDecided ? announce(context, await sendHeldOf(context, albumId)) : ok({ changed: 0 });
}

/** The decision becomes a rule of each folder, so photos that are found later follow it. */
async function makeFolderRule(context: ProblemCommandContext, { action, folderId }: Decision): Promise<Changed> {
  const { tables, queries } = context;
  const unnamed = action === 'leave_out' ? 'leave_out' : action === 'send_anyway' ? 'send' : null;
  if (unnamed === null) return refuse('bad_input', 'action');
  let changed = 0;
  for (const { reason, folder, photos } of queries.problems.groups()) {
    if (reason !== 'unnamed_picture' || folder === null) continue;
    const row = tables.folders.get(folder.folderId);
    if (row === null || (folderId !== undefined && row.folderId !== folderId)) continue;
    tables.together(() => {
      tables.folders.setRules(row.folderId, { ...row.rules, unnamed });
      tables.rulesPending.add(row.folderId);
    });
    await context.reapplyRules(row.folderId);
    changed += photos;
  }
  return announce(context, changed);
}

async function continueInNextAlbum(context: ProblemCommandContext, albumId: number): Promise<Changed> {
  const { tables, queries } = context;
  const full = tables.albums.get(albumId);
  // The same decision twice, or an album that has room again: no photo waits for another album.
  if (full?.isFull !== true || queries.problems.heldForAlbum(albumId).length === 0) return ok({ changed: 0 });
  const next = nextAlbumOf(tables.albums, full);
  if (next === null) return refuse('bad_input', 'albumId');
  return announce(context, await moveTo(context, albumId, next));
}

async function createAlbumAgain(context: ProblemCommandContext, albumId: number): Promise<Changed> {
  // The same decision twice, or an album that is there again: another album would split its photos.
  if (context.queries.problems.heldForAlbum(albumId).length === 0) return ok({ changed: 0 });
  context.tables.albums.createAgain(albumId);
  return announce(context, await sendHeldOf(context, albumId));
}

async function moveToChosenAlbum(
  context: ProblemCommandContext,
  albumId: number,
  target: Decision['target'],
): Promise<Changed> {
  const { albums } = context.tables;
  if (adoptRemoteAlbum(albums, albumId, target)) return announce(context, await sendHeldOf(context, albumId));
  const row = albums.get(albumId);
  // The very album that is asked about: the person has seen who sees it.
  if (row !== null && row.seen !== null && target?.kind === 'remote' && target.remoteId === row.remoteId)
    return decideWhoSees(context, albumId, 'publish_anyway');
  if (target === null) return refuse('bad_input', 'target');
  const resolved = resolveTarget(albums, target);
  if (resolved.kind === 'refused') return resolved.refusal;
  if (resolved.target.kind === 'per_subfolder') return refuse('bad_input', 'target');
  return announce(context, await moveTo(context, albumId, resolved.target.albumId));
}

/**
 * Of several albums on the service the person says which one it is: the row keeps its folder and subfolder, and gets
 * this album. false: the target is another one, or the album's row is not in question.
 */
function adoptRemoteAlbum(
  albums: Pick<Tables['albums'], 'get' | 'ownerOf' | 'setReady'>,
  albumId: number,
  target: Decision['target'],
): boolean {
  const row = albums.get(albumId);
  if (target?.kind !== 'remote' || (row?.isUnclear !== true && row?.isTaken !== true)) return false;
  if (albums.ownerOf(target.remoteId) !== null || (target.group?.id ?? null) !== (row.group?.id ?? null)) return false;
  albums.setReady(albumId, target.remoteId);
  return true;
}

/** Everything that is held for the album, and the folders that lead into it, go to another one. */
function moveTo(context: ProblemCommandContext, albumId: number, to: number): Promise<number> {
  const { tables } = context;
  const { albums, folders, verdicts } = tables;
  tables.together(() => {
    for (const { folderId, kind, target } of folders.withRemoved()) {
      if (target.kind !== 'album' || target.albumId !== albumId || kind !== 'watched') continue;
      folders.setTarget(folderId, { kind: albums.get(to)?.kind ?? 'album', albumId: to });
    }
    if (albums.get(albumId)?.isFull === true) redirectFolders(tables, albumId, to, () => true);
  });
  return forEachHeld(context, albumId, (placementId) => verdicts.retarget(placementId, to));
}

function sendHeldOf(context: ProblemCommandContext, albumId: number): Promise<number> {
  const { placements } = context.tables;
  return forEachHeld(context, albumId, (placementId) => placements.applyIfAllowed(placementId, 'wanted_again'));
}

/** Resolves with how many of the album's held photos `run` changed. */
async function forEachHeld(
  { tables, queries }: ProblemCommandContext,
  albumId: number,
  run: (placementId: number) => boolean,
): Promise<number> {
  let changed = 0;
  await inSlices(tables, queries.problems.heldForAlbum(albumId), (placementId) => {
    if (run(placementId)) changed += 1;
  });
  return changed;
}

function announce(context: ProblemCommandContext, changed: number): Changed {
  for (const area of ['folders', 'photos', 'problems', 'albums'] as const) context.changed(area);
  context.wake();
  return ok({ changed });
}
