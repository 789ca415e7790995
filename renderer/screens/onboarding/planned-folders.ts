// Adds the chosen folders to the engine as «planned»: scanned and checked, but not sent. Can be repeated after going
// back.
import type { Album, AlbumTarget } from '../../../shared/library/album.ts';
import type { AskedRules } from '../../../shared/library/folder-rules.ts';
import { targetOf } from '../../components/album-choice.ts';
import { commandFailed, type RunCommand } from '../../engine/use-command.ts';
import { chosen, makerOf, type PlannedFolder, type StartPlan } from './start-plan.ts';

/** folderId by path, of the folders that this first start has added. */
export type Added = ReadonlyMap<string, number>;

/** null: a call failed, and a toast has said so. Folders added before that are reported through `onAdded`. */
export async function planFolders(
  runCommand: RunCommand,
  plan: StartPlan,
  albums: readonly Album[],
  before: Added,
  onAdded: (added: Added) => void,
): Promise<number[] | null> {
  const added = new Map(before);
  const folders = chosen(plan);
  for (const [path, folderId] of before) {
    if (folders.some((folder) => folder.path === path)) continue;
    if (commandFailed(await runCommand('folders.remove', { folderId }))) return null;
    added.delete(path);
    onAdded(new Map(added));
  }
  const ids: number[] = [];
  for (const folder of folders) {
    const maker = makerOf(folder.choice, folders.slice(0, folders.indexOf(folder)));
    const target =
      maker === null
        ? targetOf(folder.choice, albums, folder.titles)
        : await newestAlbumOf(runCommand, maker.choice.title.trim());
    if (target === null) return null;
    const folderId = await addOrChangeFolder(runCommand, folder, target, plan.rules, added.get(folder.path));
    if (folderId === null) return null;
    added.set(folder.path, folderId);
    onAdded(new Map(added));
    ids.push(folderId);
  }
  return ids;
}

async function addOrChangeFolder(
  runCommand: RunCommand,
  folder: PlannedFolder,
  target: AlbumTarget,
  rules: AskedRules,
  known: number | undefined,
): Promise<number | null> {
  if (known !== undefined) {
    const changed = await runCommand('folders.change', { folderId: known, target, rules });
    return commandFailed(changed) ? null : known;
  }
  const result = await runCommand('folders.add', { path: folder.path, target, rules, planned: true });
  if (!commandFailed(result)) return result.folderId;
  if (result.failed.code !== 'folder_already_added') return null;
  // Added by an interrupted first start: it is still there and waits for its start.
  const cards = await runCommand('folders.list');
  if (commandFailed(cards)) return null;
  const there = cards.find((card) => card.path === folder.path);
  if (there === undefined) return null;
  // A folder that is being sent keeps its album; the rules chosen here apply to it, too.
  const change = there.planned ? { target, rules } : { rules };
  const changed = await runCommand('folders.change', { folderId: there.folderId, ...change });
  return commandFailed(changed) ? null : there.folderId;
}

/** The newest album of that title: another folder of this first start has just asked for it. */
async function newestAlbumOf(runCommand: RunCommand, title: string): Promise<AlbumTarget | null> {
  const listed = await runCommand('albums.list');
  if (commandFailed(listed)) return null;
  const albumId = Math.max(
    0,
    ...listed.filter((one) => one.title === title && one.group === undefined).map((one) => one.albumId ?? 0),
  );
  return albumId === 0 ? null : { kind: 'known', albumId };
}
