// Waits until a file that was seen is still and readable; each wait is kept in the row.
import type { PipelineStep } from './pipeline-step.ts';
import type { FileRow } from '../db/file-row.ts';
import type { PipelineContext } from './context.ts';
import { waitsForRoot } from './root-present.ts';
import { settle } from '../disk/settle.ts';

/** Files checked at once; each check is one lstat and one open. */
const atOnce = 16;

export function settleStep(
  context: Pick<PipelineContext, 'tables' | 'clock' | 'openFolders' | 'pathOf' | 'rescanFolder' | 'changed'>,
): PipelineStep<FileRow> {
  const { tables, clock } = context;
  return {
    name: 'settle',
    space: 'file',
    capacity: () => atOnce,
    take(limit, isBusy) {
      const taken: FileRow[] = [];
      for (const folder of context.openFolders()) {
        if (taken.length >= limit) break;
        taken.push(
          ...tables.files
            .due('seen', folder.folderId, limit + atOnce)
            .filter((file) => !isBusy(file.fileId))
            .slice(0, limit - taken.length),
        );
      }
      return taken;
    },
    keys: (file) => [file.fileId],
    async run(file) {
      const folder = tables.folders.get(file.folderId);
      const path = folder === null ? null : context.pathOf({ folderPath: folder.path, path: file.path });
      if (path === null) return;
      const previous = {
        sizeBytes: file.sizeBytes,
        mtimeNs: file.mtimeNs,
        inode: file.inode,
        ctimeNs: file.ctimeNs,
        birthNs: file.birthNs,
        sinceMs: file.changedAtMs,
      };
      const settled = await settle(path, previous, clock.now(), { touched: true });
      if (await waitsForRoot(context, file, settled.kind)) return;
      // The row may have new stamps meanwhile; the newer ones decide.
      const now = tables.files.get(file.fileId);
      if (now === null || now.state !== 'seen' || now.changedAtMs !== file.changedAtMs) return;
      switch (settled.kind) {
        case 'settled':
          tables.files.recordStat(file.fileId, settled.sighting, 'settled');
          return;
        case 'wait':
          if (settled.sighting.sinceMs === file.changedAtMs) tables.files.waitUntil(file.fileId, settled.untilMs);
          else tables.files.recordStat(file.fileId, settled.sighting, 'seen', settled.untilMs);
          return;
        case 'vanished':
          tables.verdicts.gone(file.fileId);
          context.changed('photos');
          return;
        case 'unreadable':
          tables.verdicts.setAside(file.fileId, 'held', 'unreadable', { code: settled.code });
          context.changed('problems');
      }
    },
  };
}
