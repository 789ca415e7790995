// Photos of a library of any size: loads the rows around what is on screen and forgets the rest; never asks for all.
// No React, no drawing.
import type { PhotoCursor, PhotoRow } from '../../../shared/library/photo.ts';
import { usualShape } from '../../components/shape.ts';
import {
  blocksOf,
  fillPage,
  forgetFarFrom,
  hugeDays,
  nextMissing,
  pageAt,
  pageQuery,
  rowsByDay,
  startsOf,
  type Block,
  type DayCount,
} from './photo-blocks.ts';

/** null: the call failed. */
export type FetchPage = (after: PhotoCursor | null, limit: number) => Promise<PhotoRow[] | null>;

export interface PhotoPages {
  readonly days: readonly DayCount[];
  readonly total: number;
  /** Index of a day's first photo in the whole list. */
  dayStartIndex(dayIndex: number): number;
  /** null: not loaded. */
  rowAt(index: number): PhotoRow | null;
  shapeAt(index: number): number;
  /** Loads what is missing of the photos `from`…`to` (exclusive), which are on screen. */
  load(from: number, to: number): void;
  setDays(days: readonly DayCount[]): void;
  stop(): void;
}

export function createPhotoPages(fetchPage: FetchPage, changed: () => void): PhotoPages {
  return new LoadedPages(fetchPage, changed);
}

class LoadedPages implements PhotoPages {
  readonly #fetchPage: FetchPage;
  readonly #changed: () => void;
  #days: readonly DayCount[] = [];
  #starts: number[] = [];
  #total = 0;
  #blocks: Block[] = [];
  /** The photos that shall be loaded: first and one past the last. */
  #range: [number, number] = [0, 0];
  #isLoading = false;
  #isStopped = false;
  /** Grows with setDays: answers to older questions are dropped. */
  #generation = 0;

  constructor(fetchPage: FetchPage, changed: () => void) {
    this.#fetchPage = fetchPage;
    this.#changed = changed;
  }

  get days(): readonly DayCount[] {
    return this.#days;
  }

  get total(): number {
    return this.#total;
  }

  dayStartIndex(dayIndex: number): number {
    return this.#starts[dayIndex] ?? this.#total;
  }

  rowAt(index: number): PhotoRow | null {
    const [page, within] = pageAt(this.#blocks, index);
    return page?.rows?.[within] ?? null;
  }

  shapeAt(index: number): number {
    const [page, within] = pageAt(this.#blocks, index);
    return page?.shapes?.[within] ?? usualShape;
  }

  load(from: number, to: number): void {
    this.#range = [Math.max(0, from), Math.min(this.#total, to)];
    void this.#loadMissing();
  }

  setDays(next: readonly DayCount[]): void {
    const before = rowsByDay(this.#days, this.#starts, (index) => this.rowAt(index));
    this.#generation += 1;
    this.#days = next.filter((day) => day.photos > 0);
    ({ starts: this.#starts, total: this.#total } = startsOf(this.#days));
    // What was on screen may lie behind the end of a list that has become shorter.
    const [from, to] = this.#range;
    this.#range = [Math.min(from, this.#total), Math.min(to, this.#total)];
    this.#blocks = blocksOf(this.#days, this.#starts, before, hugeDays(this.#blocks));
    this.#changed();
    void this.#loadMissing();
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** One page after another until nothing on screen is missing. */
  async #loadMissing(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    for (let missing = this.#nextMissing(); missing !== null; missing = this.#nextMissing()) {
      const { block, number } = missing;
      const generation = this.#generation;
      const { after, limit } = pageQuery(block, number);
      const rows = await this.#fetchPage(after, limit);
      if (this.#isStopped) break;
      if (generation === this.#generation && !this.#takeAnswer(block, number, rows, limit)) break;
    }
    this.#isLoading = false;
  }

  #nextMissing(): { block: Block; number: number } | null {
    return this.#isStopped ? null : nextMissing(this.#blocks, ...this.#range);
  }

  /** Returns whether to go on: not after a failed call, nor when the page has fewer rows than its day counted. */
  #takeAnswer(block: Block, number: number, rows: PhotoRow[] | null, limit: number): boolean {
    const page = block.pages[number];
    if (page === undefined) return false;
    page.stale = false;
    if (rows === null || !fillPage(block, page, rows, limit)) return false;
    forgetFarFrom(this.#blocks, (this.#range[0] + this.#range[1]) / 2);
    this.#changed();
    return true;
  }
}
