// «From now on without asking»: turns the answer into a rule of the folders.
import { commandFailed, type RunCommand } from '../../engine/use-command.ts';
import type { Converting } from './convert-dialog.tsx';

/** false: a folder could not be changed; a toast has said so. */
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
