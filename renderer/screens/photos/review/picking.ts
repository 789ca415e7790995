// Which photos are picked, as file lists do it: one by one, and from the last one to this one. Pure; photos by place and by fileId.

export interface Picked {
  readonly ids: ReadonlySet<number>;
  /** Place in the list where a stretch begins; null: none yet. */
  readonly anchor: number | null;
}

export const nothingPicked: Picked = { ids: new Set(), anchor: null };

/** In or out; the next stretch begins here. */
export function toggled(picked: Picked, index: number, fileId: number): Picked {
  const ids = new Set(picked.ids);
  if (!ids.delete(fileId)) ids.add(fileId);
  return { ids, anchor: index };
}

/** Everything from the anchor to `place`, whichever comes first, is added. `idAt`: null for photos not loaded yet. */
export function stretched(picked: Picked, index: number, idAt: (index: number) => number | null): Picked {
  const anchor = picked.anchor ?? index;
  const ids = new Set(picked.ids);
  for (let at = Math.min(anchor, index); at <= Math.max(anchor, index); at += 1) {
    const fileId = idAt(at);
    if (fileId !== null) ids.add(fileId);
  }
  return { ids, anchor };
}

/** What a key decides about: the picked ones when this one is among them, else this one alone. */
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

/** By the key's place on the keyboard, so that Russian letters work too. */
export function reviewKey(key: { key: string; code: string }): ReviewKey | null {
  if (key.key === 'Enter' || key.code === 'KeyA') return 'approve';
  if (key.key === 'Delete' || key.key === 'Backspace' || key.code === 'KeyX') return 'leave_out';
  return key.key === ' ' ? 'pick' : null;
}
