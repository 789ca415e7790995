// Problems grouped by cause, each group with what a person can do about all of it.
import type { ProblemGroup } from '../../../shared/library/problem.ts';
import { titleOfNextAlbum } from '../albums/next-album.ts';
import { actionsOfGroup } from './photo-actions.ts';
import type { ReadableLibrary } from './readable-library.ts';

export function problemGroups({ tables, queries }: ReadableLibrary): ProblemGroup[] {
  return queries.problems.groups().map(({ folder, ...group }) => {
    const full = group.reason !== 'album_full' || group.albumId === null ? null : tables.albums.get(group.albumId);
    const nextTitle = full === null ? null : titleOfNextAlbum(tables.albums, full);
    const actions = actionsOfGroup(group.reason).filter((action) => action !== 'next_album' || nextTitle !== null);
    return { ...group, ...(folder !== null && { folder }), nextTitle, actions };
  });
}
