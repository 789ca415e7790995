// The copy of one photo, looked at before it is sent.
import type { PhotoRow } from '../../../shared/library.ts';
import { failed, useAct } from '../../use-command.ts';
import { keepAnswer } from './keep-answer.ts';
import { MendDialog, type Mending } from './convert-dialog.tsx';
import { useAskingFolders } from './use-asking-folders.ts';

export function MendPhoto({ row, action, onClose }: { row: PhotoRow; action: Mending; onClose: () => void }) {
  const act = useAct();
  const folders = useAskingFolders([row], action);
  const mend = async (keptFor: readonly number[]): Promise<void> => {
    if (!(await keepAnswer(act, action, keptFor))) return;
    if (!failed(await act('photos.act', { fileIds: [row.fileId], action }))) onClose();
  };
  return (
    <MendDialog
      action={action}
      rows={[row]}
      total={1}
      folders={folders}
      keep={false}
      onClose={onClose}
      onMend={(keptFor) => void mend(keptFor)}
    />
  );
}
