// The dialog for all uncertain photos of a cause, one after another.
import type { ProblemGroup } from '../../../shared/library/problem.ts';
import { useGroupRows } from './use-group-rows.ts';
import { UnclearDialog } from '../../features/photo/unclear-dialog.tsx';

export function UnclearGroup({ group, onClose }: { group: ProblemGroup; onClose: () => void }) {
  return <UnclearDialog rows={useGroupRows(group)} onClose={onClose} />;
}
