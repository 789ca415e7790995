// Slows a stream of bytes down to a rate.
import { setTimeout as sleep } from 'node:timers/promises';

/** A tenth of a second's bytes go at once, so that a slow line is smooth and not one pause per chunk. */
const SLICES_PER_SECOND = 10;

/** Yields the same bytes, at most `bytesPerSecond` a second. */
export async function* paced(
  source: AsyncIterable<Buffer> | Iterable<Buffer>,
  bytesPerSecond: number,
): AsyncGenerator<Buffer> {
  const slice = Math.max(1, Math.floor(bytesPerSecond / SLICES_PER_SECOND));
  const start = performance.now();
  let sent = 0;
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += slice) {
      const piece = chunk.subarray(at, at + slice);
      const due = start + (sent / bytesPerSecond) * 1000;
      const wait = due - performance.now();
      if (wait > 0) await sleep(wait);
      yield piece;
      sent += piece.length;
    }
  }
}
