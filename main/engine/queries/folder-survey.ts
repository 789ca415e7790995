// What lies in a folder that is not added yet: how many photos, and thumbnails of the newest ones.
import { isAbsolute } from 'node:path';
import { refuse, ok, type Result } from '../../../shared/errors.ts';
import type { CallInput, CallOutput } from '../../../shared/ipc.ts';
import { realFolder } from '../disk/path-rules.ts';
import { survey, type NewPhoto } from '../disk/survey.ts';
import type { QueryCalls } from '../engine-calls.ts';

export interface SurveyPorts {
  /** Called again and again while the folder is counted. */
  onFound(found: { path: string; photos: number; bytes: number }): void;
  previews: {
    /** The newest photos that a survey found. `path` as it was asked for, `root` as the system names it. */
    surveyed(path: string, root: string, newest: readonly NewPhoto[]): void;
    /** Makes thumbnails of these folders from now on, and of no others. Returns those that are made. */
    want(paths: readonly string[]): CallOutput<'folders.preview'>;
  };
  /** How many of the newest photos are remembered for thumbnails. */
  newest: number;
}

export function surveyQueries(ports: SurveyPorts): Pick<QueryCalls, 'folders.survey' | 'folders.preview'> {
  return {
    'folders.survey': ({ path }) => surveyFolder(ports, path),
    // A folder that is not there has no photos to show; the survey of it says so.
    'folders.preview': ({ paths }) =>
      paths.every((path) => isAbsolute(path)) ? ok(ports.previews.want(paths)) : refuse('bad_input', 'paths'),
  };
}

async function surveyFolder(
  { onFound, previews, newest }: SurveyPorts,
  path: CallInput<'folders.survey'>['path'],
): Promise<Result<CallOutput<'folders.survey'>>> {
  const opened = await folderOnDisk(path);
  if (opened.kind === 'refused') return opened.refusal;
  const found = await survey(opened.path, {
    newest,
    onFound: (photos, bytes) => onFound({ path, photos, bytes }),
  });
  if (found.kind === 'surveyed') {
    previews.surveyed(path, opened.path, found.newest);
    const { photos, bytes, subfolders, complete, versions, unopened } = found;
    return ok({ photos, bytes, subfolders, complete, versions, unopened });
  }
  if (found.kind === 'absent') return refuse('no_such_folder', path);
  return refuse(found.kind === 'unreadable' ? 'folder_unreadable' : 'not_a_folder', path);
}

export type FolderOnDisk =
  { kind: 'folder'; path: string; foldCase: boolean } | { kind: 'refused'; refusal: Result<never> };

/** The folder that a person named, with links resolved. Relative paths are refused: they depend on this process. */
export async function folderOnDisk(path: string): Promise<FolderOnDisk> {
  const refused = (refusal: Result<never>): FolderOnDisk => ({ kind: 'refused', refusal });
  if (!isAbsolute(path)) return refused(refuse('bad_input', 'path'));
  const real = await realFolder(path);
  switch (real.kind) {
    case 'missing':
      return refused(refuse('no_such_folder', path));
    case 'not_a_folder':
      return refused(refuse('not_a_folder', path));
    case 'unreadable':
      return refused(refuse('folder_unreadable', path));
    case 'folder':
      return { kind: 'folder', path: real.path, foldCase: real.foldCase };
  }
}
