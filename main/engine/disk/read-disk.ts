// Reads names and stats: synchronously while the system's cache answers, asynchronously when the disk is slow.
import { lstatSync, type BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { kindsIn, kindsInNow, namesIn, namesInNow, onDisk, type NamedKind } from './disk-paths.ts';
import { diskErrorCode } from './disk-error.ts';

export interface DiskReader {
  /** Names in the system's order, or its word for why not. */
  names(folder: string): Promise<string[] | string>;
  /** Names with their kind, where the disk tells it. */
  kinds(folder: string): Promise<NamedKind[] | string>;
  /** In the order of the paths. Give few at once: they are read at a stretch. */
  facts(paths: readonly string[]): Promise<(BigIntStats | string)[]>;
}

/** How long one reader may keep the event loop at a stretch. */
const sliceMs = 5;
/** What took longer came from a slow disk: so many further calls are made without blocking. */
const slowMs = 2;
const callsAfterSlow = 512;

/**
 * [Note: blocking calls] From the system's cache a synchronous lstat takes 3 µs, through the thread pool five times
 * that. So calls are synchronous, and as soon as the disk is slow (cold, asleep, remote) asynchronous for a while.
 *
 * `neverBlock`: for network disks, where a synchronous call could stop the whole engine. Never rejects.
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
      neverBlockFor > 0
        ? waiting(1, namesIn(folder).catch(diskErrorCode))
        : blocking(() => orCode(() => namesInNow(folder))),
    kinds: (folder) =>
      neverBlockFor > 0
        ? waiting(1, kindsIn(folder).catch(diskErrorCode))
        : blocking(() => orCode(() => kindsInNow(folder))),
    facts: (paths) =>
      neverBlockFor > 0
        ? waiting(
            paths.length,
            Promise.all(paths.map((path) => lstat(onDisk(path), { bigint: true }).catch(diskErrorCode))),
          )
        : blocking(() => paths.map((path) => orCode(() => lstatSync(onDisk(path), { bigint: true })))),
  };
}

function orCode<T>(run: () => T): T | string {
  try {
    return run();
  } catch (error) {
    return diskErrorCode(error);
  }
}
