// Before a step concludes something from a file that it cannot find or read: is the file's folder there at all?
// [Note: absence proves nothing]
import type { FileRow } from '../db/file-row.ts';
import { probeRoot, sameIdentity } from '../disk/root.ts';
import type { PipelineContext } from './context.ts';

/** A file that was not found because its drive was away is tried again after this long, if its folder is open then. */
export const againAfterMs = 10_000;

/**
 * false: the root is away, or another folder lies there. Nothing is concluded about its files; a scan freezes the
 * folder.
 */
export async function isRootPresent(
  context: Pick<PipelineContext, 'tables' | 'rescanFolder'>,
  folderId: number | null,
): Promise<boolean> {
  const folder = folderId === null ? null : context.tables.folders.get(folderId);
  // Dropped files have no folder of their own.
  if (folder === null || folder.path === null) return true;
  const now = await probeRoot(folder.path);
  const known = folder.root === null ? null : { device: BigInt(folder.root.dev), inode: BigInt(folder.root.inode) };
  if (now.kind === 'folder' && (known === null || sameIdentity(now.identity, known))) return true;
  context.rescanFolder(folder.folderId);
  return false;
}

/** true: the file was not found (`found`), and neither is its folder there: it waits, and nothing is concluded. */
export async function waitsForRoot(
  context: Pick<PipelineContext, 'tables' | 'clock' | 'rescanFolder'>,
  file: FileRow,
  found: string,
): Promise<boolean> {
  if (found !== 'vanished' && found !== 'unreadable') return false;
  if (await isRootPresent(context, file.folderId)) return false;
  context.tables.files.waitUntil(file.fileId, context.clock.now() + againAfterMs);
  return true;
}
