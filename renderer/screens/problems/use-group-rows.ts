// All photos of a cause, to be leafed through: the first few are known, the rest is paged.
import { useEffect, useState } from 'react';
import type { PhotoCursor, PhotoRow } from '../../../shared/library/photo.ts';
import type { ProblemGroup } from '../../../shared/library/problem.ts';
import { invoke } from '../../bridge.ts';

const pageLimit = 500;
/** Nobody leafs further. */
const rowsAtMost = 2000;

/** The known rows stand from the start; nothing disappears or moves when the rest comes. */
export function useGroupRows(group: ProblemGroup): readonly PhotoRow[] {
  const { reason, albumId, photos } = group;
  const [more, setMore] = useState<readonly PhotoRow[]>([]);
  // The photos of one album cannot be told from their rows: there the first few have to do.
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
