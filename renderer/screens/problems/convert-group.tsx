// The convert dialog for all photos of a cause.
import type { ProblemGroup } from '../../../shared/library/problem.ts';
import { useCommand } from '../../engine/use-command.ts';
import { rememberAnswer } from '../../features/photo/remember-answer.ts';
import { ConvertDialog, type Converting } from '../../features/photo/convert-dialog.tsx';
import { useAskingFolders } from '../../features/photo/use-asking-folders.ts';
import { useGroupRows } from './use-group-rows.ts';

interface Props {
  group: ProblemGroup;
  action: Converting;
  onClose: () => void;
  /** Called after the rules are saved. `ruled`: a folder's new rule may have decided the photos already. */
  onConvert: (ruled: boolean) => void;
}

export function ConvertGroup({ group, action, onClose, onConvert }: Props) {
  const runCommand = useCommand();
  const rows = useGroupRows(group);
  const folders = useAskingFolders(rows, action);
  return (
    <ConvertDialog
      action={action}
      rows={rows}
      total={group.photos}
      folders={folders}
      initialRemember
      onClose={onClose}
      onConvert={(rememberFor) => {
        void rememberAnswer(runCommand, action, rememberFor).then((remembered) => {
          if (remembered) onConvert(rememberFor.length > 0);
        });
      }}
    />
  );
}
