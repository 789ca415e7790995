// Whether a file begins like a picture, for names that promise none. The inspection reads the whole file later.
import { open } from 'node:fs/promises';
import { detectFormat, detectionBytes } from '../../../shared/detect-format.ts';
import { onDisk } from './disk-paths.ts';
import { diskErrorCode } from './disk-error.ts';

/** The system's word where it cannot be read. Never rejects. */
export async function beginsLikeImage(path: string): Promise<boolean | { code: string }> {
  try {
    const file = await open(onDisk(path), 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(detectionBytes), 0, detectionBytes, 0);
      return detectFormat(buffer.subarray(0, bytesRead)) !== null;
    } finally {
      await file.close();
    }
  } catch (error) {
    return { code: diskErrorCode(error) };
  }
}
