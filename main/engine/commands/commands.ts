// The table of calls that change something.
import type { CommandCalls } from '../engine-calls.ts';
import { addDrop, type DropContext } from './drop-commands.ts';
import { sendCaption, setCaption, type CaptionCommandContext } from './caption-commands.ts';
import { folderCommands, type FolderCommandContext } from './folder-commands.ts';
import { actOnPhotos, stopLane } from './photo-commands.ts';
import { actOnProblem, type ProblemCommandContext } from './problem-commands.ts';
import { syncCommands, type SyncCommandContext } from './sync-commands.ts';

export interface CommandContexts {
  folders: FolderCommandContext;
  /** Photos and problem groups. */
  photos: ProblemCommandContext & CaptionCommandContext;
  drop: DropContext;
  sync: SyncCommandContext;
  /** Called after a decision that takes photos out of the queue: the totals of the run fall. */
  personDecided(): void;
}

export function openCommands({ folders, photos, drop, sync, personDecided }: CommandContexts): CommandCalls {
  const byFolder = folderCommands(folders);
  const decided = <Input, Answer>(run: (input: Input) => Answer) => {
    return (input: Input): Answer => {
      const answer = run(input);
      personDecided();
      return answer;
    };
  };
  return {
    ...byFolder,
    ...syncCommands(sync),
    'folders.change': decided(byFolder['folders.change']),
    'folders.pause': decided(byFolder['folders.pause']),
    'folders.remove': decided(byFolder['folders.remove']),
    'photos.act': decided(({ fileIds, action }) => actOnPhotos(photos, fileIds, action)),
    'photos.setCaption': (input) => setCaption(photos, input),
    'photos.sendCaption': ({ fileId }) => sendCaption(photos, fileId),
    'lanes.stop': decided(({ fileId }) => stopLane(photos, fileId)),
    'problems.act': decided((decision) => actOnProblem(photos, decision)),
    'drop.add': (input) => addDrop(drop, input),
  };
}
