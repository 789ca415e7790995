// Photos that a person dropped: the same files, the same steps, into the album that was chosen.
import { basename, isAbsolute } from 'node:path';
import type { CallInput, CallOutput } from '../../../shared/ipc.ts';
import { defaultRules } from '../../../shared/library.ts';
import { ok, refuse, type Result } from '../../../shared/errors.ts';
import { resolveTarget } from '../albums-of.ts';
import type { Sight } from '../db/files.ts';
import type { Tables } from '../db/library.ts';
import type { Clock } from '../ports.ts';
import { expandDrop } from '../steps/scan-drop.ts';
import { judgeStillness } from '../steps/settle.ts';

type LeftOut = CallOutput<'drop.add'>['leftOut'];
/** The answer names so many; what is left out and not named can be sent from the list of photos. */
const leftOutNamed = 1_000;

export function dropCalls(rooms: {
  tables: Tables;
  clock: Clock;
  changed(area: 'folders' | 'photos' | 'albums'): void;
  nudge(): void;
}) {
  const { tables, clock } = rooms;

  /** Dropped photos of one album have one row in the table of folders, whose files carry absolute paths. */
  function homeOf(albumId: number): number {
    const present = tables.folders.droppedInto(albumId);
    if (present !== null) return present.folderId;
    const kind = tables.albums.get(albumId)?.kind ?? 'album';
    return tables.folders.add({
      kind: 'dropped',
      path: null,
      title: '',
      target: { kind, albumId },
      rules: defaultRules,
    });
  }

  /** The file of this photo that the person left out of this album; it is known here, or lies in a watched folder. null: it is no such photo. */
  function leftOutAs(fileId: number | null, sight: Sight, albumId: number): number | null {
    const known = fileId === null ? null : tables.files.get(fileId);
    const same = sight.inode === 0n ? [] : tables.files.withInode(sight);
    for (const file of [...(known === null ? [] : [known]), ...same]) {
      const placement = file.placementId === null ? null : tables.placing.placementOf(file.placementId);
      if (placement?.state === 'skipped' && placement.reason === 'left_out' && placement.album_id === albumId)
        return file.fileId;
    }
    return null;
  }

  return {
    async add(input: CallInput<'drop.add'>): Promise<Result<CallOutput<'drop.add'>>> {
      if (!input.paths.every((path) => isAbsolute(path))) return refuse('bad_input', 'paths');
      const expanded = await expandDrop(input.paths);
      if (expanded.files.length === 0)
        return ok({ files: 0, folders: expanded.folders, refused: expanded.refused.slice(0, 100), leftOut: [] });
      const target = resolveTarget(tables, input.target);
      if (target === null || target.kind === 'per_subfolder') return refuse('bad_input', 'target');
      const folderId = homeOf(target.albumId);
      const leftOut: LeftOut = [];
      const batch = 500;
      for (let from = 0; from < expanded.files.length; from += batch) {
        tables.together(() => {
          for (const { path, ...sight } of expanded.files.slice(from, from + batch)) {
            const known = tables.files.at(folderId, path);
            const former = leftOutAs(known?.fileId ?? null, sight, target.albumId);
            if (former !== null && leftOut.length < leftOutNamed)
              leftOut.push({ fileId: former, name: basename(path) });
            const still = judgeStillness(null, sight, clock.now(), { touched: false }).kind === 'still';
            if (known === null) tables.files.add(folderId, path, sight, still);
            else tables.files.sighted(known.fileId, sight, still ? 'settled' : 'seen');
          }
        });
        // Fifty thousand files at once must not keep the sending waiting.
        await new Promise((resolve) => setImmediate(resolve));
      }
      rooms.changed('photos');
      rooms.changed('albums');
      rooms.nudge();
      return ok({
        files: expanded.files.length,
        folders: expanded.folders,
        refused: expanded.refused.slice(0, 100),
        leftOut,
      });
    },
  };
}
