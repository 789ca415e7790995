// Adds photos that a person dropped: the same files and steps as in a folder, into the album that was chosen.
import { basename, isAbsolute } from 'node:path';
import { mostRefusals, type CallInput, type CallOutput } from '../../../shared/ipc.ts';
import { folderRules, type FolderRules } from '../../../shared/library/folder-rules.ts';
import { ok, refuse, type Result } from '../../../shared/errors.ts';
import { resolveTarget } from '../albums/resolve-target.ts';
import type { FileRow } from '../db/file-row.ts';
import type { Tables } from '../db/tables.ts';
import { inSlices } from '../db/storage/slices.ts';
import { expandDrop, type DroppedFile, type DropRefusal } from '../disk/dropped-files.ts';
import { stillnessOf } from '../disk/settle.ts';
import { withoutUndefined } from '../../../shared/without-undefined.ts';
import type { Clock } from '../ports.ts';
import { KnownInAlbum, type KnownFile } from './known-in-album.ts';

export interface DropContext {
  tables: Pick<Tables, 'folders' | 'albums' | 'files' | 'photos' | 'verdicts' | 'together'>;
  clock: Pick<Clock, 'now'>;
  /** Rules of a drop that says nothing else. */
  newRules(): FolderRules;
  changed(area: 'photos' | 'albums'): void;
  wake(): void;
}

type Answer = CallOutput<'drop.add'>;

/** The answer names so many; left-out photos that it does not name can be sent from the list of photos. */
const namedLeftOut = 1_000;
/** Files between two pauses: fifty thousand at once must not keep the sending waiting. */
const batchFiles = 500;

export async function addDrop(context: DropContext, input: CallInput<'drop.add'>): Promise<Result<Answer>> {
  const { tables } = context;
  if (!input.paths.every((path) => isAbsolute(path))) return refuse('bad_input', 'paths');
  const { files, folders, refused } = await expandDrop(input.paths);
  if (files.length === 0) return ok({ files: 0, folders, ...refusals(refused), leftOut: [], there: 0 });
  const resolved = resolveTarget(tables.albums, input.target);
  if (resolved.kind === 'refused') return resolved.refusal;
  const { target } = resolved;
  if (target.kind === 'per_subfolder') return refuse('bad_input', 'target');
  const rules = { ...context.newRules(), ...withoutUndefined(input.rules ?? {}) };
  const added = await addFiles(context, files, dropFolder(tables, target.albumId, rules));
  context.changed('photos');
  context.changed('albums');
  context.wake();
  return ok({
    files: files.length - added.refused.length,
    folders,
    ...refusals([...added.refused, ...refused]),
    leftOut: [...added.leftOut.values()],
    there: added.there.size,
  });
}

function refusals(refused: readonly DropRefusal[]): Pick<Answer, 'refused' | 'refusedCounts'> {
  const refusedCounts = { vanished: 0, unreadable: 0, not_a_file: 0, unnamed: 0, not_a_photo: 0, ignored: 0 };
  for (const { code } of refused) refusedCounts[code] += 1;
  return { refused: refused.slice(0, mostRefusals), refusedCounts };
}

interface DropFolder {
  albumId: number;
  folderId: number;
  /** Rows of drops into the same album by other rules. */
  others: readonly number[];
}

/**
 * Dropped photos of one album and one set of rules share one row in the table of folders, whose files have absolute
 * paths. Other rules are another row: what is chosen for one drop changes nothing of an earlier one.
 */
function dropFolder({ folders, albums }: DropContext['tables'], albumId: number, rules: FolderRules): DropFolder {
  const ofAlbum = folders.droppedInto(albumId);
  const wanted = JSON.stringify(folderRules.parse(rules));
  const present = ofAlbum.find((folder) => JSON.stringify(folder.rules) === wanted);
  const others = ofAlbum.filter((folder) => folder !== present).map(({ folderId }) => folderId);
  if (present !== undefined) return { albumId, folderId: present.folderId, others };
  const kind = albums.get(albumId)?.kind ?? 'album';
  const folderId = folders.add({ kind: 'dropped', path: null, title: '', target: { kind, albumId }, rules });
  return { albumId, folderId, others };
}

interface Added {
  /** By path. */
  leftOut: Map<string, Answer['leftOut'][number]>;
  /** Paths of photos that are in the album already. */
  there: Set<string>;
  refused: DropRefusal[];
}

async function addFiles(context: DropContext, files: readonly DroppedFile[], folder: DropFolder): Promise<Added> {
  const { tables } = context;
  const added: Added = { leftOut: new Map(), there: new Set(), refused: [] };
  const known = new KnownInAlbum(tables, folder.albumId);
  for (let from = 0; from < files.length; from += batchFiles) {
    const batch = files.slice(from, from + batchFiles);
    const found = new Map<string, KnownFile | null>();
    for (const file of batch) found.set(file.path, await known.find(file, folder.folderId));
    await inSlices(
      tables,
      batch,
      (file) => {
        addFile(context, file, folder);
        noteKnown(added, file.path, found.get(file.path) ?? null);
      },
      // A file whose row the library refuses keeps out none of the others, and is named.
      ({ path }) => added.refused.push({ path, code: 'unreadable' }),
    );
    await new Promise((resolve) => setImmediate(resolve));
  }
  return added;
}

function noteKnown({ there, leftOut }: Added, path: string, known: KnownFile | null): void {
  if (known?.kind === 'there') there.add(path);
  else if (known !== null && leftOut.size < namedLeftOut)
    leftOut.set(path, { fileId: known.file.fileId, name: basename(path) });
}

function addFile({ tables, clock }: DropContext, { path, ...fileStat }: DroppedFile, folder: DropFolder): void {
  const { files } = tables;
  const known = files.at(folder.folderId, path) ?? movedHere(tables, path, folder);
  const isStill = stillnessOf(null, fileStat, clock.now(), { touched: false }).kind === 'still';
  if (known === null) files.add(folder.folderId, path, fileStat, isStill);
  else files.recordStat(known.fileId, fileStat, isStill ? 'settled' : 'seen');
}

/** A file that was dropped into this album by other rules follows the latest ones. */
function movedHere(
  { files, verdicts }: DropContext['tables'],
  path: string,
  { folderId, others, albumId }: DropFolder,
): FileRow | null {
  for (const other of others) {
    const known = files.at(other, path);
    if (known !== null) verdicts.moved(known.fileId, folderId, path, albumId);
  }
  return files.at(folderId, path);
}
