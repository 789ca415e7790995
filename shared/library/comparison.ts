// Pictures shown side by side: before and after a conversion, and photos on OK that may be ours.
import { z } from 'zod';
import { imageFormat, captureSource } from '../facts.ts';
import { count, byteCount, timeMs } from '../shapes.ts';

const pictureName = z.string().regex(/^[0-9a-z-]{1,80}$/);

/** One side of «before and after». */
export const conversionSide = z.strictObject({
  picture: pictureName.nullable(),
  width: count,
  height: count,
  sizeBytes: byteCount,
  format: imageFormat.nullable(),
  hasGps: z.boolean(),
  capturedAtMs: timeMs.nullable(),
  capturedFrom: captureSource.nullable(),
});
export type ConversionSide = z.infer<typeof conversionSide>;

/** A photo in the album on OK that may be one of ours. */
export const candidate = z.strictObject({
  picture: pictureName.nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  createdMs: timeMs.nullable(),
  /** Looks the same; a person decides. */
  likely: z.boolean(),
});
export type Candidate = z.infer<typeof candidate>;
