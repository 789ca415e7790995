// Inspects each settled file once, in an imaging process; its facts become a photo, a placement and a verdict.
import { mostSizeBytes } from '../../../shared/disk-numbers.ts';
import { isPictureNamed } from '../../../shared/image-formats.ts';
import type { FileRow } from '../db/file-row.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import { compareFileStats, readAt } from '../disk/same-file.ts';
import { applyInspection, holdFile, leaveFileOut, type InspectionContext } from './apply-inspection.ts';
import type { PipelineContext } from './context.ts';
import type { PipelineStep } from './pipeline-step.ts';
import { waitsForRoot } from './root-present.ts';

type InspectContext = InspectionContext &
  Pick<PipelineContext, 'imaging' | 'inspectors' | 'openFolders' | 'pathOf' | 'thumbnailFolder' | 'rescanFolder'>;

interface FileToInspect {
  file: FileRow;
  folder: FolderRecord;
}

export function inspectStep(context: InspectContext): PipelineStep<FileToInspect> {
  return {
    name: 'inspect',
    space: 'file',
    capacity: () => context.inspectors,
    take: (limit, isBusy) => takeSettled(context, limit, isBusy),
    keys: ({ file }) => [file.fileId],
    run: (item) => inspectFile(context, item),
  };
}

function takeSettled(
  { tables, openFolders, inspectors }: InspectContext,
  limit: number,
  isBusy: (fileId: number) => boolean,
): FileToInspect[] {
  const taken: FileToInspect[] = [];
  for (const folder of openFolders()) {
    if (taken.length >= limit) break;
    for (const file of tables.files.due('settled', folder.folderId, limit + inspectors))
      if (!isBusy(file.fileId) && taken.length < limit) taken.push({ file, folder });
  }
  return taken;
}

async function inspectFile(context: InspectContext, { file, folder }: FileToInspect): Promise<void> {
  const { tables, clock, imaging } = context;
  const path = context.pathOf({ folderPath: folder.path, path: file.path });
  if (path === null) return;
  if (file.sizeBytes >= mostSizeBytes) {
    // A sparse file may claim exabytes: reading it would never end, and nothing else would be read.
    if (isPictureNamed(file.path)) holdFile(context, file, 'unreadable', { code: 'EFBIG' });
    else leaveFileOut(context, file);
    return;
  }
  const thorough = isQuiet(context);
  const startedAt = clock.now();
  const outcome = await imaging.inspect(path, context.thumbnailFolder, { thorough });
  if (await waitsForRoot(context, file, outcome.kind)) return;
  const now = tables.files.get(file.fileId);
  if (now === null || now.state !== 'settled' || now.path !== file.path || now.folderId !== file.folderId) return;
  // The row has other stamps than the file that was read: its bytes are not what is there now.
  if (compareFileStats(now, file) !== 'same') return;
  const proven = readAt(now, startedAt);
  if (proven !== now && (outcome.kind === 'facts' || outcome.kind === 'not-a-photo'))
    tables.files.recordStamps(now.fileId, proven);
  applyInspection(context, { file: now, folder, thorough }, outcome);
}

/**
 * Whether cores are free: no more files are due than can be inspected at once. Then every pixel is decoded at once,
 * else later (full-decode.ts).
 */
function isQuiet({ tables, openFolders, inspectors }: InspectContext): boolean {
  let due = 0;
  for (const folder of openFolders()) due += tables.files.due('settled', folder.folderId, inspectors + 1).length;
  return due <= inspectors;
}
