// Creates the albums that photos wait for, one at a time; those of plans are only looked for.
import type { AlbumRow } from '../db/album-row.ts';
import type { PipelineContext } from './context.ts';
import { AlbumCreator, type AlbumContext } from './create-album.ts';
import type { PipelineStep } from './pipeline-step.ts';

/**
 * One list of albums reads back all that were made before it. The first photo waits for one album only; a folder with
 * hundreds of subfolders does not need hundreds of lists.
 */
const mostUnread = 16;

interface DueAlbum {
  album: AlbumRow;
  /** Its folder is not started: it is only looked for. */
  forPlan: boolean;
}

export function albumStep(
  context: AlbumContext & Pick<PipelineContext, 'remote' | 'isPaused' | 'publishingTurn'>,
): PipelineStep<DueAlbum> {
  const { tables, account } = context;
  const creator = new AlbumCreator(context);
  /** Albums of plans that were looked for and are not there. */
  const missing = new Set<number>();
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
      const next = (readsNow ? [...made, ...toMake] : toMake).slice(0, limit);
      if (next.length > 0) return next.map((album) => ({ album, forPlan: false }));
      return tables.albums
        .dueForPlan(limit + 1 + missing.size)
        .filter(({ albumId }) => !isBusy(albumId) && !missing.has(albumId))
        .slice(0, limit)
        .map((album) => ({ album, forPlan: true }));
    },
    keys: ({ album }) => [album.albumId],
    async run({ album, forPlan }, signal) {
      const remote = context.remote();
      if (remote === null) return;
      if (!forPlan) {
        // Another library of this computer may look for the same title, and make the album, too.
        if (!(await context.publishingTurn.take(signal))) return;
        try {
          await creator.create(remote, album, signal);
        } finally {
          context.publishingTurn.leave();
        }
      } else if (await creator.isMissing(remote, album, signal)) missing.add(album.albumId);
      if (album.remoteId !== null) unread = Math.min(mostUnread, unread * 2);
      context.changed('albums');
      context.changed('folders');
    },
  };
}
