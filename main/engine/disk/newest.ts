// Keeps the few newest of any number of items; no more than that are in memory.

export interface Newest<T> {
  offer(one: T): void;
  /** Newest first; of equally new ones the one offered first. */
  list(): T[];
}

export function newest<T extends { mtimeNs: bigint }>(most: number): Newest<T> {
  const kept: T[] = [];
  return {
    offer(one) {
      const oldest = kept[kept.length - 1];
      // Most of a large folder ends here.
      if (kept.length >= most && (oldest === undefined || one.mtimeNs <= oldest.mtimeNs)) return;
      let at = kept.length;
      while (at > 0 && (kept[at - 1]?.mtimeNs ?? 0n) < one.mtimeNs) at--;
      kept.splice(at, 0, one);
      if (kept.length > most) kept.pop();
    },
    list: () => [...kept],
  };
}
