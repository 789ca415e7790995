// Problems grouped by cause, and one decision for a whole group.
import type { ProblemGroup } from '../../../shared/library/problem.ts';
import type { CallInput } from '../../../shared/ipc.ts';
import { ok, refuse, type Result } from '../../../shared/errors.ts';
import { isAboutAlbum, type ProblemReason } from '../../../shared/reasons.ts';
import { resolveTarget } from '../albums/album-for.ts';
import { leadOn, nextAlbum, titleAfter } from '../albums/next-album.ts';
import type { Tables } from '../db/library.ts';
import { inSlices } from '../db/slices.ts';
import type { LibraryQueries } from '../db/library-queries.ts';
import { actionsFor, type photoCalls } from './photo-commands.ts';

export interface ProblemCallContext {
  tables: Tables;
  queries: LibraryQueries;
  photos: ReturnType<typeof photoCalls>;
  changed(area: 'folders' | 'photos' | 'problems' | 'albums'): void;
  /** Rules changed: waiting photos are judged again, from their facts. */
  reapplyRules(folderId: number): Promise<void>;
  wake(): void;
}

/** Reasons that belong to the file before it became a photo. */
const ofFiles: readonly ProblemReason[] = ['unreadable', 'inspection_crashed', 'inspection_timed_out'];

export function actionsOfGroup(reason: ProblemReason): ProblemGroup['actions'] {
  if (reason === 'album_full') return ['next_album', 'choose_album', 'try_again', 'leave_out'];
  if (reason === 'album_refused') return ['choose_album', 'try_again', 'leave_out'];
  if (isAboutAlbum(reason)) return ['choose_album', 'create_album', 'leave_out'];
  if (reason === 'maybe_there' || reason === 'probably_there') return actionsFor('held', 'placed', reason, false);
  if (reason === 'commit_unclear') return actionsFor('unclear', 'placed', reason, false);
  return actionsFor(
    ofFiles.includes(reason) ? null : 'held',
    ofFiles.includes(reason) ? 'held' : 'placed',
    reason,
    false,
  );
}

export function problemCalls(context: ProblemCallContext) {
  const { tables, queries } = context;

  async function ofAlbum(albumId: number, run: (placementId: number) => boolean): Promise<number> {
    let changed = 0;
    await inSlices(tables, queries.problems.heldForAlbum(albumId), (placementId) => {
      if (run(placementId)) changed += 1;
    });
    return changed;
  }

  function moveTo(albumId: number, to: number): Promise<number> {
    tables.together(() => {
      for (const folder of tables.folders.withRemoved()) {
        if (folder.target.kind === 'album' && folder.target.albumId === albumId && folder.kind === 'watched') {
          tables.folders.setTarget(folder.folderId, { kind: tables.albums.get(to)?.kind ?? 'album', albumId: to });
        }
      }
      if (tables.albums.get(albumId)?.isFull === true) leadOn(tables, albumId, to, () => true);
    });
    return ofAlbum(albumId, (placementId) => tables.verdicts.retarget(placementId, to));
  }

  /** Of several albums on the service the person says which one it is: it stays this row's, with its folder and subfolder. */
  function isChosen(albumId: number, target: CallInput<'problems.act'>['target']): boolean {
    const row = tables.albums.get(albumId);
    if (target?.kind !== 'remote' || (row?.isUnclear !== true && row?.isTaken !== true)) return false;
    if (tables.albums.ownerOf(target.remoteId) !== null) return false;
    tables.albums.ready(albumId, target.remoteId);
    return true;
  }

  /** The decision becomes a rule of the folder: what is found later follows it. */
  async function ruleOfFolders({ action, folderId }: CallInput<'problems.act'>): Promise<Result<{ changed: number }>> {
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
    return told(changed);
  }

  /** Of the album that «next_album» would go on in. */
  function nextTitleOf(albumId: number | null): string | null {
    const full = albumId === null ? null : tables.albums.get(albumId);
    return full === null ? null : titleAfter(tables, full);
  }

  function told(changed: number): Result<{ changed: number }> {
    for (const area of ['folders', 'photos', 'problems', 'albums'] as const) context.changed(area);
    context.wake();
    return ok({ changed });
  }

  return {
    list: (): Result<ProblemGroup[]> =>
      ok(
        queries.problems.groups().map(({ folder, ...group }) => {
          const next = group.reason === 'album_full' ? nextTitleOf(group.albumId) : null;
          const actions = actionsOfGroup(group.reason).filter((action) => action !== 'next_album' || next !== null);
          return { ...group, ...(folder !== null && { folder }), nextTitle: next, actions };
        }),
      ),

    async act(input: CallInput<'problems.act'>): Promise<Result<{ changed: number }>> {
      if (input.reason === 'unnamed_picture') return ruleOfFolders(input);
      if (input.action !== 'choose_album' && input.action !== 'create_album' && input.action !== 'next_album') {
        const fileIds = queries.problems.fileIds(input.reason, input.albumId);
        return fileIds.length === 0 ? ok({ changed: 0 }) : context.photos.act(fileIds, input.action);
      }
      if (input.albumId === null) return refuse('bad_input', 'albumId');
      let changed = 0;
      if (input.action === 'next_album') {
        const full = tables.albums.get(input.albumId);
        // Said twice, or of an album that has room again: nothing waits for another one.
        if (full?.isFull !== true || queries.problems.heldForAlbum(full.albumId).length === 0)
          return ok({ changed: 0 });
        const to = nextAlbum(tables, full);
        if (to === null) return refuse('bad_input', 'albumId');
        changed = await moveTo(full.albumId, to);
      } else if (input.action === 'create_album') {
        // Said twice, or of an album that is there again: nothing waits for it, and another album would split its photos.
        if (queries.problems.heldForAlbum(input.albumId).length === 0) return ok({ changed: 0 });
        tables.albums.createAgain(input.albumId);
        changed = await ofAlbum(input.albumId, (id) => tables.placements.applyIfAllowed(id, 'wanted_again'));
      } else {
        if (isChosen(input.albumId, input.target)) {
          changed = await ofAlbum(input.albumId, (id) => tables.placements.applyIfAllowed(id, 'wanted_again'));
          return told(changed);
        }
        const resolved = input.target === null ? null : resolveTarget(tables, input.target);
        if (resolved?.kind === 'refused') return resolved.refusal;
        const target = resolved?.target;
        if (target === undefined || target.kind === 'per_subfolder') return refuse('bad_input', 'target');
        changed = await moveTo(input.albumId, target.albumId);
      }
      return told(changed);
    },
  };
}
