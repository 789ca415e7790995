// Brings the library to the folders of this run: adds or resumes them with their albums, and pauses the others.
import { defaultRules, firstDefaults, type AskedRules } from '../../../shared/library/folder-rules.ts';
import { nameInGroup, type AlbumTarget } from '../../../shared/library/album.ts';
import type { FolderCard } from '../../../shared/library/folder.ts';
import { titleKey } from '../../../shared/album-title.ts';
import { compareFolders } from '../../engine/disk/path-rules.ts';
import type { WireError } from '../../../shared/errors.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Translate } from '../../../shared/locales/translate.ts';
import { isAboutAlbum } from '../../../shared/reasons.ts';
import { triedAgain } from './decisions.ts';
import type { GivenRules, SyncCommand } from '../command-line/command-types.ts';
import type { FolderArgument } from './folder-arguments.ts';
import type { Texts } from '../locales/types.ts';

export interface RunFolder {
  folderId: number;
  path: string;
  /** In words. */
  target: string;
  /** It had another album before. */
  retargeted: boolean;
  /** By which its photos go from now on. */
  rules: Required<GivenRules>;
  /** Added just now, or the rules were others before. */
  ruled: boolean;
}

const askedOf = ({ removeGps, convert, shrink }: AskedRules): AskedRules => ({ removeGps, convert, shrink });
const namedOf = ({ versions, unnamed, captions, ...rules }: Required<GivenRules>): Required<GivenRules> => ({
  ...askedOf(rules),
  versions,
  unnamed,
  captions,
});
/** Of a folder that this library does not know yet; as in the window before anybody has chosen. */
export const newRules = askedOf(firstDefaults);

export type TakenUp = { kind: 'taken'; folders: RunFolder[] } | { kind: 'refused'; complaints: string[] };

/** Where nobody names an album, a known folder keeps its own: it may have another name than when it was first sent. */
export async function withKnownTargets(engine: Engine, given: readonly FolderArgument[]): Promise<FolderArgument[]> {
  const known = await cards(engine);
  return given.map((folder) => {
    const card = known.find((one) => compareFolders(folder.path, one.path, { foldCase: folder.foldCase }) === 'same');
    if (card === undefined || folder.target.kind !== 'titled') return folder;
    const { kind, title, privacy, group } = card.target;
    if (group !== undefined) return { ...folder, target: { kind: 'in_group', title, group } };
    if (kind === 'personal') return { ...folder, target: { kind } };
    if (kind === 'per_subfolder') return { ...folder, target: { kind, privacy: privacy ?? folder.target.privacy } };
    return { ...folder, target: { ...folder.target, title } };
  });
}

export async function takeUpFolders(
  engine: Engine,
  given: readonly FolderArgument[],
  rules: GivenRules,
  t: Translate,
  texts: Texts,
  { dryRun }: Pick<SyncCommand, 'dryRun'>,
): Promise<TakenUp> {
  const known = await cards(engine);
  const complaints = given.flatMap((folder) => {
    for (const card of known) {
      const relation = compareFolders(folder.path, card.path, { foldCase: folder.foldCase });
      if (relation === 'inside') return [texts.usage.insideKnown(folder.path, card.path)];
      if (relation === 'contains') return [texts.usage.containsKnown(folder.path, card.path)];
    }
    return [];
  });
  if (complaints.length > 0) return { kind: 'refused', complaints };

  const folders: RunFolder[] = [];
  const refused = ({ code, subject }: WireError, path: string): TakenUp => ({
    kind: 'refused',
    complaints: [t(`error.${code}`, { subject: subject ?? path })],
  });
  let made: AlbumTarget | null = null;
  for (const one of given) {
    // One new album for all folders of this run, and not one each.
    const folder = made !== null && one.target.kind === 'new' ? { ...one, target: made } : one;
    const card = known.find((one) => compareFolders(folder.path, one.path, { foldCase: folder.foldCase }) === 'same');
    const target = targetText(folder.target, t);
    if (card === undefined) {
      const added = await engine.calls['folders.add']({
        path: folder.path,
        target: folder.target,
        rules,
        ...(dryRun && { planned: true }),
      });
      if (!added.ok) return refused(added.error, folder.path);
      if (folder.target.kind === 'new') made = await madeFor(engine, folder.target.title);
      folders.push({
        folderId: added.value.folderId,
        path: folder.path,
        target,
        retargeted: false,
        rules: namedOf({ ...defaultRules, ...newRules, ...rules }),
        ruled: true,
      });
      continue;
    }
    if (dryRun && !card.planned) return { kind: 'refused', complaints: [texts.usage.keptAlready(folder.path)] };
    if (!dryRun && card.planned) await engine.calls['folders.start']({ folderIds: [card.folderId] });
    const retargeted = !isSameTarget(card, folder.target);
    if (retargeted) {
      const failed = await retarget(engine, card, folder.target);
      if (failed !== null) return refused(failed, folder.path);
      if (folder.target.kind === 'new') made = await madeFor(engine, folder.target.title);
    }
    const wanted = namedOf({ ...card.rules, ...rules });
    const ruled = JSON.stringify(wanted) !== JSON.stringify(namedOf(card.rules));
    if (ruled) await engine.calls['folders.change']({ folderId: card.folderId, rules });
    if (card.paused) await engine.calls['folders.pause']({ folderId: card.folderId, paused: false });
    folders.push({ folderId: card.folderId, path: card.path, target, retargeted, rules: wanted, ruled });
  }
  const taken = new Set(folders.map(({ folderId }) => folderId));
  for (const card of known)
    if (!taken.has(card.folderId) && !card.paused)
      await engine.calls['folders.pause']({ folderId: card.folderId, paused: true });
  return { kind: 'taken', folders };
}

/** Asking again is asking for another attempt: what failed for reasons that pass is tried anew. */
export async function tryAgain(engine: Engine): Promise<void> {
  await engine.calls['sync.resume'](undefined);
  for (const [reason, action] of triedAgain)
    await engine.calls['problems.act']({ reason, albumId: null, action, target: null });
  await engine.calls['sync.retry'](undefined);
}

export async function cards(engine: Engine): Promise<FolderCard[]> {
  const listed = await engine.calls['folders.list'](undefined);
  return listed.ok ? listed.value : [];
}

export function isSameTarget(card: FolderCard, target: AlbumTarget): boolean {
  // Where the album was full and went on in another one, the person still names the first.
  if (target.kind === 'titled' || target.kind === 'in_group')
    return (
      card.target.kind === 'album' &&
      card.target.group?.id === (target.kind === 'in_group' ? target.group.id : undefined) &&
      [card.target.title, card.target.firstTitle].some((title) => titleKey(title) === titleKey(target.title))
    );
  if (target.kind === 'remote') return card.target.url?.endsWith(`/${target.remoteId}`) === true;
  if (target.kind === 'new') return false;
  if (target.kind === 'per_subfolder')
    return card.target.kind === 'per_subfolder' && card.target.privacy === target.privacy;
  return card.target.kind === target.kind;
}

/** New photos go there, and so do those held because their former album is gone. What was sent stays where it is. */
async function retarget(engine: Engine, card: FolderCard, target: AlbumTarget): Promise<WireError | null> {
  const changed = await engine.calls['folders.change']({ folderId: card.folderId, target });
  if (!changed.ok) return changed.error;
  if (target.kind === 'per_subfolder') return null;
  const problems = await engine.calls['problems.list'](undefined);
  if (!problems.ok) return problems.error;
  const there = target.kind === 'new' ? ((await madeFor(engine, target.title)) ?? target) : target;
  for (const { reason, albumId, albumTitle } of problems.value)
    if (isAboutAlbum(reason) && albumTitle === nameInGroup(card.target.title, card.target.group))
      await engine.calls['problems.act']({ reason, albumId, action: 'choose_album', target: there });
  return null;
}

function targetText(target: AlbumTarget, t: Translate): string {
  switch (target.kind) {
    case 'titled':
    case 'new':
      return t('album.quoted', { title: target.title });
    case 'in_group':
    case 'remote':
      return t('album.quoted', { title: nameInGroup(target.title, target.group) });
    case 'per_subfolder':
      return t('album.choosePerSubfolder');
    case 'personal':
    case 'known':
      return t('album.personalInside');
  }
}

/** The album that was asked for last by this title: the others of this run go there, too. */
async function madeFor(engine: Engine, title: string): Promise<AlbumTarget | null> {
  const listed = await engine.calls['albums.list'](undefined);
  const ids = (listed.ok ? listed.value : [])
    .filter((one) => one.title === title && one.group === undefined)
    .map(({ albumId }) => albumId ?? 0);
  const albumId = Math.max(0, ...ids);
  return albumId === 0 ? null : { kind: 'known', albumId };
}

/** `--new-album` answers the question about these folders' titles, too, where an earlier run left it. */
export async function makeAnother(engine: Engine, folders: readonly RunFolder[]): Promise<void> {
  const known = await cards(engine);
  const titles = new Set(
    folders.map(({ folderId }) => known.find((card) => card.folderId === folderId)?.target.title ?? ''),
  );
  const problems = await engine.calls['problems.list'](undefined);
  for (const { reason, albumId, albumTitle } of problems.ok ? problems.value : [])
    if (reason === 'album_taken' && titles.has(albumTitle ?? ''))
      await engine.calls['problems.act']({ reason, albumId, action: 'create_album', target: null });
}
