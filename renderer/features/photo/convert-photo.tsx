// The convert dialog for one photo.
import type { PhotoRow } from '../../../shared/library/photo.ts';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { rememberAnswer } from './remember-answer.ts';
import { ConvertDialog, type Converting } from './convert-dialog.tsx';
import { useAskingFolders } from './use-asking-folders.ts';

export function ConvertPhoto({ row, action, onClose }: { row: PhotoRow; action: Converting; onClose: () => void }) {
  const runCommand = useCommand();
  const folders = useAskingFolders([row], action);
  const convert = async (rememberFor: readonly number[]): Promise<void> => {
    if (!(await rememberAnswer(runCommand, action, rememberFor))) return;
    if (!commandFailed(await runCommand('photos.act', { fileIds: [row.fileId], action }))) onClose();
  };
  return (
    <ConvertDialog
      action={action}
      rows={[row]}
      total={1}
      folders={folders}
      initialRemember={false}
      onClose={onClose}
      onConvert={(rememberFor) => void convert(rememberFor)}
    />
  );
}
