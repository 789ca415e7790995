// The window's view of a library of any size: knows how many photos each day has, holds the rows near what is looked at, forgets the rest.
// Never asks for all. No React, no drawing.
import type { PhotoCursor, PhotoRow } from '../../../shared/library/photo.ts';
import { dayStart } from '../../../shared/locales/format.ts';
import { shapeOf, usualShape } from '../../components/shape.ts';

export interface DayCount {
  day: string;
  photos: number;
  done: number;
}

export type FetchPage = (after: PhotoCursor | null, limit: number) => Promise<PhotoRow[] | null>;

/**
 * [Note: blocks of days]
 * Pages follow one another by key, so a jump into the middle needs a key nobody has seen. A day gives one: «everything before
 * the next midnight». Small days are put together into a block, so that a screen needs one question; a huge day is a block whose
 * pages are asked one after another. While photos are being checked the library changes all the time: a huge day keeps its
 * pages over a change, and as long as it has as many photos its keys, too, or its end would never be reached.
 */
interface Block {
  /** Index of its first photo in the whole list. */
  start: number;
  photos: number;
  firstDay: string;
  pages: Page[];
  /** Keys are from before a change: where too few photos follow one of them, all are learned anew. */
  oldKeys: boolean;
}

interface Page {
  rows: PhotoRow[] | null;
  /** Kept when the rows are forgotten: the layout does not move when they come back. */
  shapes: Float32Array | null;
  /** Last key of this page: where the next one starts. */
  next: PhotoCursor | null;
  /** Shown, but to be asked again. */
  stale: boolean;
}

export const pageSize = 200;
const blockGoal = 150;
/** Pages whose rows are held: 8,000 photos, some 4 MB. */
const pagesHeld = 40;

export interface PhotoPages {
  readonly days: readonly DayCount[];
  readonly total: number;
  /** Index of a day's first photo. */
  dayStartIndex(dayIndex: number): number;
  rowAt(index: number): PhotoRow | null;
  shapeAt(index: number): number;
  /** What is on screen: asks for what is missing there, nearest first. */
  want(from: number, to: number): void;
  setDays(days: readonly DayCount[]): void;
  stop(): void;
}

export function createPhotoPages(fetchPage: FetchPage, changed: () => void): PhotoPages {
  let days: readonly DayCount[] = [];
  let starts: number[] = [];
  let total = 0;
  let blocks: Block[] = [];
  let wanted: [number, number] = [0, 0];
  let busy = false;
  let stopped = false;
  /** Grows with setDays: answers to older questions are dropped. */
  let generation = 0;

  function blockAt(index: number): Block | undefined {
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((blocks[middle]?.start ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return blocks[low];
  }

  function pageAt(index: number): [Page | undefined, number] {
    const block = blockAt(index);
    if (block === undefined) return [undefined, 0];
    const within = index - block.start;
    return [block.pages[Math.floor(within / pageSize)], within % pageSize];
  }

  /** The page to ask next: the nearest wanted one; in a huge day the first of those before it. */
  function nextMissing(): { block: Block; number: number } | null {
    const [from, to] = wanted;
    let index = from;
    while (index < to) {
      const block = blockAt(index);
      if (block === undefined) return null;
      const number = Math.floor((index - block.start) / pageSize);
      const page = block.pages[number];
      if (page !== undefined && (page.rows === null || page.stale)) {
        let first = number;
        while (first > 0 && block.pages[first - 1]?.next === null) first -= 1;
        return { block, number: first };
      }
      index = block.start + (number + 1) * pageSize;
      if (index >= block.start + block.photos) index = block.start + block.photos;
    }
    return null;
  }

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let missing = nextMissing(); missing !== null && !stopped; missing = nextMissing()) {
      const { block, number } = missing;
      const mine = generation;
      const after = number === 0 ? beforeMidnightOf(block.firstDay) : (block.pages[number - 1]?.next ?? null);
      const limit = Math.min(pageSize, block.photos - number * pageSize);
      const rows = await fetchPage(after, limit);
      if (stopped) break;
      if (mine !== generation) continue;
      const page = block.pages[number];
      if (page === undefined) break;
      page.stale = false;
      if (rows === null) break;
      const last = rows.at(-1);
      page.rows = rows;
      page.shapes = Float32Array.from(rows, shapeOf);
      page.next = last === undefined ? null : { sortMs: last.sortMs, fileId: last.fileId };
      if (block.oldKeys && rows.length < limit) {
        block.oldKeys = false;
        for (const one of block.pages) one.next = null;
        page.stale = true;
      } else if (page.next === null) {
        // Fewer than counted: the days are about to be told anew. Asking again and again would not help.
        break;
      }
      forgetFar();
      changed();
    }
    busy = false;
  }

  function forgetFar(): void {
    const centre = (wanted[0] + wanted[1]) / 2;
    const held: { page: Page; distance: number }[] = [];
    for (const block of blocks) {
      block.pages.forEach((page, number) => {
        if (page.rows !== null) held.push({ page, distance: Math.abs(block.start + number * pageSize - centre) });
      });
    }
    if (held.length <= pagesHeld) return;
    held.sort((a, b) => b.distance - a.distance);
    for (const { page } of held.slice(0, held.length - pagesHeld)) page.rows = null;
  }

  return {
    get days() {
      return days;
    },
    get total() {
      return total;
    },
    dayStartIndex: (dayIndex) => starts[dayIndex] ?? total,
    rowAt(index) {
      const [page, within] = pageAt(index);
      return page?.rows?.[within] ?? null;
    },
    shapeAt(index) {
      const [page, within] = pageAt(index);
      return page?.shapes?.[within] ?? usualShape;
    },
    want(from, to) {
      wanted = [Math.max(0, from), Math.min(total, to)];
      void work();
    },
    setDays(next) {
      const before = rowsByDay(days, starts, (index) => this.rowAt(index));
      generation += 1;
      days = next.filter((day) => day.photos > 0);
      ({ starts, total } = startsOf(days));
      // What was on screen may lie behind the end of a list that has become shorter.
      wanted = [Math.min(wanted[0], total), Math.min(wanted[1], total)];
      blocks = blocksOf(days, starts, before, hugeDays(blocks));
      changed();
      void work();
    },
    stop() {
      stopped = true;
    },
  };
}

function startsOf(days: readonly DayCount[]): { starts: number[]; total: number } {
  let total = 0;
  const starts = days.map((day) => {
    const start = total;
    total += day.photos;
    return start;
  });
  return { starts, total };
}

/** See [Note: blocks of days]. Rows known from before are shown until their page is asked again. */
function blocksOf(
  days: readonly DayCount[],
  starts: readonly number[],
  known: ReadonlyMap<string, PhotoRow[]>,
  huge: ReadonlyMap<string, Block>,
): Block[] {
  const blocks: Block[] = [];
  let rows: (PhotoRow | null)[] = [];
  let open: { start: number; firstDay: string; photos: number } | null = null;
  const close = (): void => {
    if (open === null) return;
    const former = open.photos > pageSize ? huge.get(open.firstDay) : undefined;
    const pages: Page[] = former === undefined ? [] : keptPages(former, open.photos);
    for (let from = pages.length * pageSize; from < open.photos; from += pageSize) {
      const part = rows.slice(from, Math.min(from + pageSize, open.photos));
      const whole = part.every((row) => row !== null);
      pages.push({
        rows: whole ? part : null,
        shapes: whole ? Float32Array.from(part, shapeOf) : null,
        next: null,
        stale: whole,
      });
    }
    blocks.push({ ...open, pages, oldKeys: former?.photos === open.photos });
    open = null;
    rows = [];
  };
  days.forEach((day, index) => {
    if (open !== null && open.photos + day.photos > pageSize) close();
    open ??= { start: starts[index] ?? 0, firstDay: day.day, photos: 0 };
    open.photos += day.photos;
    const old = known.get(day.day) ?? [];
    for (let within = 0; within < day.photos; within += 1) rows.push(old[within] ?? null);
    if (open.photos >= blockGoal) close();
  });
  close();
  return blocks;
}

/** A block of more than a page is always one day. */
function hugeDays(blocks: readonly Block[]): Map<string, Block> {
  return new Map(blocks.filter((block) => block.photos > pageSize).map((block) => [block.firstDay, block]));
}

/** What is left of a huge day's pages now that it has `photos`: shown until they are asked again. */
function keptPages(former: Block, photos: number): Page[] {
  const kept = former.pages.slice(0, Math.ceil(photos / pageSize));
  return kept.map(({ rows, shapes, next }, number) => {
    const length = Math.min(pageSize, photos - number * pageSize);
    const whole = rows !== null && rows.length >= length ? rows.slice(0, length) : null;
    return { rows: whole, shapes, next: former.photos === photos ? next : null, stale: whole !== null };
  });
}

function rowsByDay(
  days: readonly DayCount[],
  starts: readonly number[],
  rowAt: (index: number) => PhotoRow | null,
): Map<string, PhotoRow[]> {
  const found = new Map<string, PhotoRow[]>();
  days.forEach((day, index) => {
    const start = starts[index] ?? 0;
    if (rowAt(start) === null) return;
    const rows: PhotoRow[] = [];
    for (let within = 0; within < day.photos; within += 1) {
      const row = rowAt(start + within);
      if (row === null) break;
      rows.push(row);
    }
    found.set(day.day, rows);
  });
  return found;
}

/** The key just before a day's newest photo: local midnight at its end. */
export function beforeMidnightOf(day: string): PhotoCursor {
  const start = new Date(dayStart(day));
  return { sortMs: new Date(start.getFullYear(), start.getMonth(), start.getDate() + 1).getTime(), fileId: 1 };
}
