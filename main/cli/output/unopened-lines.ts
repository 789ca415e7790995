// Folders and files that could not be read, as the terminal reports them: whole folders first, then paths inside. Pure.
import type { FolderCard } from '../../../shared/library/folder.ts';
import { unopenedTexts } from '../../../shared/locales/unopened-text.ts';
import { shortPath } from '../../../shared/disk-error-kind.ts';
import { absolutePath } from '../../engine/disk/path-rules.ts';
import { jsonLine } from './json-line.ts';
import type { LibraryReader } from '../commands/library-reader.ts';
import { safeText } from './safe-text.ts';
import type { Locale } from '../locales/locale.ts';

export interface UnopenedLine {
  /** Absolute. */
  path: string;
  /** The system's word or ours; `absent` and `unreadable` of a whole folder. */
  code: string;
  /** In words: why, and what can be done. */
  text: string;
}

/** Folders that are not there, do not open, or were not looked through to the end. Paused ones are nobody's concern. */
export function unseenFolders(cards: readonly FolderCard[], { t, texts }: Locale): UnopenedLine[] {
  return cards.flatMap(({ path, health, trouble, paused }) => {
    if (paused) return [];
    if (health === 'absent') return [{ path, code: health, text: texts.run.folderAway(path) }];
    if (health === 'unreadable') return [{ path, code: health, text: texts.run.folderUnreadable(path) }];
    if (trouble === null) return [];
    return [{ path, code: trouble, text: texts.run.folderFailed(path, unopenedTexts(t, trouble).why) }];
  });
}

/** Places inside these folders, by path. */
export function* unopenedPaths(
  { queries }: LibraryReader,
  folderIds: readonly number[],
  { t }: Locale,
): Generator<UnopenedLine> {
  for (const folderId of folderIds) {
    const root = queries.folders.get(folderId)?.path ?? null;
    for (const { path, code } of queries.unopened.list(folderId)) {
      const { why, help } = unopenedTexts(t, code);
      yield { path: root === null ? path : absolutePath(root, path), code, text: `${why}. ${help}` };
    }
  }
}

export function countUnopened({ queries }: LibraryReader, folderIds: readonly number[]): number {
  return folderIds.reduce((sum, folderId) => sum + queries.unopened.count(folderId), 0);
}

/** The line of a place. */
export function placeText({ path, text }: UnopenedLine, { texts }: Locale): string {
  return `${texts.state.unopened}: ${safeText(shortPath(path))} — ${text}`;
}

export function unopenedJson({ path, code, text }: UnopenedLine): string {
  return jsonLine({ type: 'unopened', path, code, text });
}
