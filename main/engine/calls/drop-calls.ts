// Photos that a person dropped: the same files, the same steps, into the album that was chosen.
import { isAbsolute } from 'node:path';
import type { CallInput, CallOutput } from '../../../shared/ipc.ts';
import { defaultRules } from '../../../shared/library.ts';
import { ok, refuse, type Result } from '../../../shared/errors.ts';
import { resolveTarget } from '../albums-of.ts';
import type { Tables } from '../db/library.ts';
import type { Clock } from '../ports.ts';
import { expandDrop } from '../steps/scan-drop.ts';
import { judgeStillness } from '../steps/settle.ts';

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

  return {
    async add(input: CallInput<'drop.add'>): Promise<Result<CallOutput<'drop.add'>>> {
      if (!input.paths.every((path) => isAbsolute(path))) return refuse('bad_input', 'paths');
      const expanded = await expandDrop(input.paths);
      if (expanded.files.length === 0)
        return ok({ files: 0, folders: expanded.folders, refused: expanded.refused.slice(0, 100) });
      const target = resolveTarget(tables, input.target);
      if (target === null || target.kind === 'per_subfolder') return refuse('bad_input', 'target');
      const folderId = homeOf(target.albumId);
      const batch = 500;
      for (let from = 0; from < expanded.files.length; from += batch) {
        tables.together(() => {
          for (const { path, ...sight } of expanded.files.slice(from, from + batch)) {
            const known = tables.files.at(folderId, path);
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
      return ok({ files: expanded.files.length, folders: expanded.folders, refused: expanded.refused.slice(0, 100) });
    },
  };
}
