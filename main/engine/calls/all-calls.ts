// Opens the rooms that answer the engine's calls, and ties them together. Answers nothing itself.
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { EngineListener } from '../report/event-throttle.ts';
import type { Chores } from '../background/folder-jobs.ts';
import type { Lists } from '../db/lists.ts';
import type { Glimpses } from '../background/folder-previews.ts';
import type { KeptSpeed } from '../sending/last-speed.ts';
import type { Rooms } from '../pipeline/context.ts';
import type { SendingRules } from '../sending/sending-rules.ts';
import { albumCalls } from './album-calls.ts';
import { dropCalls } from './drop-calls.ts';
import { engineCalls, type EngineCalls } from './engine-calls.ts';
import { folderCalls, type FolderRooms } from './folder-calls.ts';
import { photoCalls, type PhotoRooms } from './photo-calls.ts';
import { previewCalls } from './preview-calls.ts';
import { problemCalls } from './problem-calls.ts';

export function openCalls(
  rooms: Rooms,
  also: Pick<PhotoRooms, 'placeOf' | 'stopUpload' | 'web'> &
    Pick<FolderRooms, 'rewatch' | 'scan' | 'newRules' | 'isScanning'> & {
      lists: Lists;
      chores: Chores;
      glimpses: Glimpses;
      sending: SendingRules;
      speed: KeptSpeed;
      listener: EngineListener;
      snapshot(): Snapshot;
      checkAccount(): void;
      stir(): void;
      personDecided(): void;
    },
): EngineCalls {
  const { tables, clock, limits, remote, imaging, previewFolder, changed, nudge } = rooms;
  const { lists, chores, glimpses, listener, sending, placeOf, stopUpload, web } = also;
  const photos = photoCalls({ tables, lists, limits, placeOf, stopUpload, changed, nudge, web });
  const folders = folderCalls({
    tables,
    lists,
    newRules: also.newRules,
    rewatch: also.rewatch,
    scan: also.scan,
    isScanning: also.isScanning,
    rejudge: (folderId) => void chores.rejudge(folderId),
    forget: (folderId) => chores.forget(folderId),
    changed,
    lastSpeed: also.speed.last,
    nudge,
    surveyed: (found) => listener('survey.found', found),
    glimpses,
    web,
  });
  const { mendFor } = photos;
  const { fetchPicture } = rooms;
  const previews = previewCalls({ tables, imaging, remote, fetchPicture, previewFolder, placeOf, mendFor });
  const problems = problemCalls({
    tables,
    lists,
    photos,
    changed,
    rejudge: (folderId) => chores.rejudge(folderId),
    nudge,
  });
  const albums = albumCalls({ tables, lists, remote, web });
  const drop = dropCalls({ tables, changed, nudge, clock, newRules: also.newRules });
  return engineCalls({
    tables,
    lists,
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
    stir: also.stir,
    personDecided: also.personDecided,
    web,
    nudge,
  });
}
