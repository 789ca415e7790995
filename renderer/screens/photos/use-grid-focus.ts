// The photo that the keyboard is on, and the DOM focus that follows it while rows come, go and change.
import { useEffect, useLayoutEffect, useRef, useState, type FocusEvent, type RefObject } from 'react';
import type { GridItem } from './grid-layout.ts';
import type { PhotoPages } from './photo-pages.ts';
import { useSamePhoto } from './use-same-photo.ts';

export interface GridFocus {
  /** Index in the whole list. */
  active: number;
  setActive: (photo: number) => void;
  /** Limits the index to the list, makes that photo active, scrolls to it and focuses it. */
  moveTo: (photo: number) => void;
  onFocus: (event: FocusEvent<HTMLElement>) => void;
  onBlur: (event: FocusEvent<HTMLElement>) => void;
}

interface Options {
  scroller: RefObject<HTMLElement | null>;
  items: readonly GridItem[];
  pages: PhotoPages;
  version: number;
  /** Stay on the same photo when photos before it leave the list. */
  keepPhoto: boolean;
  scrollToPhoto: (photo: number) => void;
}

export function useGridFocus({ scroller, items, pages, version, keepPhoto, scrollToPhoto }: Options): GridFocus {
  const [active, setActive] = useState(0);
  /** The active photo gets the focus as soon as it is drawn. */
  const isFocusDue = useRef(false);
  /** A key led to the active photo, and the list has not shown it yet: it may grow meanwhile. */
  const isScrollDue = useRef(false);
  /** The focus is in the grid. A photo that moves to another row is another element, and the focus has to follow. */
  const isFocusInside = useRef(false);

  useLayoutEffect(() => {
    if (isFocusInside.current && document.activeElement === document.body) isFocusDue.current = true;
  }, [items]);
  useEffect(() => {
    if (!isFocusDue.current) return;
    const target = scroller.current?.querySelector<HTMLElement>(`[data-photo="${active}"]`);
    if (target === null || target === undefined) return;
    isFocusDue.current = false;
    isScrollDue.current = false;
    target.focus({ preventScroll: true });
  });
  // The photos on screen were kept where they were, and the one that the key led to lies beyond them.
  useEffect(() => {
    if (isScrollDue.current) scrollToPhoto(active);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [items]);
  useSamePhoto(pages, version, keepPhoto ? active : null, setActive);

  return {
    active,
    setActive,
    moveTo(photo) {
      const next = Math.max(0, Math.min(pages.total - 1, photo));
      setActive(next);
      isFocusDue.current = true;
      isScrollDue.current = true;
      scrollToPhoto(next);
    },
    onFocus({ target }) {
      isFocusInside.current = true;
      // Keys act on the photo that has the focus, however it got there.
      const photo = target.dataset['photo'];
      if (photo !== undefined) setActive(Number(photo));
    },
    onBlur(event) {
      const to = event.relatedTarget;
      if (to !== null && !event.currentTarget.contains(to)) isFocusInside.current = false;
    },
  };
}
