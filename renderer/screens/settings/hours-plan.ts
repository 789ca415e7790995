// The sending hours of a week as 168 letters, and how painting changes them. Pure.
import { alwaysFull } from '../../../shared/send-rules.ts';

export type Level = 'f' | 'p' | '-';
const levels: readonly Level[] = ['f', 'p', '-'];
export const hoursADay = 24;
export const daysAWeek = 7;

export function levelAt(hours: string, cell: number): Level {
  return levels.find((level) => level === hours[cell]) ?? 'f';
}

/** The next level of a clicked cell: full, polite, off, and full again. */
export function nextLevel(level: Level): Level {
  return levels[(levels.indexOf(level) + 1) % levels.length] ?? 'f';
}

/** All cells of the rectangle between two cells take the level. */
export function painted(hours: string, from: number, to: number, level: Level): string {
  const [top, bottom] = order(Math.floor(from / hoursADay), Math.floor(to / hoursADay));
  const [left, right] = order(from % hoursADay, to % hoursADay);
  return [...hours]
    .map((old, cell) => {
      const day = Math.floor(cell / hoursADay);
      const hour = cell % hoursADay;
      return day >= top && day <= bottom && hour >= left && hour <= right ? level : old;
    })
    .join('');
}

/** The cell an arrow key leads to; stays inside the week. */
export function movedCell(cell: number, key: string): number {
  const day = Math.floor(cell / hoursADay);
  const hour = cell % hoursADay;
  switch (key) {
    case 'ArrowLeft':
      return day * hoursADay + Math.max(0, hour - 1);
    case 'ArrowRight':
      return day * hoursADay + Math.min(hoursADay - 1, hour + 1);
    case 'ArrowUp':
      return Math.max(0, day - 1) * hoursADay + hour;
    case 'ArrowDown':
      return Math.min(daysAWeek - 1, day + 1) * hoursADay + hour;
    case 'Home':
      return day * hoursADay;
    case 'End':
      return day * hoursADay + hoursADay - 1;
    default:
      return cell;
  }
}

export function isDefault(hours: string): boolean {
  return hours === alwaysFull;
}

function order(a: number, b: number): [number, number] {
  return a < b ? [a, b] : [b, a];
}
