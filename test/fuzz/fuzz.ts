// Runs mutants and bombs through real imaging processes, side by side.
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openImagingPool } from '../../main/engine/imaging/pool.ts';
import { systemClock } from '../../main/engine/system-clock.ts';
import type { Bomb } from './bombs.ts';
import { count, countComparison, noCounts, type Counts } from './counts.ts';
import { compare } from './compare-with-image-check.ts';
import { openMutants, type Mutant } from './mutants.ts';
import { everyWish, observe, onlyPlace, type Lane, type Observation } from './observe.ts';
import { watchProcess } from './process-watch.ts';
import { makeSeeds } from './seeds.ts';

export type FuzzWish = {
  seed: number;
  /** The first mutant, and how many: with a time limit, at most so many. */
  from: number;
  mutants: number;
  minutes: number | null;
  bombs: readonly Bomb[];
  lanes: number;
  /** A copy is made of each so many-th mutant; 1: of all. */
  convertEvery: number;
  onResult?: (who: string, observation: Observation) => void;
};

const entry = join(import.meta.dirname, '../../main/imaging/entry.ts');
const nameOf = ({ number, from, how }: Mutant) => `${number} (${from}, ${how})`;

async function runMutant(lane: Lane, mutant: Mutant, wish: FuzzWish, counts: Counts): Promise<void> {
  const { number, bytes, extension, format } = mutant;
  const path = join(lane.folder, extension === '' ? `mutant-${number}` : `mutant-${number}.${extension}`);
  await writeFile(path, bytes);
  const isConverted = number % wish.convertEvery === 0;
  const observation = await observe(lane, path, {
    plan: isConverted ? ((number >> 3) % 2 === 0 ? everyWish : onlyPlace) : null,
    thorough: number % 3 === 0,
    expected: { sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
  });
  await rm(path);
  count(counts, nameOf(mutant), observation);
  countComparison(counts, nameOf(mutant), format, compare(observation.inspected, bytes));
  wish.onResult?.(nameOf(mutant), observation);
}

async function runBomb(lane: Lane, bomb: Bomb, wish: FuzzWish, counts: Counts): Promise<void> {
  const path = join(lane.folder, `bomb.${bomb.extension}`);
  await bomb.write(path);
  const observation = await observe(lane, path, {
    plan: bomb.isConverted ? everyWish : null,
    thorough: true,
    expected: null,
  });
  await rm(path);
  count(counts, bomb.name, observation);
  wish.onResult?.(bomb.name, observation);
}

/** Ends when all is done or the time is over. Every lane is a pool with one process, so that memory has an owner. */
export async function fuzz(wish: FuzzWish): Promise<Counts> {
  const counts = noCounts();
  const mutant = await openMutants(await makeSeeds(), wish.seed);
  const until = wish.minutes === null ? Infinity : performance.now() + wish.minutes * 60_000;
  const work = [...wish.bombs];
  let next = 0;
  const folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
  const runLane = async (index: number): Promise<void> => {
    const watch = watchProcess(entry);
    const pool = openImagingPool({ spawn: watch.spawn, processes: 1, clock: systemClock });
    const lane: Lane = { pool, watch, folder: await mkdtemp(join(folder, `lane-${index}-`)) };
    try {
      while (performance.now() < until) {
        // One big file at a time is enough for a disk.
        const bomb = index === 0 ? work.shift() : undefined;
        if (bomb !== undefined) await runBomb(lane, bomb, wish, counts);
        else if (next < wish.mutants) await runMutant(lane, mutant(wish.from + next++), wish, counts);
        else break;
      }
    } finally {
      counts.processesReplaced += Math.max(0, watch.started() - 1);
      await pool.close();
    }
  };
  try {
    await Promise.all(Array.from({ length: wish.lanes }, (_, index) => runLane(index)));
    return counts;
  } finally {
    await rm(folder, { recursive: true });
  }
}
