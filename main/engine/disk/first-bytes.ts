// Whether a file begins like a picture, for names that promise none: the real judgement reads the whole file.
import { open } from 'node:fs/promises';
import { detectFormat, detectionBytes } from '../../../shared/detect-format.ts';
import { onDisk } from './disk-paths.ts';

/** The system's word where it cannot be read. Never rejects. */
export async function beginsLikeImage(place: string): Promise<boolean | { code: string }> {
  try {
    const file = await open(onDisk(place), 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(detectionBytes), 0, detectionBytes, 0);
      return detectFormat(buffer.subarray(0, bytesRead)) !== null;
    } finally {
      await file.close();
    }
  } catch (error) {
    return { code: (error as NodeJS.ErrnoException).code ?? 'UNKNOWN' };
  }
}
