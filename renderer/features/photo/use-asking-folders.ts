// The watched folders that would ask again about such photos.
import type { PhotoRow } from '../../../shared/library/photo.ts';
import { useQuery } from '../../engine/use-query.ts';
import type { Converting } from './convert-dialog.tsx';

export function useAskingFolders(
  rows: readonly PhotoRow[],
  action: Converting | null,
): { folderId: number; title: string }[] {
  const cards = useQuery('folders.list', 'folders', action === null ? null : undefined).value ?? [];
  if (action === null) return [];
  const concerned = new Set(rows.map((row) => row.folderId));
  return cards.filter((card) => concerned.has(card.folderId) && !card.rules[action]);
}
