// What a walk over a file's structure finds.

export type Structure = {
  /** Pixels as stored. null: no header that the walk reads gives them. */
  width: number | null;
  height: number | null;
  /**
   * False when the structure announces more than the file holds, or contradicts itself: a wrong checksum, an impossible
   * part. Means nothing when only the file's head was given.
   */
  complete: boolean;
  /** The TIFF block with EXIF, a view into the file's bytes. */
  exif: Buffer | null;
  /** The decoder must hold the whole picture at once: progressive, interlaced, or a format without another way. */
  heldWhole: boolean;
  /** Milliseconds since 1970 that the container itself gives (PNG's tIME, which is UTC by its specification). */
  savedAtMs: number | null;
};

/** Of formats whose structure is not walked. */
export const unknownStructure: Structure = {
  width: null,
  height: null,
  complete: true,
  exif: null,
  heldWhole: true,
  savedAtMs: null,
};
