// Before a step concludes something from a file that cannot be found or read: is its folder there at all? [Note: absence proves nothing]
import type { FileRow } from '../db/file-row.ts';
import type { PipelineContext } from '../pipeline/context.ts';
import { probeRoot, sameIdentity } from './root.ts';

/** A file that could not be found because its drive was away is asked for again after this long, if its folder is open then. */
export const againAfterMs = 10_000;

/** false: the root is away, or not the one we know. Nothing is said of its files; the folder is looked at as a whole, and freezes. */
export async function isRootPresent(
  context: Pick<PipelineContext, 'tables' | 'lookAgain'>,
  folderId: number | null,
): Promise<boolean> {
  const folder = folderId === null ? null : context.tables.folders.get(folderId);
  // What was dropped has no folder of its own.
  if (folder === null || folder.path === null) return true;
  const look = await probeRoot(folder.path);
  const known = folder.root === null ? null : { device: BigInt(folder.root.dev), inode: BigInt(folder.root.inode) };
  if (look.kind === 'folder' && (known === null || sameIdentity(look.identity, known))) return true;
  context.lookAgain(folder.folderId);
  return false;
}

/** true: a look at this file found nothing, and neither is its folder there: it waits, and nothing is concluded. `found`: the look's word. */
export async function waitsForRoot(
  context: Pick<PipelineContext, 'tables' | 'clock' | 'lookAgain'>,
  file: FileRow,
  found: string,
): Promise<boolean> {
  if (found !== 'vanished' && found !== 'unreadable') return false;
  if (await isRootPresent(context, file.folderId)) return false;
  context.tables.files.waitUntil(file.fileId, context.clock.now() + againAfterMs);
  return true;
}
