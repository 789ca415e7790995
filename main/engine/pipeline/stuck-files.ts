// Files whose step throws again and again because of a bug: they are held, so that a person sees them.
import { systemErrorCode } from '../../../shared/system-error-code.ts';
import type { Tables } from '../db/tables.ts';
import { isRowError } from '../db/storage/row-errors.ts';
import type { ListArea } from '../report/event-throttle.ts';

export interface StuckFiles {
  /** The scheduler reports rows whose step threw. Never throws. */
  met(step: string, fileIds: readonly number[], error: unknown): void;
  /** Those of which not even that could be written down. */
  ids(): readonly number[];
}

const ofFiles: ReadonlySet<string> = new Set(['settle', 'inspect']);

export function openStuckFiles(context: {
  tables: Pick<Tables, 'files' | 'verdicts' | 'unopened'>;
  changed(area: ListArea): void;
  onFailure(error: unknown): void;
}): StuckFiles {
  const { tables } = context;
  const stuck = new Set<number>();

  function hold(fileId: number, error: unknown): void {
    const code = systemErrorCode(error) || 'FAILED';
    try {
      tables.verdicts.setAside(fileId, 'held', 'inspection_crashed', { code });
    } catch {
      stuck.add(fileId);
      const file = tables.files.get(fileId);
      if (file !== null) tables.unopened.note(file.folderId, { path: file.path, code });
    }
  }

  return {
    met(step, fileIds, error) {
      // Trouble of the library itself is not the file's fault.
      if (!ofFiles.has(step) || !isRowError(error)) return;
      for (const fileId of fileIds) {
        try {
          hold(fileId, error);
        } catch (failure) {
          context.onFailure(failure);
        }
      }
      context.changed('problems');
      context.changed('folders');
    },
    ids: () => [...stuck],
  };
}
