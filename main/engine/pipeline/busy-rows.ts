// Which rows a running step holds: no other step of the same space takes them.
import type { KeySpace } from './pipeline-step.ts';

export class BusyRows {
  readonly #held: Readonly<Record<KeySpace, Set<number>>> = {
    file: new Set(),
    placement: new Set(),
    album: new Set(),
  };

  isHeld(space: KeySpace, key: number): boolean {
    return this.#held[space].has(key);
  }

  hold(space: KeySpace, keys: readonly number[]): void {
    for (const key of keys) this.#held[space].add(key);
  }

  free(space: KeySpace, keys: readonly number[]): void {
    for (const key of keys) this.#held[space].delete(key);
  }
}
