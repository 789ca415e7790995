// Groups the previews beside step 3 by the album they will go into. Pure.
import { maxFolderPreviews, type FolderPreview } from '../../../shared/library/folder.ts';
import { nameInGroup, type Album, type GroupOfAlbum, type Privacy } from '../../../shared/library/album.ts';
import { albumValue } from '../../components/album-choice.ts';
import type { PlannedFolder } from './start-plan.ts';

export interface AlbumGroup {
  key: string;
  /** The heading: personal photos, an album's title, or the number of albums of one folder. */
  as: { kind: 'personal' } | { kind: 'album'; title: string } | { kind: 'per_subfolder'; albums: number };
  /** null: set on OK and not known here. */
  privacy: Privacy | null;
  group?: GroupOfAlbum | undefined;
  photos: FolderPreview[];
}

/**
 * `folderPreviews` in the order of `folders`. Folders of the same existing album share a group; each new album has
 * its own.
 */
export function albumGroups(
  folders: readonly Pick<PlannedFolder, 'path' | 'choice' | 'subfolders'>[],
  folderPreviews: readonly (readonly FolderPreview[])[],
  albums: readonly Album[],
): AlbumGroup[] {
  const groups = new Map<string, AlbumGroup>();
  folders.forEach(({ path, choice, subfolders }, index) => {
    const isNew = choice.album === 'new' || choice.album === 'per_subfolder';
    // Grouped with the folder that creates the album.
    const key = isNew ? path : choice.album.replace(/^planned:/u, '');
    const known = albums.find((album) => albumValue(album) === choice.album);
    const group = groups.get(key) ?? {
      key,
      as:
        choice.album === 'personal'
          ? { kind: 'personal' as const }
          : choice.album === 'per_subfolder'
            ? { kind: 'per_subfolder' as const, albums: subfolders }
            : { kind: 'album' as const, title: known ? nameInGroup(known.title, known.group) : choice.title.trim() },
      privacy: isNew ? choice.privacy : (known?.privacy ?? null),
      ...(!isNew && known?.group !== undefined && { group: known.group }),
      photos: [],
    };
    const there = new Set(group.photos.map(({ sha256 }) => sha256));
    for (const photo of folderPreviews[index] ?? []) if (!there.has(photo.sha256)) group.photos.push(photo);
    groups.set(key, group);
  });
  return [...groups.values()].map((group) => ({ ...group, photos: group.photos.slice(0, maxFolderPreviews) }));
}
