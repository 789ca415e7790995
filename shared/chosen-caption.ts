// Which caption goes with a photo: a person's own words for it, else what its folder's rule says. Pure.
import { isFolderFiller } from './caption-fillers.ts';
import { cleanCaption, cutCaption, type CaptionRule } from './caption.ts';
import { readableParts } from './readable-names.ts';

export interface CaptionParts {
  /** Written here by the person; '': none is wanted. null: nobody wrote one. */
  own: string | null;
  /** What the file says. */
  file: string | null;
  rule: CaptionRule;
  /** Of the file, inside its folder; absolute for a dropped one. null: no file holds the photo any more. */
  path: string | null;
  /** null: dropped. */
  folderTitle: string | null;
}

/** '' where none goes. At most `limit` UTF-16 units (limits.ts). Where nobody chose a rule, nothing of the file goes. */
export function chosenCaption({ own, file, rule, path, folderTitle }: CaptionParts, limit: number): string {
  if (own !== null) return cutCaption(own, limit);
  if (rule === 'file') return cutCaption(file ?? '', limit);
  return rule === 'folder' && path !== null ? cutCaption(folderName(path, folderTitle), limit) : '';
}

/** The nearest folder whose name was given by a person. Of a dropped file only its own folder: no way up to the home. */
function folderName(path: string, folderTitle: string | null): string {
  const above = readableParts(path).slice(0, -1);
  const names = folderTitle === null ? above.slice(-1) : [folderTitle, ...above];
  const name = names.findLast((one) => !isFolderFiller(one) && !/^[a-z]:$/iu.test(one));
  return cleanCaption(name ?? '');
}
