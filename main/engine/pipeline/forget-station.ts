// What was being published when its folder was removed, and was not published, is forgotten like the rest of the folder.
import type { PipelineStep } from './scheduler.ts';
import type { PipelineContext } from './context.ts';

const atOnce = 100;

export function forgetStep(context: Pick<PipelineContext, 'tables' | 'changed'>): PipelineStep<number[]> {
  const { tables } = context;
  return {
    name: 'forget',
    space: 'file',
    capacity: () => 1,
    take(_limit, isBusy) {
      const left = tables.files.leftInRemovedFolders(atOnce).filter((fileId) => !isBusy(fileId));
      return left.length === 0 ? [] : [left];
    },
    keys: (fileIds) => fileIds,
    run(fileIds) {
      tables.together(() => {
        for (const fileId of fileIds) {
          const file = tables.files.get(fileId);
          // Added again meanwhile: then it is wanted.
          if (file !== null && tables.folders.get(file.folderId)?.removed === true) tables.verdicts.forget(fileId);
        }
      });
      for (const area of ['folders', 'photos', 'problems'] as const) context.changed(area);
      return Promise.resolve();
    },
  };
}
