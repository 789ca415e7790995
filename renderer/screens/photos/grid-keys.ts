// Where a key leads in the grid, and what it decides about photos that wait for review.
import type { KeyboardEvent } from 'react';
import { neighbour, type GridItem } from './grid-layout.ts';
import type { GridFocus } from './use-grid-focus.ts';
import { photosToDecide, reviewKey } from './review/picking.ts';
import type { Review } from './review/use-review.ts';

/** The photo that `key` leads to from `active`, not yet limited to the list; null for every other key. Pure. */
export function photoAfterKey(
  key: string,
  active: number,
  { items, total, pageRows }: { items: readonly GridItem[]; total: number; pageRows: number },
): number | null {
  const page = (step: -1 | 1): number =>
    Array.from({ length: pageRows }).reduce<number>((photo) => neighbour(items, photo, step), active);
  switch (key) {
    case 'ArrowRight':
      return active + 1;
    case 'ArrowLeft':
      return active - 1;
    case 'ArrowDown':
      return neighbour(items, active, 1);
    case 'ArrowUp':
      return neighbour(items, active, -1);
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    case 'PageDown':
      return page(1);
    case 'PageUp':
      return page(-1);
    default:
      return null;
  }
}

export type IdAt = (photo: number) => number | null;

/**
 * Picks or decides the active photo, and moves on to the next undecided one. Returns whether the key was one of
 * those.
 */
export function reviewByKey(
  event: KeyboardEvent,
  review: Review,
  focus: Pick<GridFocus, 'active' | 'moveTo'>,
  { idAt, total }: { idAt: IdAt; total: number },
): boolean {
  const { active, moveTo } = focus;
  const fileId = idAt(active);
  const key = fileId === null ? null : reviewKey(event);
  const isOnPhoto = event.target instanceof HTMLElement && event.target.dataset['photo'] !== undefined;
  if (fileId === null || key === null || !isOnPhoto) return false;
  if (key === 'pick') {
    review.toggle(active, fileId);
    return true;
  }
  const fileIds = photosToDecide(review.picked, fileId);
  void review.decide(fileIds, key);
  let next = active + 1;
  while (next < total && isDecided(review, fileIds, idAt(next))) next += 1;
  if (next < total) moveTo(next);
  return true;
}

function isDecided(review: Review, now: readonly number[], fileId: number | null): boolean {
  return fileId !== null && (review.decided.has(fileId) || now.includes(fileId));
}
