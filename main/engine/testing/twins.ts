// For tests of identity: photos of one size in bytes, which only their content or their stamps tell apart.
import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, utimesSync, writeFileSync, writeSync } from 'node:fs';
import { exifBlock, withJpegHeaders } from '../../../test/fixtures/exif-block.ts';
import { photoBytes } from '../../../test/fixtures/make-photos.ts';

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The n-th of up to 10,000 photos of one picture, each with a camera of its own in its headers. */
export async function twins(count: number): Promise<Buffer[]> {
  const picture = await photoBytes({ width: 96, height: 64, seed: 5, grain: 0 });
  return Array.from({ length: count }, (_, n) =>
    withJpegHeaders(picture, exifBlock({ camera: `Camera ${String(n).padStart(4, '0')}` }), null),
  );
}

/** A minute of 2020: as archives give it to all files, and old enough to be taken at once. */
export const keptSeconds = 1_600_000_000;

/** A file that is made anew, with the time that an archive keeps. */
export function unpack(path: string, bytes: Buffer): void {
  writeFileSync(path, bytes);
  utimesSync(path, keptSeconds, keptSeconds);
}

/**
 * Other bytes of the same length in the same file, its time put back: `exiftool -P -overwrite_original_in_place`,
 * `touch -r`.
 */
export function editInPlace(path: string, bytes: Buffer): void {
  const { atime, mtime } = lstatSync(path);
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, 0);
  closeSync(file);
  utimesSync(path, atime, mtime);
}
