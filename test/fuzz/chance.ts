// Seeded random numbers for the fuzzer: one generator for each mutant, so that any mutant can be made again alone.

export type Chance = {
  /** 0 ≤ x < 1. */
  real(): number;
  /** 0 ≤ n < `below`. */
  int(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** True once in `of` times. */
  once(of: number): boolean;
};

/** The same numbers for the same seed and mutant on every machine (mulberry32 over a mixed start). */
export function chanceOf(seed: number, mutant: number): Chance {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(mutant + 1, 0xc2b2ae35);
  const real = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  // The first numbers of neighbouring starts are alike.
  real();
  real();
  const int = (below: number) => Math.floor(real() * below);
  return {
    real,
    int,
    pick(from) {
      const picked = from[int(from.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    once: (of) => int(of) === 0,
  };
}
