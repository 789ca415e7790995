// The virtual grid (or list) of the whole library: draws the rows on screen and moves through them by keys.
import { useCallback, useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useWidth } from '../../components/use-width.ts';
import { photoAfterKey, reviewByKey } from './grid-keys.ts';
import { itemOf, layGrid, layList, listRowSize, type DayRows, type GridItem } from './grid-layout.ts';
import { GridRow, type View } from './grid-row.tsx';
import type { PhotoPages } from './photo-pages.ts';
import type { Review } from './review/use-review.ts';
import { useGridFocus } from './use-grid-focus.ts';
import { useScrollAnchor } from './use-scroll-anchor.ts';

/** Row heights to aim at, in CSS pixels: alone, and beside the panel. */
const gridHeight = 132;
const besidePanelHeight = 112;
/** Rows drawn beyond the edges. */
const overscan = 4;
/** Photos loaded beyond the edges, so that scrolling meets pictures. */
const loadAhead = 60;

interface Props {
  pages: PhotoPages;
  version: number;
  view: View;
  /** fileId of the photo whose panel is open. */
  chosen: number | null;
  panelOpen: boolean;
  onChoose: (fileId: number) => void;
  /** Set when these photos wait for review: they can be picked and decided here. */
  review: Review | null;
  label: string;
}

export function PhotoGrid({ pages, version, view, chosen, panelOpen, onChoose, review, label }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const items = useItems(useWidth(scroller), { pages, version, view, panelOpen });
  const getItemKey = useCallback((index: number) => items[index]?.key ?? index, [items]);
  // The rule warns of memoizing by the React Compiler, which does not run here.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => items[index]?.size ?? 0,
    getItemKey,
    overscan,
    paddingEnd: 24,
  });
  useScrollAnchor(scroller, items, pages, () => virtualizer.measure());

  const drawn = virtualizer.getVirtualItems();
  const [from, to] = photosOf(items, drawn[0]?.index ?? 0, drawn.at(-1)?.index ?? 0);
  useEffect(() => pages.load(from - loadAhead, to + loadAhead), [pages, from, to, version]);

  const focus = useGridFocus({
    scroller,
    items,
    pages,
    version,
    keepPhoto: review !== null,
    scrollToPhoto: (photo) => virtualizer.scrollToIndex(itemOf(items, photo), { align: 'auto' }),
  });
  const { active } = focus;
  const idAt = (photo: number): number | null => pages.rowAt(photo)?.fileId ?? null;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { total } = pages;
    if (review !== null && reviewByKey(event, review, focus, { idAt, total })) {
      event.preventDefault();
      return;
    }
    const rowHeight = view === 'grid' ? gridHeight : listRowSize;
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const target = photoAfterKey(event.key, active, { items, total, pageRows });
    if (target === null) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(total - 1, target));
    if (event.shiftKey && review !== null) {
      if (review.picked.anchor === null) review.stretch(active, idAt);
      review.stretch(next, idAt);
    }
    focus.moveTo(next);
  };

  const tabStop = active >= from && active < to ? active : from;
  return (
    <div className={`page library ${view}`} ref={scroller}>
      <div
        className="library-sheet"
        role="grid"
        tabIndex={-1}
        data-focus-home=""
        onKeyDown={onKeyDown}
        onFocus={focus.onFocus}
        onBlur={focus.onBlur}
        aria-label={label}
        aria-rowcount={items.length}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {drawn.map((virtual) => {
          const item = items[virtual.index];
          if (item === undefined) return null;
          return (
            <div
              key={virtual.key}
              role="row"
              aria-rowindex={virtual.index + 1}
              className="library-row"
              style={{ transform: `translateY(${virtual.start}px)`, height: item.size }}
            >
              <GridRow {...{ item, pages, view, tabStop, chosen, review, idAt, onChoose }} onActive={focus.setActive} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function useItems(
  width: number,
  { pages, version, view, panelOpen }: Pick<Props, 'pages' | 'version' | 'view' | 'panelOpen'>,
): readonly GridItem[] {
  const cache = useRef<DayRows>(new Map());
  return useMemo(() => {
    if (width === 0) return [];
    return view === 'grid'
      ? layGrid(pages, width, panelOpen ? besidePanelHeight : gridHeight, cache.current)
      : layList(pages, width);
    // A new version means new shapes inside the same pages.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [pages, version, width, view, panelOpen]);
}

/** First photo and one past the last of the drawn items. */
function photosOf(items: readonly GridItem[], first: number, last: number): [number, number] {
  let from = -1;
  let to = 0;
  for (let index = first; index <= last; index += 1) {
    const item = items[index];
    if (item?.kind !== 'row') continue;
    if (from < 0) from = item.from;
    to = item.to;
  }
  return [Math.max(0, from), to];
}
