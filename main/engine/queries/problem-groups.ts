// Problems grouped by cause, each group with what a person can do about all of it.
import type { ProblemGroup } from '../../../shared/library/problem.ts';
import { titleOfNextAlbum } from '../albums/next-album.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';
import { actionsOfGroup } from './photo-actions.ts';

export function problemGroups({ problems, albums }: Pick<LibraryQueries, 'problems' | 'albums'>): ProblemGroup[] {
  return problems.groups().map(({ folder, ...group }) => {
    const full = group.reason !== 'album_full' || group.albumId === null ? null : albums.get(group.albumId);
    const nextTitle = full === null ? null : titleOfNextAlbum(albums, full);
    const actions = actionsOfGroup(group.reason).filter((action) => action !== 'next_album' || nextTitle !== null);
    const seen =
      group.reason !== 'album_privacy' || group.albumId === null ? null : (albums.get(group.albumId)?.seen ?? null);
    return { ...group, ...(seen !== null && { seen }), ...(folder !== null && { folder }), nextTitle, actions };
  });
}
