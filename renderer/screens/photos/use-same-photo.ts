// Keeps the keyboard on the same photo when photos before it leave the list: its index changes.
import { useEffect, useRef } from 'react';
import type { PhotoPages } from './photo-pages.ts';

/** `active`: index of the keyboard's photo; null: do nothing. */
export function useSamePhoto(
  pages: PhotoPages,
  version: number,
  active: number | null,
  onMoved: (index: number) => void,
): void {
  const followed = useRef<{ index: number; fileId: number | null }>({ index: -1, fileId: null });
  useEffect(() => {
    if (active === null) return;
    const { index, fileId } = followed.current;
    const here = pages.rowAt(active)?.fileId ?? null;
    // The person moved, or no photo is followed yet: follow this one.
    if (index !== active || fileId === null || here === fileId) {
      followed.current = { index: active, fileId: here };
      return;
    }
    for (let before = active - 1; before >= 0; before -= 1) {
      const found = pages.rowAt(before)?.fileId ?? null;
      if (found === null) break;
      if (found !== fileId) continue;
      followed.current = { index: before, fileId };
      onMoved(before);
      return;
    }
    // The photo itself has left the list: follow the one that took its index.
    if (here !== null) followed.current = { index: active, fileId: here };
  }, [pages, version, active, onMoved]);
}
