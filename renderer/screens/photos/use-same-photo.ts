// Keeps the keyboard on its photo when photos before it leave the list: the place changes, the photo does not.
import { useEffect, useRef } from 'react';
import type { PhotoPages } from './photo-pages.ts';

/** `active`: place of the keyboard; null: do nothing. */
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
    // The person moved, or nothing is known to be held: this photo is the one from now on.
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
    // It left the list itself: what stands here now is next.
    if (here !== null) followed.current = { index: active, fileId: here };
  }, [pages, version, active, onMoved]);
}
