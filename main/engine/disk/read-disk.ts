// Asks the disk for names and facts: at once where it answers from the system's cache, without blocking where it does not. Knows no ignore rules.
import { lstatSync, type BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { kindsIn, kindsInNow, namesIn, namesInNow, onDisk, type NamedKind } from './disk-paths.ts';

export interface DiskReader {
  /** Names in the system's order, or its word for why not. */
  names(folder: string): Promise<string[] | string>;
  /** Names with their kind, where the disk tells it. */
  kinds(folder: string): Promise<NamedKind[] | string>;
  /** In the order of the paths. Give few at once: they are asked at a stretch. */
  facts(paths: readonly string[]): Promise<(BigIntStats | string)[]>;
}

/** How long one asker may keep the event loop at a stretch. */
const sliceMs = 5;
/** What took longer came from a slow disk: so many further calls are made without blocking. */
const slowMs = 2;
const callsAfterSlow = 512;

/**
 * [Note: blocking calls] From the system's cache a synchronous lstat takes 3 µs, through the thread pool five times that. So the disk is
 * asked synchronously, and as soon as it is slow (cold, asleep, far away) without blocking for a while.
 *
 * `neverBlock`: for network disks; no call is made that could stop everything else while the other side thinks. Never rejects.
 */
export function diskReader(neverBlock: boolean): DiskReader {
  let neverBlockFor = neverBlock ? Number.POSITIVE_INFINITY : 0;
  let sliceStart = performance.now();

  /** Lets others have their turn when the slice is used up. */
  async function blocking<T>(run: () => T): Promise<T> {
    const before = performance.now();
    const found = run();
    const after = performance.now();
    if (after - before > slowMs) neverBlockFor = callsAfterSlow;
    if (after - sliceStart > sliceMs) {
      await new Promise((resolve) => setImmediate(resolve));
      sliceStart = performance.now();
    }
    return found;
  }

  async function waiting<T>(calls: number, answer: Promise<T>): Promise<T> {
    neverBlockFor -= calls;
    const found = await answer;
    sliceStart = performance.now();
    return found;
  }

  return {
    names: (folder) =>
      neverBlockFor > 0 ? waiting(1, namesIn(folder).catch(codeOf)) : blocking(() => orCode(() => namesInNow(folder))),
    kinds: (folder) =>
      neverBlockFor > 0 ? waiting(1, kindsIn(folder).catch(codeOf)) : blocking(() => orCode(() => kindsInNow(folder))),
    facts: (paths) =>
      neverBlockFor > 0
        ? waiting(paths.length, Promise.all(paths.map((path) => lstat(onDisk(path), { bigint: true }).catch(codeOf))))
        : blocking(() => paths.map((path) => orCode(() => lstatSync(onDisk(path), { bigint: true })))),
  };
}

export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';

function orCode<T>(run: () => T): T | string {
  try {
    return run();
  } catch (error) {
    return codeOf(error);
  }
}
