// Photos that a person dropped: the same files, the same steps, into the album that was chosen.
import { basename, isAbsolute } from 'node:path';
import { mostRefusals, type CallInput, type CallOutput } from '../../../shared/ipc.ts';
import { folderRules, type FolderRules } from '../../../shared/library/folder-rules.ts';
import { ok, refuse, type Result } from '../../../shared/errors.ts';
import { resolveTarget } from '../albums/album-for.ts';
import type { FileRow } from '../db/files.ts';
import type { Tables } from '../db/library.ts';
import { inSlices } from '../db/slices.ts';
import type { Clock } from '../ports.ts';
import { withoutUndefined } from '../given.ts';
import { hashFile } from '../disk/hash-file.ts';
import { compareFileStats, provesBytes } from '../disk/same-file.ts';
import { expandDrop, type DroppedFile, type DropRefusal } from '../disk/dropped-files.ts';
import { judgeStillness } from '../disk/settle.ts';
import type { FileStat } from '../disk/file-stat.ts';

/** What the album has of a file already. */
interface Standing {
  kind: 'left_out' | 'there';
  file: FileRow;
}

type LeftOut = CallOutput<'drop.add'>['leftOut'];
/** The answer names so many; what is left out and not named can be sent from the list of photos. */
const leftOutNamed = 1_000;
/** Files of one call that are read before it is answered. */
const readAtMost = 50;

function countByCode(refused: readonly DropRefusal[]): CallOutput<'drop.add'>['refusedCounts'] {
  const counts = { vanished: 0, unreadable: 0, not_a_file: 0, unnamed: 0, not_a_photo: 0, ignored: 0 };
  for (const { code } of refused) counts[code] += 1;
  return counts;
}

export function dropCalls(context: {
  tables: Tables;
  clock: Clock;
  /** What a drop begins with, where it says nothing else. */
  newRules(): FolderRules;
  changed(area: 'folders' | 'photos' | 'albums'): void;
  wake(): void;
}) {
  const { tables, clock } = context;

  /**
   * Dropped photos of one album and one set of rules have one row in the table of folders, whose files carry absolute paths. Other rules
   * are another row: what is chosen for one drop says nothing of the one before.
   */
  function homeOf(albumId: number, rules: FolderRules): { folderId: number; others: readonly number[] } {
    const homes = tables.folders.droppedInto(albumId);
    const wanted = JSON.stringify(folderRules.parse(rules));
    const present = homes.find((home) => JSON.stringify(home.rules) === wanted);
    const others = homes.filter((home) => home !== present).map(({ folderId }) => folderId);
    if (present !== undefined) return { folderId: present.folderId, others };
    const kind = tables.albums.get(albumId)?.kind ?? 'album';
    const folderId = tables.folders.add({ kind: 'dropped', path: null, title: '', target: { kind, albumId }, rules });
    return { folderId, others };
  }

  /** A file that was dropped into this album by other rules follows the last word about it. */
  function moveHome(path: string, { folderId, others }: ReturnType<typeof homeOf>, albumId: number): void {
    for (const other of others) {
      const known = tables.files.at(other, path);
      if (known !== null) tables.verdicts.moved(known.fileId, folderId, path, albumId);
    }
  }

  /** What is known of this file and this album; the file is known here, or lies in a watched folder. Only looks: the bytes have not been compared. */
  function candidateOf(known: FileRow | null, fileStat: FileStat, albumId: number): Standing | null {
    const same = fileStat.inode === 0n ? [] : tables.files.withInode(fileStat);
    for (const file of [...(known === null ? [] : [known]), ...same]) {
      const placement = file.placementId === null ? null : tables.verdicts.placementOf(file.placementId);
      if (placement?.album_id !== albumId) continue;
      if (placement.state === 'skipped' && placement.reason === 'left_out') return { kind: 'left_out', file };
      if (placement.state === 'done' && compareFileStats(file, fileStat) !== 'other') return { kind: 'there', file };
    }
    return null;
  }

  /**
   * A new file can have inode, size and time of an old one: what its stamps do not prove is read before anything is said of it. Of many
   * thousands that look so, as many are read as a person waits for; of the others nothing is said, and inspection finds out.
   */
  async function standingOf(
    dropped: DroppedFile,
    folderId: number,
    albumId: number,
    left: { readings: number },
  ): Promise<Standing | null> {
    const candidate = candidateOf(tables.files.at(folderId, dropped.path), dropped, albumId);
    if (candidate === null) return null;
    const { file } = candidate;
    const isRead = file.state === 'placed' || file.state === 'duplicate';
    if (isRead && compareFileStats(file, dropped) === 'same' && provesBytes(file, dropped)) return candidate;
    const known = file.photoId === null ? null : tables.photos.get(file.photoId);
    if (known === null || known.sizeBytes !== dropped.sizeBytes || left.readings === 0) return null;
    left.readings -= 1;
    const found = await hashFile(dropped.path);
    return found.kind === 'hashed' && found.sha256 === known.sha256 ? candidate : null;
  }

  return {
    async add(input: CallInput<'drop.add'>): Promise<Result<CallOutput<'drop.add'>>> {
      if (!input.paths.every((path) => isAbsolute(path))) return refuse('bad_input', 'paths');
      const expanded = await expandDrop(input.paths);
      const told = (refused: readonly DropRefusal[]) => ({
        folders: expanded.folders,
        refused: refused.slice(0, mostRefusals),
        refusedCounts: countByCode(refused),
      });
      if (expanded.files.length === 0) return ok({ files: 0, ...told(expanded.refused), leftOut: [], there: 0 });
      const resolved = resolveTarget(tables, input.target);
      if (resolved.kind === 'refused') return resolved.refusal;
      const { target } = resolved;
      if (target.kind === 'per_subfolder') return refuse('bad_input', 'target');
      const home = homeOf(target.albumId, { ...context.newRules(), ...withoutUndefined(input.rules ?? {}) });
      const { folderId } = home;
      const leftOut = new Map<string, LeftOut[number]>();
      const there = new Set<string>();
      const refused: DropRefusal[] = [];
      const left = { readings: readAtMost };
      const batch = 500;
      for (let from = 0; from < expanded.files.length; from += batch) {
        const part = expanded.files.slice(from, from + batch);
        const standings = new Map<string, Standing | null>();
        for (const one of part) standings.set(one.path, await standingOf(one, folderId, target.albumId, left));
        await inSlices(
          tables,
          part,
          ({ path, ...fileStat }) => {
            if (tables.files.at(folderId, path) === null) moveHome(path, home, target.albumId);
            const known = tables.files.at(folderId, path);
            const former = standings.get(path) ?? null;
            if (former?.kind === 'there') there.add(path);
            else if (former !== null && leftOut.size < leftOutNamed)
              leftOut.set(path, { fileId: former.file.fileId, name: basename(path) });
            const still = judgeStillness(null, fileStat, clock.now(), { touched: false }).kind === 'still';
            if (known === null) tables.files.add(folderId, path, fileStat, still);
            else tables.files.recordStat(known.fileId, fileStat, still ? 'settled' : 'seen');
          },
          // One that the library does not take keeps none of the others out, and is named.
          ({ path }) => refused.push({ path, code: 'unreadable' }),
        );
        // Fifty thousand files at once must not keep the sending waiting.
        await new Promise((resolve) => setImmediate(resolve));
      }
      context.changed('photos');
      context.changed('albums');
      context.wake();
      return ok({
        files: expanded.files.length - refused.length,
        ...told([...refused, ...expanded.refused]),
        leftOut: [...leftOut.values()],
        there: there.size,
      });
    },
  };
}
