// The copies of a whole cause, looked at before they are sent.
import type { ProblemGroup } from '../../../shared/library.ts';
import { useAct } from '../../use-command.ts';
import { keepAnswer } from './keep-answer.ts';
import { MendDialog, type Mending } from './convert-dialog.tsx';
import { useAskingFolders } from './use-asking-folders.ts';
import { useGroupRows } from './use-group-rows.ts';

interface Props {
  group: ProblemGroup;
  action: Mending;
  onClose: () => void;
  /** The person has decided; the rules are kept already. `ruled`: a folder's new rule may have released the photos by itself. */
  onMend: (ruled: boolean) => void;
}

export function MendGroup({ group, action, onClose, onMend }: Props) {
  const act = useAct();
  const rows = useGroupRows(group);
  const folders = useAskingFolders(rows, action);
  return (
    <MendDialog
      action={action}
      rows={rows}
      total={group.photos}
      folders={folders}
      keep
      onClose={onClose}
      onMend={(keptFor) => {
        void keepAnswer(act, action, keptFor).then((kept) => {
          if (kept) onMend(keptFor.length > 0);
        });
      }}
    />
  );
}
