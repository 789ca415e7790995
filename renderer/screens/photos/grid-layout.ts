// The positions of day heads and photo rows in the grid or the list. Pure; sizes in CSS pixels.
import { justify, photoGap } from '../../components/justify.ts';
import type { PhotoPages } from './photo-pages.ts';

/** A day's head, or a row holding the photos `from`…`to` (exclusive) of the whole list. */
export type GridItem =
  | { kind: 'day'; key: string; dayIndex: number; top: number; size: number }
  | {
      kind: 'row';
      key: string;
      dayIndex: number;
      top: number;
      size: number;
      from: number;
      to: number;
      height: number;
      widths: readonly number[];
    };

/** Head of a day: 20 above, a line of 20, 8 below (lists.css, .day). */
const daySize = 48;
export const listRowSize = 52;

/** Cache of each day's rows, valid until its shapes, its count or the width change. */
export type DayRows = Map<string, { signature: string; rows: ReturnType<typeof justify> }>;

export function layGrid(pages: PhotoPages, width: number, targetHeight: number, cache: DayRows): GridItem[] {
  const items: GridItem[] = [];
  let top = 0;
  pages.days.forEach((day, dayIndex) => {
    const start = pages.dayStartIndex(dayIndex);
    const shapes = new Float32Array(day.photos);
    let sum = 0;
    for (let index = 0; index < day.photos; index += 1) {
      const shape = pages.shapeAt(start + index);
      shapes[index] = shape;
      sum += shape * (index + 1);
    }
    const signature = `${width}/${targetHeight}/${day.photos}/${sum}`;
    let laid = cache.get(day.day);
    if (laid?.signature !== signature) {
      laid = { signature, rows: justify(shapes, width, targetHeight) };
      cache.set(day.day, laid);
    }
    items.push({ kind: 'day', key: day.day, dayIndex, top, size: daySize });
    top += daySize;
    for (const row of laid.rows) {
      const size = row.height + photoGap;
      items.push({
        kind: 'row',
        key: `${day.day}/${row.from}`,
        dayIndex,
        top,
        size,
        from: start + row.from,
        to: start + row.to,
        height: row.height,
        widths: row.widths,
      });
      top += size;
    }
  });
  return items;
}

/** The list: one photo per row, under the same heads. */
export function layList(pages: PhotoPages, width: number): GridItem[] {
  const items: GridItem[] = [];
  let top = 0;
  pages.days.forEach((day, dayIndex) => {
    const start = pages.dayStartIndex(dayIndex);
    items.push({ kind: 'day', key: day.day, dayIndex, top, size: daySize });
    top += daySize;
    for (let index = 0; index < day.photos; index += 1) {
      items.push({
        kind: 'row',
        key: `${day.day}/${index}`,
        dayIndex,
        top,
        size: listRowSize,
        from: start + index,
        to: start + index + 1,
        height: listRowSize,
        widths: [width],
      });
      top += listRowSize;
    }
  });
  return items;
}

/** Position of the row that holds a photo; -1 when there is none. */
export function itemOf(items: readonly GridItem[], photo: number): number {
  let low = 0;
  let high = items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item === undefined) return -1;
    const from = item.kind === 'row' ? item.from : nextFrom(items, middle);
    const to = item.kind === 'row' ? item.to : from;
    if (photo < from) high = middle - 1;
    else if (photo >= to) low = middle + 1;
    else return middle;
  }
  return -1;
}

function nextFrom(items: readonly GridItem[], index: number): number {
  const next = items[index + 1];
  return next?.kind === 'row' ? next.from : 0;
}

/** The horizontally nearest photo in the row above (-1) or below (+1); `photo` itself at the ends. */
export function neighbour(items: readonly GridItem[], photo: number, step: -1 | 1): number {
  const here = itemOf(items, photo);
  const row = items[here];
  if (row?.kind !== 'row') return photo;
  let other = here + step;
  while (items[other]?.kind === 'day') other += step;
  const target = items[other];
  if (target?.kind !== 'row') return photo;
  const centre = centreOf(row.widths, photo - row.from);
  let best = target.from;
  let bestDistance = Infinity;
  target.widths.forEach((_, index) => {
    const distance = Math.abs(centreOf(target.widths, index) - centre);
    if (distance < bestDistance) {
      bestDistance = distance;
      best = target.from + index;
    }
  });
  return best;
}

function centreOf(widths: readonly number[], index: number): number {
  let left = 0;
  for (let before = 0; before < index; before += 1) left += (widths[before] ?? 0) + photoGap;
  return left + (widths[index] ?? 0) / 2;
}
