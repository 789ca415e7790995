// Evaluates the versions of a photo again when one of them changes its verdict (found, held, left out, gone): an
// original whose edited version fails is sent after all, a raw file whose JPEG is not sent becomes a question.
import type { PipelineStep } from './pipeline-step.ts';
import type { PipelineContext } from './context.ts';

const atOnce = 50;
/** The step's only key; no file has this number. After a failure the whole step rests. */
const allOfThem = 0;

interface Group {
  folderId: number;
  key: number;
}

export function versionStep(
  context: Pick<PipelineContext, 'tables' | 'evaluatePhoto' | 'changed' | 'wake'>,
): PipelineStep<Group[]> {
  const { tables, evaluatePhoto } = context;

  function evaluateAgain({ folderId, key }: Group): void {
    const folder = tables.folders.get(folderId);
    for (const { fileId, placementId } of folder === null || folder.removed ? [] : tables.versions.at(folderId, key)) {
      const file = tables.files.get(fileId);
      const facts = file?.photoId == null ? null : tables.photos.get(file.photoId);
      // A file that is being inspected is evaluated after its inspection.
      if (folder === null || file === null || facts === null || placementId === null) continue;
      if (tables.verdicts.placementOf(placementId)?.file_id !== fileId) continue;
      tables.verdicts.reapplyRules(
        placementId,
        evaluatePhoto.ofFile(file, facts, folder, { replacesSent: false, placementId }),
      );
    }
    tables.versions.done(folderId, key);
  }

  return {
    name: 'versions',
    space: 'file',
    capacity: () => 1,
    take(_limit, isBusy) {
      const due = isBusy(allOfThem) ? [] : tables.versions.due(atOnce);
      return due.length === 0 ? [] : [due];
    },
    keys: () => [allOfThem],
    run(groups) {
      tables.together(() => groups.forEach(evaluateAgain));
      for (const area of ['photos', 'problems'] as const) context.changed(area);
      context.wake();
      return Promise.resolve();
    },
  };
}
