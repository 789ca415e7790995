// How many body bytes to hand over at a time: many where the line is fast, few where it is slow, for smooth progress.

export const FIRST_PIECE_BYTES = 256 * 1024;
/** Holds most photos whole; a few of these are all the memory that sending needs. */
const LARGEST_PIECE_BYTES = 4 * 1024 * 1024;
const SMALLEST_PIECE_BYTES = 32 * 1024;
/** Faster than this, the cost of each piece counts. */
const QUICK_MS = 20;
/** Slower than this, progress would come in jumps. */
const SLOW_MS = 250;

/** @param tookMs until the system had taken the last piece, of about `now` bytes */
export function nextPieceBytes(now: number, tookMs: number): number {
  if (tookMs < QUICK_MS) return Math.min(now * 2, LARGEST_PIECE_BYTES);
  return tookMs > SLOW_MS ? Math.max(now / 2, SMALLEST_PIECE_BYTES) : now;
}
