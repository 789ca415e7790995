// What a person does with folders: add, change, pause, remove, look through. Checks what was asked; watching does the rest.
import { basename, isAbsolute } from 'node:path';
import { noCounts } from '../../../shared/library/shown-state.ts';
import type { FolderCard } from '../../../shared/library/folder.ts';
import type { FolderRules } from '../../../shared/library/folder-rules.ts';
import type { Plan } from '../../../shared/library/plan.ts';
import { readable } from '../../../shared/readable-names.ts';
import type { CallInput, CallOutput } from '../../../shared/ipc.ts';
import { ok, refuse, type Result } from '../../../shared/errors.ts';
import { albumUrl, resolveTarget } from '../albums/album-for.ts';
import type { Tables } from '../db/library.ts';
import type { LibraryQueries } from '../db/library-queries.ts';
import type { FolderRecord } from '../db/folders.ts';
import { inSlices } from '../db/slices.ts';
import { goOn } from '../albums/next-album.ts';
import { compareFolders, realFolder } from '../disk/path-rules.ts';
import { survey } from '../disk/survey.ts';
import { withoutUndefined } from '../given.ts';
import { candidatesKept, type FolderPreviews } from '../background/folder-previews.ts';

export interface FolderCallContext {
  tables: Tables;
  queries: LibraryQueries;
  /** What a new folder begins with. */
  newRules(): FolderRules;
  /** The set of folders, or what is watched of one, has changed: the watchers follow. */
  rewatch(folderId: number): Promise<void>;
  scan(folderId: number | null): void;
  /** Rules or limits changed: waiting photos are judged again, from their facts. */
  reapplyRules(folderId: number): void;
  forget(folderId: number): Promise<void>;
  changed(area: 'folders' | 'photos' | 'problems' | 'albums'): void;
  /** Bytes a second when something was last sent; null: never. */
  lastSpeed(): number | null;
  /** Some folder is not looked through to its end yet. */
  isScanning(): boolean;
  wake(): void;
  /** While a folder that is not added yet is being counted. */
  surveyed(found: { path: string; photos: number; bytes: number }): void;
  folderPreviews: Pick<FolderPreviews, 'surveyed' | 'want'>;
  web(): { address: string; userId: string | null };
}

export function folderCalls(context: FolderCallContext) {
  const { tables, queries } = context;
  const { folders } = tables;

  function unopenedOf(folder: FolderRecord): FolderCard['unopened'] {
    const [first, ...more] = tables.unopened.list(folder.folderId);
    return first === undefined ? null : { places: more.length + 1, first: readable(first.path), code: first.code };
  }

  function card(folder: FolderRecord, counts: ReturnType<LibraryQueries['counts']['photos']>['byFolder']): FolderCard {
    const album = folder.target.kind === 'per_subfolder' ? null : tables.albums.get(folder.target.albumId);
    const { address, userId } = context.web();
    return {
      folderId: folder.folderId,
      title: folder.title,
      path: folder.path ?? '',
      target: {
        kind: folder.target.kind,
        title: album?.title ?? '',
        firstTitle: album === null ? '' : tables.albums.first(album.albumId).title,
        privacy: folder.target.kind === 'per_subfolder' ? folder.target.privacy : (album?.privacy ?? null),
        albums: folder.target.kind === 'per_subfolder' ? queries.counts.albumsOfFolder(folder.folderId) : 1,
        url:
          album === null || (album.kind === 'album' && album.remoteId === null)
            ? null
            : albumUrl(address, userId, album.remoteId),
      },
      rules: folder.rules,
      counts: counts.get(folder.folderId) ?? noCounts(),
      health: folder.paused ? 'paused' : folder.health,
      healthSinceMs: folder.healthSinceMs,
      scanEveryMs: folder.scanEveryMs,
      remedy: folder.remedy,
      unopened: unopenedOf(folder),
      trouble: folder.trouble,
      paused: folder.paused,
      planned: folder.planned,
      lastScanMs: folder.lastScanMs,
      thumbnails: queries.photoList.thumbnailsOf(folder.folderId),
    };
  }

  /** A folder may not be added twice, nor inside another: each photo would have two folders that decide about it. */
  function collision(path: string, foldCase: boolean): Result<never> | null {
    for (const folder of folders.all()) {
      if (folder.path === null) continue;
      const relation = compareFolders(path, folder.path, { foldCase });
      if (relation === 'same') return refuse('folder_already_added', folder.path);
      if (relation === 'inside') return refuse('folder_inside_another', folder.path);
      if (relation === 'contains') return refuse('folder_contains_another', folder.path);
    }
    return null;
  }

  return {
    list(): Result<FolderCard[]> {
      const { byFolder } = queries.counts.photos();
      return ok(
        folders
          .all()
          .filter((folder) => folder.kind === 'watched')
          .map((folder) => card(folder, byFolder)),
      );
    },

    async add(input: CallInput<'folders.add'>): Promise<Result<{ folderId: number }>> {
      // Where this process was started says nothing about what a person means.
      if (!isAbsolute(input.path)) return refuse('bad_input', 'path');
      const real = await realFolder(input.path);
      if (real.kind === 'missing') return refuse('no_such_folder', input.path);
      if (real.kind === 'not_a_folder') return refuse('not_a_folder', input.path);
      if (real.kind === 'unreadable') return refuse('folder_unreadable', input.path);
      const taken = collision(real.path, real.foldCase);
      if (taken !== null) return taken;
      const resolved = resolveTarget(tables, input.target);
      if (resolved.kind === 'refused') return resolved.refusal;
      const { target } = resolved;
      const rules: FolderRules = { ...context.newRules(), ...withoutUndefined(input.rules) };
      const former = folders.byPath(real.path);
      const folderId = tables.together(() => {
        if (former === null)
          return folders.add({ kind: 'watched', path: real.path, title: titleOf(real.path), target, rules });
        folders.setTarget(former.folderId, target);
        folders.setRules(former.folderId, rules);
        folders.setPaused(former.folderId, false);
        folders.setRemoved(former.folderId, false);
        folders.setHealth(former.folderId, 'starting', null, null);
        // What was not forgotten yet waits for the former album.
        tables.rulesPending.add(former.folderId);
        return former.folderId;
      });
      folders.setPlanned(folderId, input.planned === true);
      if (former !== null) context.reapplyRules(folderId);
      context.changed('folders');
      await context.rewatch(folderId);
      return ok({ folderId });
    },

    plan(input: CallInput<'folders.plan'>): Result<Plan> {
      return ok({ ...queries.plans.ofFolders(input.folderIds, context.lastSpeed()), searching: context.isScanning() });
    },

    /** The last click: from here on photos of these folders are sent. */
    start(input: CallInput<'folders.start'>): Result<undefined> {
      tables.together(() => {
        for (const folderId of input.folderIds) folders.setPlanned(folderId, false);
      });
      context.changed('folders');
      context.wake();
      return ok(undefined);
    },

    async survey(input: CallInput<'folders.survey'>): Promise<Result<CallOutput<'folders.survey'>>> {
      if (!isAbsolute(input.path)) return refuse('bad_input', 'path');
      const real = await realFolder(input.path);
      if (real.kind === 'missing') return refuse('no_such_folder', input.path);
      if (real.kind === 'not_a_folder') return refuse('not_a_folder', input.path);
      if (real.kind === 'unreadable') return refuse('folder_unreadable', input.path);
      const found = await survey(real.path, {
        newest: candidatesKept,
        onFound: (photos, bytes) => context.surveyed({ path: input.path, photos, bytes }),
      });
      if (found.kind === 'surveyed') {
        context.folderPreviews.surveyed(input.path, real.path, found.newest);
        const { photos, bytes, subfolders, complete, versions, unopened } = found;
        return ok({ photos, bytes, subfolders, complete, versions, unopened });
      }
      if (found.kind === 'absent') return refuse('no_such_folder', input.path);
      return refuse(found.kind === 'unreadable' ? 'folder_unreadable' : 'not_a_folder', input.path);
    },

    /** A folder that is not there has no photos to show; that is told where it is counted. */
    folderPreview(input: CallInput<'folders.preview'>): Result<CallOutput<'folders.preview'>> {
      if (!input.paths.every((path) => isAbsolute(path))) return refuse('bad_input', 'paths');
      return ok(context.folderPreviews.want(input.paths));
    },

    async change(input: CallInput<'folders.change'>): Promise<Result<undefined>> {
      const folder = folders.get(input.folderId);
      if (folder === null || folder.removed) return refuse('no_such_item');
      const own = folder.target.kind === 'album' ? folder.target.albumId : null;
      const resolved = input.target === undefined ? null : resolveTarget(tables, input.target, own);
      if (resolved?.kind === 'refused') return resolved.refusal;
      const target = resolved?.target;
      const rules: FolderRules = { ...folder.rules, ...withoutUndefined(input.rules ?? {}) };
      tables.together(() => {
        if (input.title !== undefined) folders.setTitle(folder.folderId, input.title);
        if (target !== undefined) folders.setTarget(folder.folderId, target);
        folders.setRules(folder.folderId, rules);
        tables.rulesPending.add(folder.folderId);
      });
      context.reapplyRules(folder.folderId);
      if (rules.whenAlbumFull === 'next' && folder.rules.whenAlbumFull !== 'next') {
        await inSlices(tables, queries.problems.heldByFullAlbums(folder.folderId), (placementId) =>
          goOn(tables, placementId),
        );
        context.wake();
      }
      context.changed('folders');
      if (JSON.stringify(rules.ignore) !== JSON.stringify(folder.rules.ignore)) await context.rewatch(folder.folderId);
      return ok(undefined);
    },

    async pause(input: CallInput<'folders.pause'>): Promise<Result<undefined>> {
      const folder = folders.get(input.folderId);
      if (folder === null || folder.removed) return refuse('no_such_item');
      folders.setPaused(folder.folderId, input.paused);
      context.changed('folders');
      await context.rewatch(folder.folderId);
      return ok(undefined);
    },

    /** Photos stay on the disk and on the service; what was not sent yet is not sent. */
    async remove(input: CallInput<'folders.remove'>): Promise<Result<undefined>> {
      const folder = folders.get(input.folderId);
      if (folder === null || folder.removed) return refuse('no_such_item');
      folders.setRemoved(folder.folderId, true);
      context.changed('folders');
      await context.rewatch(folder.folderId);
      await context.forget(folder.folderId);
      return ok(undefined);
    },

    scan(input: CallInput<'folders.scan'>): Result<undefined> {
      if (input.folderId !== null && folders.get(input.folderId) === null) return refuse('no_such_item');
      context.scan(input.folderId);
      return ok(undefined);
    },
  };
}

function titleOf(path: string): string {
  // The root of a disk has no name of its own.
  return basename(readable(path)) || path;
}
