// The library as blocks of days and pages of rows: where each photo is, what is loaded, what to load next. Pure.
import type { PhotoCursor, PhotoRow } from '../../../shared/library/photo.ts';
import { dayStart } from '../../../shared/locales/format.ts';
import { shapeOf } from '../../components/shape.ts';

export interface DayCount {
  day: string;
  photos: number;
  done: number;
}

/**
 * [Note: blocks of days] Pages are loaded by key: each page starts at the last key of the one before. A jump into the
 * middle needs a key that no page has given yet, but a day gives one: «everything before the next midnight». Small
 * days are joined into a block, so that one call fills a screen; the pages of a huge day are loaded one after
 * another. While photos are being checked, the library changes all the time: a huge day keeps its pages over a
 * change, and its keys as long as its count is the same. Otherwise its end would never be reached.
 */
export interface Block {
  /** Index of its first photo in the whole list. */
  start: number;
  photos: number;
  firstDay: string;
  pages: Page[];
  /** The keys are older than the last change: if a page has fewer rows than expected, all keys are learned again. */
  oldKeys: boolean;
}

export interface Page {
  rows: PhotoRow[] | null;
  /** Kept when the rows are dropped, so that the layout does not move when they come back. */
  shapes: Float32Array | null;
  /** Last key of this page: where the next one starts. */
  next: PhotoCursor | null;
  /** Shown, but to be loaded again. */
  stale: boolean;
}

export const pageSize = 200;
/** A block is closed once it holds this many photos. */
const blockGoal = 150;
/** Pages whose rows stay in memory: 8,000 photos, some 4 MB. */
const pagesInMemory = 40;

/** `starts`: index of each day's first photo in the whole list. */
export function startsOf(days: readonly DayCount[]): { starts: number[]; total: number } {
  let total = 0;
  const starts = days.map((day) => {
    const start = total;
    total += day.photos;
    return start;
  });
  return { starts, total };
}

/** The block that holds the photo at `index`. */
export function blockAt(blocks: readonly Block[], index: number): Block | undefined {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((blocks[middle]?.start ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return blocks[low];
}

/** The page that holds the photo at `index`, and the photo's index in it. */
export function pageAt(blocks: readonly Block[], index: number): [Page | undefined, number] {
  const block = blockAt(blocks, index);
  if (block === undefined) return [undefined, 0];
  const within = index - block.start;
  return [block.pages[Math.floor(within / pageSize)], within % pageSize];
}

/** The next page to load for the photos `from`…`to` (exclusive); in a huge day the first page whose key is missing. */
export function nextMissing(
  blocks: readonly Block[],
  from: number,
  to: number,
): { block: Block; number: number } | null {
  let index = from;
  while (index < to) {
    const block = blockAt(blocks, index);
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

/** Where to ask for a page, and for how many rows. */
export function pageQuery(block: Block, number: number): { after: PhotoCursor | null; limit: number } {
  return {
    after: number === 0 ? beforeMidnightOf(block.firstDay) : (block.pages[number - 1]?.next ?? null),
    limit: Math.min(pageSize, block.photos - number * pageSize),
  };
}

/** Puts the answer for a page in its place. Returns false when it had no rows: asking again would not help. */
export function fillPage(block: Block, page: Page, rows: PhotoRow[], limit: number): boolean {
  const last = rows.at(-1);
  page.rows = rows;
  page.shapes = Float32Array.from(rows, shapeOf);
  page.next = last === undefined ? null : { sortMs: last.sortMs, fileId: last.fileId };
  if (block.oldKeys && rows.length < limit) {
    block.oldKeys = false;
    for (const one of block.pages) one.next = null;
    page.stale = true;
    return true;
  }
  return page.next !== null;
}

/** Drops the rows of the pages farthest from `centre`; their shapes stay. */
export function forgetFarFrom(blocks: readonly Block[], centre: number): void {
  const loaded: { page: Page; distance: number }[] = [];
  for (const block of blocks) {
    block.pages.forEach((page, number) => {
      if (page.rows !== null) loaded.push({ page, distance: Math.abs(block.start + number * pageSize - centre) });
    });
  }
  if (loaded.length <= pagesInMemory) return;
  loaded.sort((a, b) => b.distance - a.distance);
  for (const { page } of loaded.slice(0, loaded.length - pagesInMemory)) page.rows = null;
}

/** See [Note: blocks of days]. Rows known from before are shown until their page is loaded again. */
export function blocksOf(
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
    const pages: Page[] = former === undefined ? [] : pagesToShow(former, open.photos);
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
export function hugeDays(blocks: readonly Block[]): Map<string, Block> {
  return new Map(blocks.filter((block) => block.photos > pageSize).map((block) => [block.firstDay, block]));
}

/** The former pages of a huge day that now has `photos`: shown until they are loaded again. */
function pagesToShow(former: Block, photos: number): Page[] {
  const shown = former.pages.slice(0, Math.ceil(photos / pageSize));
  return shown.map(({ rows, shapes, next }, number) => {
    const length = Math.min(pageSize, photos - number * pageSize);
    const whole = rows !== null && rows.length >= length ? rows.slice(0, length) : null;
    return { rows: whole, shapes, next: former.photos === photos ? next : null, stale: whole !== null };
  });
}

export function rowsByDay(
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
