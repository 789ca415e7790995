// Thumbnails made for previews are listed in a file beside them; the next start removes those that no photo needs.
import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { thumbnailPath } from '../../../shared/facts.ts';

const listOf = (thumbnailFolder: string): string => join(thumbnailFolder, 'glimpses.txt');

/** Without its line a thumbnail stays for good: a few kilobytes, and nothing a full disk should stop for. */
export function noteFolderPreview(thumbnailFolder: string, sha256: string): void {
  try {
    appendFileSync(listOf(thumbnailFolder), `${sha256}\n`);
  } catch {
    // A disk in trouble is reported by more important work.
  }
}

/** At a start, before anything is inspected. */
export function sweepFolderPreviews(thumbnailFolder: string, isNeeded: (sha256: string) => boolean): void {
  let names: string[];
  try {
    names = readFileSync(listOf(thumbnailFolder), 'utf8').split('\n');
  } catch {
    return; // none was made since the last start
  }
  for (const name of names)
    if (/^[0-9a-f]{64}$/u.test(name) && !isNeeded(name))
      rmSync(join(thumbnailFolder, thumbnailPath(name)), { force: true });
  rmSync(listOf(thumbnailFolder), { force: true });
}
