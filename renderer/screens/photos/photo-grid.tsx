// The virtual grid (or list) of the whole library: draws what is on screen, moves by arrow keys, keeps its place when sizes change.
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { PhotoRow } from '../../../shared/library/photo.ts';
import { useWidth } from '../../components/use-width.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { filesDated } from '../../features/photo/dated.ts';
import { DayHead } from './day-head.tsx';
import { itemOf, layGrid, layList, neighbour, type DayRows, type GridItem } from './grid-layout.ts';
import { ListLine } from './list-line.tsx';
import { PhotoTile, type TileReview } from './photo-tile.tsx';
import type { PhotoPages } from './photo-pages.ts';
import { meant, reviewKey } from './review/picking.ts';
import type { Review } from './review/use-review.ts';
import { useSamePhoto } from './use-same-photo.ts';

export type View = 'grid' | 'list';

/** Row heights aimed at: alone, and beside the panel. */
const gridHeight = 132;
const besidePanelHeight = 112;
/** Rows drawn beyond the edges. */
const overscan = 4;
/** Photos asked beyond the edges, so that scrolling meets pictures. */
const askAhead = 60;

interface Props {
  pages: PhotoPages;
  version: number;
  view: View;
  chosen: number | null;
  panelOpen: boolean;
  onChoose: (fileId: number) => void;
  /** The photos wait for a look: they can be picked and decided here. */
  review: Review | null;
  label: string;
}

export function PhotoGrid({ pages, version, view, chosen, panelOpen, onChoose, review, label }: Props) {
  const { t } = useI18n();
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const kept = useRef<DayRows>(new Map());
  const [active, setActive] = useState(0);
  const focusWanted = useRef(false);
  /** The keyboard is in the grid: a photo that moves to another row is another element, and the focus has to follow. */
  const focusInside = useRef(false);

  const items = useMemo(() => {
    if (width === 0) return [];
    return view === 'grid'
      ? layGrid(pages, width, panelOpen ? besidePanelHeight : gridHeight, kept.current)
      : layList(pages, width);
    // A new version means new shapes inside the same pages.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [pages, version, width, view, panelOpen]);

  const getItemKey = useCallback((index: number) => items[index]?.key ?? index, [items]);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => items[index]?.size ?? 0,
    getItemKey,
    overscan,
    paddingEnd: 24,
  });
  useKeptPlace(scroller, items, pages, () => virtualizer.measure());

  useLayoutEffect(() => {
    if (focusInside.current && document.activeElement === document.body) focusWanted.current = true;
  }, [items]);

  const drawn = virtualizer.getVirtualItems();
  const [from, to] = photosOf(items, drawn[0]?.index ?? 0, drawn.at(-1)?.index ?? 0);
  useEffect(() => pages.want(from - askAhead, to + askAhead), [pages, from, to, version]);

  const moveTo = (photo: number): void => {
    const next = Math.max(0, Math.min(pages.total - 1, photo));
    setActive(next);
    focusWanted.current = true;
    virtualizer.scrollToIndex(itemOf(items, next), { align: 'auto' });
  };
  useEffect(() => {
    if (!focusWanted.current) return;
    const target = scroller.current?.querySelector<HTMLElement>(`[data-photo="${active}"]`);
    if (target === null || target === undefined) return;
    focusWanted.current = false;
    target.focus({ preventScroll: true });
  });

  useSamePhoto(pages, version, review === null ? null : active, setActive);
  const idAt = (photo: number): number | null => pages.rowAt(photo)?.fileId ?? null;
  /** true: the key was one of those that decide. */
  const reviewed = (event: KeyboardEvent): boolean => {
    const fileId = idAt(active);
    const wanted = review === null || fileId === null ? null : reviewKey(event);
    const onTile = event.target instanceof HTMLElement && event.target.dataset['photo'] !== undefined;
    if (review === null || fileId === null || wanted === null || !onTile) return false;
    if (wanted === 'pick') review.toggle(active, fileId);
    else {
      const ids = meant(review.picked, fileId);
      void review.decide(ids, wanted);
      let next = active + 1;
      while (next < pages.total && isDecided(review, ids, idAt(next))) next += 1;
      if (next < pages.total) moveTo(next);
    }
    return true;
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (reviewed(event)) {
      event.preventDefault();
      return;
    }
    const pageRows = Math.max(
      1,
      Math.floor((scroller.current?.clientHeight ?? 0) / (view === 'grid' ? gridHeight : 52)) - 1,
    );
    const far = (step: -1 | 1): number =>
      Array.from({ length: pageRows }).reduce<number>((photo) => neighbour(items, photo, step), active);
    const moves: Record<string, () => number> = {
      ArrowRight: () => active + 1,
      ArrowLeft: () => active - 1,
      ArrowDown: () => neighbour(items, active, 1),
      ArrowUp: () => neighbour(items, active, -1),
      Home: () => 0,
      End: () => pages.total - 1,
      PageDown: () => far(1),
      PageUp: () => far(-1),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(pages.total - 1, move()));
    if (event.shiftKey && review !== null) {
      if (review.picked.anchor === null) review.stretch(active, idAt);
      review.stretch(next, idAt);
    }
    moveTo(next);
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
        onFocus={({ target }) => {
          focusInside.current = true;
          // Keys act on the photo that has the focus, however it got there.
          const photo = target.dataset['photo'];
          if (photo !== undefined) setActive(Number(photo));
        }}
        onBlur={(event) => {
          const to = event.relatedTarget;
          if (to !== null && !event.currentTarget.contains(to)) focusInside.current = false;
        }}
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
              {item.kind === 'day' ? (
                <DayHead day={pages.days[item.dayIndex]} files={filesDated(rowsOfDay(pages, item.dayIndex))} />
              ) : (
                item.widths.map((photoWidth, offset) => {
                  const photo = item.from + offset;
                  const row = pages.rowAt(photo);
                  const shared = {
                    photo,
                    row,
                    tabStop: photo === tabStop,
                    chosen: row !== null && row.fileId === chosen,
                    review: tileReview(review, photo, row?.fileId ?? null),
                  };
                  const choose = (event: MouseEvent): void => {
                    setActive(photo);
                    if (row !== null && review !== null && (event.ctrlKey || event.metaKey)) {
                      review.toggle(photo, row.fileId);
                      return;
                    }
                    if (review !== null && event.shiftKey) {
                      review.stretch(photo, idAt);
                      return;
                    }
                    if (row !== null) onChoose(row.fileId);
                  };
                  return view === 'grid' ? (
                    <PhotoTile
                      key={row?.fileId ?? `p${photo}`}
                      {...shared}
                      width={photoWidth}
                      height={item.height}
                      onChoose={choose}
                      loadingLabel={t('window.loading')}
                    />
                  ) : (
                    <ListLine key={row?.fileId ?? `p${photo}`} {...shared} onChoose={choose} />
                  );
                })
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function tileReview(review: Review | null, photo: number, fileId: number | null): TileReview | null {
  if (review === null || fileId === null) return null;
  return {
    picked: review.picked.ids.has(fileId),
    decided: review.decided.get(fileId) ?? null,
    onDecide: (decision) => void review.decide(meant(review.picked, fileId), decision),
    onPick: () => review.toggle(photo, fileId),
  };
}

function isDecided(review: Review, now: readonly number[], fileId: number | null): boolean {
  return fileId !== null && (review.decided.has(fileId) || now.includes(fileId));
}

/** A day of a hundred thousand is not walked through for a word in its head. */
const rowsLookedAt = 400;

/** The rows of a day that are held, from its newest on. */
function* rowsOfDay(pages: PhotoPages, dayIndex: number): Generator<PhotoRow> {
  const from = pages.dayStartIndex(dayIndex);
  const to = Math.min(from + rowsLookedAt, pages.dayStartIndex(dayIndex + 1));
  for (let index = from; index < to; index += 1) {
    const row = pages.rowAt(index);
    if (row !== null) yield row;
  }
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

/** When rows above change their height, what the person looks at stays where it is. */
function useKeptPlace(
  scroller: React.RefObject<HTMLDivElement | null>,
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
    if (scrollTop < 40) return;
    const anchor = old.items.find((item) => item.kind === 'row' && item.top + item.size > scrollTop);
    if (anchor?.kind !== 'row') return;
    const now = items[itemOf(items, anchor.from)];
    if (now !== undefined && now.top !== anchor.top) element.scrollTop = scrollTop + now.top - anchor.top;
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [items, pages]);
}
