// What the image check can find in the bytes.

export const FORMATS = ['jpeg', 'png', 'gif', 'webp', 'bmp', 'heic', 'avif', 'tiff'] as const;

export type Format = (typeof FORMATS)[number];

/** What a format's parser found. Zero width or height means that the header was not reached or says nothing. */
export interface Shape {
  width: number;
  height: number;
  /** The structure was followed to its end mark and nothing in it was broken. */
  whole: boolean;
  /** EXIF orientation 1–8; 1 when none is given. */
  orientation: number;
}

export const damaged = (width = 0, height = 0, orientation = 1): Shape => ({
  width,
  height,
  orientation,
  whole: false,
});
