// Creates the albums that photos wait for, one at a time.
import type { AlbumRow } from '../db/album-row.ts';
import type { PipelineContext } from './context.ts';
import { AlbumCreator, type AlbumContext } from './create-album.ts';
import type { PipelineStep } from './pipeline-step.ts';

export function albumStep(
  context: AlbumContext & Pick<PipelineContext, 'remote' | 'isPaused'>,
): PipelineStep<AlbumRow> {
  const { tables, account } = context;
  const creator = new AlbumCreator(context);
  return {
    name: 'album',
    space: 'album',
    finishOnClose: true,
    capacity: () => (account.canSend() && !context.isPaused() ? 1 : 0),
    take(limit, isBusy) {
      return tables.albums
        .due(limit + 1)
        .filter((album) => !isBusy(album.albumId))
        .slice(0, limit);
    },
    keys: (album) => [album.albumId],
    async run(album, signal) {
      const remote = context.remote();
      if (remote === null) return;
      await creator.create(remote, album, signal);
      context.changed('albums');
      context.changed('folders');
    },
  };
}
