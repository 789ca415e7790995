// What the emulator accepts, and which of the six photo errors it gives. The service publishes no numbers: these are
// the emulator's choice, and all of them are switches.
import type { CheckedImage } from './image-check.ts';
import type { Format } from './picture.ts';

export interface ServiceLimits {
  /** Bytes of one file. 50 MB and 7680 pixels are what the sister service publishes. */
  maxBytes: number;
  /** Pixels of the shorter side. */
  minSide: number;
  /** Pixels of the longer side. */
  maxSide: number;
  /** Width × height, or null for no such limit. */
  maxPixels: number | null;
  /** JPEG, PNG and GIF are surely taken by the service; the rest is unknown. */
  formats: Format[];
}

export const DEFAULT_LIMITS: ServiceLimits = {
  maxBytes: 50_000_000,
  minSide: 16,
  maxSide: 7_680,
  maxPixels: null,
  formats: ['jpeg', 'png', 'gif', 'webp', 'bmp'],
};

export type PhotoError = 500 | 501 | 502 | 503 | 504 | 505;

/** The error for an image, or null when it is taken. Size is read from the header, so it is checked before damage. */
export function photoError(sight: CheckedImage, limits: ServiceLimits): PhotoError | null {
  if (sight.bytes === 0) return 505;
  if (sight.bytes > limits.maxBytes) return 500;
  if (sight.format === null || !limits.formats.includes(sight.format)) return 503;
  if (sight.width > 0 && sight.height > 0) {
    if (Math.min(sight.width, sight.height) < limits.minSide) return 501;
    if (Math.max(sight.width, sight.height) > limits.maxSide) return 502;
    if (limits.maxPixels !== null && sight.width * sight.height > limits.maxPixels) return 502;
  }
  return sight.whole ? null : 504;
}
