// The picked photos, selected as in file managers: one by one, or a range. Photos by index in the list and by fileId.
// Pure.

export interface Picked {
  readonly ids: ReadonlySet<number>;
  /** Index where a range begins; null: none yet. */
  readonly anchor: number | null;
}

export const nothingPicked: Picked = { ids: new Set(), anchor: null };

/** Picks or unpicks one photo; the next range begins here. */
export function toggled(picked: Picked, index: number, fileId: number): Picked {
  const ids = new Set(picked.ids);
  if (!ids.delete(fileId)) ids.add(fileId);
  return { ids, anchor: index };
}

/** Adds all photos between the anchor and `index`. `idAt`: null for photos that are not loaded yet. */
export function stretched(picked: Picked, index: number, idAt: (index: number) => number | null): Picked {
  const anchor = picked.anchor ?? index;
  const ids = new Set(picked.ids);
  for (let at = Math.min(anchor, index); at <= Math.max(anchor, index); at += 1) {
    const fileId = idAt(at);
    if (fileId !== null) ids.add(fileId);
  }
  return { ids, anchor };
}

/** The photos that a key decides about: all picked ones if this one is among them, else this one alone. */
export function photosToDecide(picked: Picked, fileId: number): number[] {
  return picked.ids.has(fileId) ? [...picked.ids] : [fileId];
}

export function without(picked: Picked, gone: readonly number[]): Picked {
  const ids = new Set(picked.ids);
  for (const fileId of gone) ids.delete(fileId);
  return { ...picked, ids };
}

export type ReviewDecision = 'approve' | 'leave_out';
export type ReviewKey = ReviewDecision | 'pick';

/** By the physical key, so that it works with a Russian layout, too. */
export function reviewKey(key: { key: string; code: string }): ReviewKey | null {
  if (key.key === 'Enter' || key.code === 'KeyA') return 'approve';
  if (key.key === 'Delete' || key.key === 'Backspace' || key.code === 'KeyX') return 'leave_out';
  return key.key === ' ' ? 'pick' : null;
}
