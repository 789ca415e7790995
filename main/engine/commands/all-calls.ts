// Opens the rooms that answer the engine's calls, and ties them together. Answers nothing itself.
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { EngineListener } from '../report/event-throttle.ts';
import type { FolderJobs } from '../background/folder-jobs.ts';
import type { LibraryQueries } from '../db/library-queries.ts';
import type { FolderPreviews } from '../background/folder-previews.ts';
import type { LastSpeed } from '../sending/last-speed.ts';
import type { PipelineContext } from '../pipeline/context.ts';
import type { SendingRules } from '../sending/sending-rules.ts';
import { albumCalls } from '../queries/album-list.ts';
import { dropCalls } from './drop-commands.ts';
import { engineCalls, type EngineCalls } from './engine-calls.ts';
import { folderCalls, type FolderCallContext } from './folder-commands.ts';
import { photoCalls, type PhotoCallContext } from './photo-commands.ts';
import { previewCalls } from '../queries/conversion-preview.ts';
import { problemCalls } from './problem-commands.ts';

export function openCalls(
  context: PipelineContext,
  also: Pick<PhotoCallContext, 'placeOf' | 'stopUpload' | 'web'> &
    Pick<FolderCallContext, 'rewatch' | 'scan' | 'newRules' | 'isScanning'> & {
      queries: LibraryQueries;
      folderJobs: FolderJobs;
      folderPreviews: FolderPreviews;
      sending: SendingRules;
      speed: LastSpeed;
      listener: EngineListener;
      snapshot(): Snapshot;
      checkAccount(): void;
      markChanged(): void;
      personDecided(): void;
    },
): EngineCalls {
  const { tables, clock, limits, remote, imaging, previewFolder, changed, wake } = context;
  const { queries, folderJobs, folderPreviews, listener, sending, placeOf, stopUpload, web } = also;
  const photos = photoCalls({ tables, queries, limits, placeOf, stopUpload, changed, wake, web });
  const folders = folderCalls({
    tables,
    queries,
    newRules: also.newRules,
    rewatch: also.rewatch,
    scan: also.scan,
    isScanning: also.isScanning,
    reapplyRules: (folderId) => void folderJobs.reapplyRules(folderId),
    forget: (folderId) => folderJobs.forget(folderId),
    changed,
    lastSpeed: also.speed.last,
    wake,
    surveyed: (found) => listener('survey.found', found),
    folderPreviews,
    web,
  });
  const { mendFor } = photos;
  const { fetchPicture } = context;
  const previews = previewCalls({ tables, imaging, remote, fetchPicture, previewFolder, placeOf, mendFor });
  const problems = problemCalls({
    tables,
    queries,
    photos,
    changed,
    reapplyRules: (folderId) => folderJobs.reapplyRules(folderId),
    wake,
  });
  const albums = albumCalls({ tables, queries, remote, web });
  const drop = dropCalls({ tables, changed, wake, clock, newRules: also.newRules });
  return engineCalls({
    tables,
    queries,
    photos,
    folders,
    previews,
    problems,
    albums,
    drop,
    sending,
    clock,
    snapshot: also.snapshot,
    checkAccount: also.checkAccount,
    markChanged: also.markChanged,
    personDecided: also.personDecided,
    web,
    wake,
  });
}
