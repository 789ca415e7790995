// Keeps the photos on screen where they are when rows above them change their height.
import { useLayoutEffect, useRef, type RefObject } from 'react';
import { itemOf, type GridItem } from './grid-layout.ts';
import type { PhotoPages } from './photo-pages.ts';

/** This near the top, in CSS pixels, nothing is anchored: new photos shall come into view. */
const atTop = 40;

export function useScrollAnchor(
  scroller: RefObject<HTMLElement | null>,
  items: readonly GridItem[],
  pages: PhotoPages,
  measure: () => void,
): void {
  const before = useRef<{ items: readonly GridItem[]; pages: PhotoPages } | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    const old = before.current;
    before.current = { items, pages };
    measure();
    if (element === null || old === null || old.items === items) return;
    if (old.pages !== pages) {
      element.scrollTop = 0;
      return;
    }
    const scrollTop = element.scrollTop;
    if (scrollTop < atTop) return;
    const anchor = old.items.find((item) => item.kind === 'row' && item.top + item.size > scrollTop);
    if (anchor?.kind !== 'row') return;
    const now = items[itemOf(items, anchor.from)];
    if (now !== undefined && now.top !== anchor.top) element.scrollTop = scrollTop + now.top - anchor.top;
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [items, pages]);
}
