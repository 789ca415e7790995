// Creates the albums that photos wait for, one at a time.
import type { AlbumRow } from '../db/album-row.ts';
import type { PipelineContext } from './context.ts';
import { AlbumCreator, type AlbumContext } from './create-album.ts';
import type { PipelineStep } from './pipeline-step.ts';

/**
 * One list of albums reads back all that were made before it. The first photo waits for one album only; a folder with
 * hundreds of subfolders does not need hundreds of lists.
 */
const mostUnread = 16;

export function albumStep(
  context: AlbumContext & Pick<PipelineContext, 'remote' | 'isPaused'>,
): PipelineStep<AlbumRow> {
  const { tables, account } = context;
  const creator = new AlbumCreator(context);
  let unread = 1;
  return {
    name: 'album',
    space: 'album',
    finishOnClose: true,
    capacity: () => (account.canSend() && !context.isPaused() ? 1 : 0),
    take(limit, isBusy) {
      const due = tables.albums.due(limit + mostUnread + 1).filter((album) => !isBusy(album.albumId));
      const made = due.filter(({ remoteId }) => remoteId !== null);
      const toMake = due.filter(({ remoteId }) => remoteId === null);
      const readsNow = made.length >= unread || toMake.length === 0;
      return (readsNow ? [...made, ...toMake] : toMake).slice(0, limit);
    },
    keys: (album) => [album.albumId],
    async run(album, signal) {
      const remote = context.remote();
      if (remote === null) return;
      await creator.create(remote, album, signal);
      if (album.remoteId !== null) unread = Math.min(mostUnread, unread * 2);
      context.changed('albums');
      context.changed('folders');
    },
  };
}
