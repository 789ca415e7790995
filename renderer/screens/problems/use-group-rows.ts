// All photos of a cause: the first few come with the group, the others are loaded page by page.
import { useEffect, useState } from 'react';
import type { PhotoCursor, PhotoRow } from '../../../shared/library/photo.ts';
import type { ProblemGroup } from '../../../shared/library/problem.ts';
import { invoke } from '../../bridge.ts';

const pageLimit = 500;
/** More than anybody pages through. */
const rowsAtMost = 2000;

/** The known rows come first; nothing disappears or moves when the others arrive. */
export function useGroupRows(group: ProblemGroup): readonly PhotoRow[] {
  const { reason, albumId, photos } = group;
  const [more, setMore] = useState<readonly PhotoRow[]>([]);
  // Rows do not name their album: for a group of one album the first few must suffice.
  const whole = group.rows.length >= photos || albumId !== null;
  useEffect(() => {
    if (whole) return;
    let current = true;
    void rowsBecauseOf(reason, photos).then((rows) => {
      if (current) setMore(rows);
    });
    return () => {
      current = false;
    };
  }, [whole, reason, photos]);
  const known = new Set(group.rows.map((row) => row.fileId));
  return [...group.rows, ...more.filter((row) => !known.has(row.fileId))].slice(0, photos);
}

async function rowsBecauseOf(reason: string, photos: number): Promise<PhotoRow[]> {
  const found: PhotoRow[] = [];
  let after: PhotoCursor | null = null;
  do {
    const page: Awaited<ReturnType<typeof invoke<'photos.page'>>> = await invoke('photos.page', {
      shown: 'needs_you',
      search: '',
      folderId: null,
      after,
      limit: pageLimit,
    });
    if (!page.ok) break;
    found.push(...page.value.rows.filter((row) => row.reason === reason));
    after = page.value.next;
  } while (after !== null && found.length < Math.min(photos, rowsAtMost));
  return found;
}
