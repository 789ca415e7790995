// Which points are known, how often the engine was killed at each, and where to kill it next: the points with the
// fewest kills first.
import type { Random } from './photo-folder.ts';

export type Death =
  /** At the first of these points that is passed so often. */
  | { points: readonly string[]; time: number }
  /** From outside. `from`: the start of the process, or the moment when the engine is up. */
  | { afterMs: number; from: 'start' | 'up' };

export interface PointBook {
  /** `isFirst`: of a library that does not exist yet; what happens only then is died of only then. */
  nextDeath(random: Random, isFirst: boolean): Death;
  /** `null`: from outside, at any moment. */
  died(point: string | null): void;
  /** Dies at the first point passed at which nobody died yet; null: there is none. */
  newPoints(): { points: readonly string[]; time: number } | null;
  /** A life that came through tells what it passed, and how often. */
  lived(points: Record<string, number>, isFirst: boolean): void;
  deaths(): ReadonlyMap<string, number>;
  known(): number;
  /** Points at which nobody died. */
  neverDied(): string[];
}

/** Of all deaths, so many come from outside at any moment. */
const atAnyMoment = 0.35;
/**
 * Of the others, so many at the first point passed at which nobody died yet: what comes up rarely is died of when it
 * does.
 */
const atNewPoint = 0.5;
/** Of those from outside, so many while the process still starts. */
const whileStarting = 0.15;
/** Beyond it most of what a life has to do is done. */
const longestMs = 900;

/** The name of all deaths from outside. */
export const anyMoment = 'any moment';

export function openPointBook(): PointBook {
  const passes = new Map<string, number>();
  const passedLater = new Set<string>();
  const deaths = new Map<string, number>();
  const tries = new Map<string, number>();
  const neverDied = (): string[] => [...passes.keys()].filter((point) => !deaths.has(point)).sort();
  const newPoints = (): { points: string[]; time: number } | null => {
    const points = neverDied();
    return points.length === 0 ? null : { points, time: 1 };
  };
  return {
    nextDeath(random, isFirst) {
      if (passes.size === 0 && tries.size === 0) {
        tries.set('', 1);
        return { afterMs: 60_000, from: 'start' }; // the first life of all tells the points
      }
      if (passedLater.size === 0 || random() < atAnyMoment)
        return { afterMs: Math.floor(random() * longestMs), from: random() < whileStarting ? 'start' : 'up' };
      const atNew = newPoints();
      if (atNew !== null && random() < atNewPoint) return atNew;
      const tried = (point: string): number => tries.get(point) ?? 0;
      const onlyFirst = [...passes.keys()].filter((point) => !passedLater.has(point));
      const possible = isFirst && onlyFirst.length > 0 ? onlyFirst : [...passedLater];
      const least = Math.min(...possible.map(tried));
      const fewest = possible.filter((point) => tried(point) === least);
      const point = fewest[Math.floor(random() * fewest.length)] ?? '';
      tries.set(point, tried(point) + 1);
      const late = random() < 0.4 ? Math.floor(random() * Math.min(passes.get(point) ?? 1, 8)) : 0;
      return { points: [point], time: 1 + late };
    },
    newPoints,
    died(point) {
      const name = point ?? anyMoment;
      deaths.set(name, (deaths.get(name) ?? 0) + 1);
    },
    lived(points, isFirst) {
      for (const [point, times] of Object.entries(points)) {
        passes.set(point, Math.max(times, passes.get(point) ?? 0));
        if (!isFirst) passedLater.add(point);
      }
    },
    deaths: () => deaths,
    neverDied,
    known: () => passes.size,
  };
}
