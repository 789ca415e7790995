// Why a path could not be read, and what helps, in words for window and terminal.
import type { Unopened } from '../library/folder.ts';
import { shortPath, diskErrorKind } from '../disk-error-kind.ts';
import type { Translate } from './translate.ts';

export function unopenedTexts(t: Translate, code: string): { why: string; help: string } {
  const kind = diskErrorKind(code);
  return { why: t(`folders.unopenedWhy.${kind}`, { code }), help: t(`folders.unopenedHelp.${kind}`) };
}

/** One sentence about the unread paths of a folder. */
export function unopenedNote(t: Translate, { places, first, code }: Unopened): string {
  const { why } = unopenedTexts(t, code);
  return t(places === 1 ? 'folders.note.unopened' : 'folders.note.unopenedMore', {
    first: shortPath(first),
    why,
    n: places - 1,
  });
}
