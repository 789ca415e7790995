// «From now on without asking»: the answer becomes a rule of the folders it was given for.
import { failed, type Act } from '../../use-command.ts';
import type { Mending } from './convert-dialog.tsx';

/** false: a folder refused, and that was said. */
export async function keepAnswer(act: Act, action: Mending, folderIds: readonly number[]): Promise<boolean> {
  const rules = action === 'shrink' ? { shrink: true } : { convert: true };
  for (const folderId of folderIds) if (failed(await act('folders.change', { folderId, rules }))) return false;
  return true;
}
