// «From now on without asking»: the answer becomes a rule of the folders it was given for.
import { commandFailed, type RunCommand } from '../../engine/use-command.ts';
import type { Converting } from './convert-dialog.tsx';

/** false: a folder refused, and that was said. */
export async function rememberAnswer(
  runCommand: RunCommand,
  action: Converting,
  folderIds: readonly number[],
): Promise<boolean> {
  const rules = action === 'shrink' ? { shrink: true } : { convert: true };
  for (const folderId of folderIds)
    if (commandFailed(await runCommand('folders.change', { folderId, rules }))) return false;
  return true;
}
