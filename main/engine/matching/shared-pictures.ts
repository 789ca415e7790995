// Counts which pictures several photos of one album show exactly alike. Pure.

/**
 * The service may show one stand-in picture for all photos that have none of their own yet. So a picture that several
 * photos of an album show exactly alike proves nothing about any of them.
 */
export class SharedPictures {
  /** By the upright fingerprint. */
  readonly #photos = new Map<string, number>();

  /** `fingerprints`: of one photo, upright first; null or empty where there are none. */
  add(fingerprints: readonly string[] | null): void {
    this.#count(fingerprints, 1);
  }

  /** The photo is known to be one of ours: it competes with the others no more. */
  remove(fingerprints: readonly string[] | null): void {
    this.#count(fingerprints, -1);
  }

  isShared(fingerprints: readonly string[]): boolean {
    const [upright] = fingerprints;
    return upright !== undefined && this.#photos.get(upright) !== 1;
  }

  #count(fingerprints: readonly string[] | null, by: 1 | -1): void {
    const [upright] = fingerprints ?? [];
    if (upright !== undefined) this.#photos.set(upright, (this.#photos.get(upright) ?? 0) + by);
  }
}
