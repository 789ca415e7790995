// How a copy would look beside the original, before a person decides to send it.
import { refuse, ok, type Result } from '../../../shared/errors.ts';
import type { ConversionOutcome, ConversionPlan, Facts } from '../../../shared/facts.ts';
import type { CallInput, CallOutput } from '../../../shared/ipc.ts';
import type { Limits } from '../../../shared/limits.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';
import { pathOfFile } from '../disk/path-rules.ts';
import type { Imaging } from '../ports.ts';
import { chosenConversion } from './chosen-conversion.ts';
import type { ShownPictures } from './shown-pictures.ts';

type Preview = CallOutput<'photos.previewConversion'>;

/** Makes the copy as it would be sent, shows it, and removes it. */
export async function previewConversion(
  library: Pick<LibraryQueries, 'files' | 'folders' | 'photos'>,
  imaging: Pick<Imaging, 'makeCopy'>,
  pictures: ShownPictures,
  limits: Limits,
  { fileId, action }: CallInput<'photos.previewConversion'>,
): Promise<Result<Preview>> {
  const file = library.files.get(fileId);
  const folder = file === null ? null : library.folders.get(file.folderId);
  const facts = file?.photoId == null ? null : library.photos.get(file.photoId);
  if (file === null || folder === null || facts === null) return refuse('no_such_item');
  await pictures.makeFolder();
  await pictures.sweep();
  const original = pathOfFile({ folderPath: folder.path, path: file.path });
  const plan = chosenConversion(action, facts, folder.rules, limits);
  return pictures.withCopy(`${fileId}-${action}`, async (copy) => {
    const made = await imaging.makeCopy(original, copy, plan);
    if (made.kind !== 'made') return refuse('cannot_mend', file.path);
    const before = await pictures.ofFile(original, `${fileId}-before`);
    const after = await pictures.ofFile(copy, `${fileId}-${action}-after`);
    return ok({ before: originalSide(before, facts), after: copySide(after, facts, made, plan) });
  });
}

function originalSide(picture: string | null, facts: Facts): Preview['before'] {
  return {
    picture,
    width: facts.width ?? 0,
    height: facts.height ?? 0,
    sizeBytes: facts.sizeBytes,
    format: facts.format,
    hasGps: facts.hasGps,
    capturedAtMs: facts.capturedAtMs,
    capturedFrom: facts.capturedFrom,
  };
}

function copySide(
  picture: string | null,
  facts: Facts,
  made: Extract<ConversionOutcome, { kind: 'made' }>,
  plan: ConversionPlan,
): Preview['after'] {
  return {
    picture,
    width: made.width,
    height: made.height,
    sizeBytes: made.sizeBytes,
    format: made.format,
    hasGps: facts.hasGps && !plan.removeGps,
    capturedAtMs: facts.capturedAtMs,
    capturedFrom: facts.capturedFrom,
  };
}
