// Which watched folders would ask again about such photos: for them the answer can be kept.
import type { PhotoRow } from '../../../shared/library.ts';
import { useAnswer } from '../../use-query.ts';
import type { Mending } from './convert-dialog.tsx';

export function useAskingFolders(
  rows: readonly PhotoRow[],
  action: Mending | null,
): { folderId: number; title: string }[] {
  const cards = useAnswer('folders.list', 'folders', action === null ? null : undefined).value ?? [];
  if (action === null) return [];
  const concerned = new Set(rows.map((row) => row.folderId));
  return cards.filter((card) => concerned.has(card.folderId) && !card.rules[action]);
}
