// Finds the albums that a `sync` names by title or number: one, none, or a question that the command must answer.
import { isWider, ofTitle, titleKey } from '../../../shared/album-title.ts';
import { nameInGroup, whoSees, type Album, type GroupOfAlbum, type Privacy } from '../../../shared/library/album.ts';
import type { Translate } from '../../../shared/locales/translate.ts';
import type { Engine } from '../../engine/engine.ts';
import type { FolderArgument } from './folder-arguments.ts';
import { cards, isSameTarget } from './sync-folders.ts';
import { compareFolders } from '../../engine/disk/path-rules.ts';
import type { Texts } from '../locales/types.ts';

export type NamedAlbums =
  { kind: 'named'; folders: readonly FolderArgument[]; notices: string[] } | { kind: 'refused'; complaints: string[] };

/**
 * Needs the account. Albums that cannot be listed now are compared when the album is to be created; photos are held
 * where that leaves a question.
 */
export async function nameAlbums(
  engine: Engine,
  given: readonly FolderArgument[],
  wish: { privacy: Privacy; newAlbum: boolean; albumId: string | null; group: string | null },
  t: Translate,
  texts: Texts,
): Promise<NamedAlbums> {
  const known = await cards(engine);
  const listed = await engine.calls['albums.list'](undefined);
  const all = (listed.ok ? listed.value : []).filter(({ kind }) => kind === 'album');
  // A title in a group is another place; only `--group` leads there.
  const albums = all.filter(({ group }) => group === undefined);
  const found = wish.group === null ? null : await findGroup(engine, wish.group, texts);
  if (typeof found === 'string') return { kind: 'refused', complaints: [found] };
  const inGroup: GroupOfAlbum | null = found;
  const complaints = new Set<string>();
  const notices = new Set<string>();
  const sees = (album: Album): string => t(`privacy.sees.${whoSees(album)}`);
  const about = (album: Album): string =>
    [sees(album), ...(album.photos === null ? [] : [t('count.photos', { n: album.photos })])].join(', ');

  function targetFor(folder: FolderArgument): FolderArgument['target'] {
    const { target } = folder;
    if (wish.albumId !== null) {
      const album = all.find(({ remoteId }) => remoteId === wish.albumId);
      if (album === undefined) complaints.add(texts.usage.noSuchAlbum(wish.albumId));
      const group = album?.group;
      return { kind: 'remote', remoteId: wish.albumId, title: album?.title ?? '', ...(group && { group }) };
    }
    if (inGroup !== null && target.kind === 'titled') {
      notices.add(
        texts.run.intoGroup(
          nameInGroup(target.title, inGroup),
          t(`privacy.sees.${whoSees({ privacy: null, group: inGroup })}`),
        ),
      );
      return { kind: 'in_group', title: target.title, group: inGroup };
    }
    if (target.kind === 'per_subfolder') return { ...target, namesakes: wish.newAlbum ? 'another' : 'use' };
    if (target.kind !== 'titled') return target;
    const { title, privacy } = target;
    const card = known.find((one) => compareFolders(folder.path, one.path, { foldCase: folder.foldCase }) === 'same');
    // The same command again goes on with the album that it has made.
    if (card !== undefined && isSameTarget(card, target)) return target;
    if (wish.newAlbum) return { kind: 'new', title, privacy, another: true };
    const [only, ...more] = ofTitle(title, albums);
    if (only === undefined) return target;
    if (more.length > 0)
      complaints.add(
        texts.usage.severalAlbums(
          title,
          [only, ...more].map((album) => ({ id: album.remoteId, about: about(album) })),
        ),
      );
    else if (isWider(only.privacy, privacy))
      complaints.add(texts.usage.widerAlbum(only.title, sees(only), only.privacy, privacy));
    else notices.add(texts.run.used(only.title, about(only)));
    return target;
  }

  const folders = given.map((folder) => ({ ...folder, target: targetFor(folder) }));
  return complaints.size > 0
    ? { kind: 'refused', complaints: [...complaints] }
    : { kind: 'named', folders, notices: [...notices] };
}

/** By number, or by name where only one group has it. A text: why there is none. */
async function findGroup(engine: Engine, wanted: string, texts: Texts): Promise<GroupOfAlbum | string> {
  const listed = await engine.calls['groups.list'](undefined);
  const groups = listed.ok ? listed.value : [];
  const key = titleKey(wanted);
  const [only, ...more] = groups.filter(({ id, name }) => id === wanted || titleKey(name) === key);
  if (only === undefined) return texts.usage.noSuchGroup(wanted, groups.map(groupLine));
  return more.length === 0 ? only : texts.usage.severalGroups(wanted, [only, ...more].map(groupLine));
}

const groupLine = ({ id, name }: GroupOfAlbum): string => `${id}  ${name}`;
