// Whether a file is taken as a photo without a question: the one rule of watching, dropping and counting. Reads a file's beginning at most.
import { basename } from 'node:path';
import { isPictureNamed } from '../../../shared/image-formats.ts';
import { isConflictNamed } from './conflict-copy-name.ts';
import { beginsLikeImage } from './first-bytes.ts';

/** `unnamed`: it holds a picture and is not named like one, or like a second version that a sync program kept; a person decides. */
export type CountsAs = 'photo' | 'unnamed' | 'other' | { code: string };

export const isNamedAsPhoto = (path: string): boolean => isPictureNamed(path) && !isConflictNamed(basename(path));

/** `place`: where it lies on the disk; `path` tells its name. */
export async function countsAs(path: string, place: string): Promise<CountsAs> {
  if (isNamedAsPhoto(path)) return 'photo';
  if (isPictureNamed(path)) return 'unnamed';
  const begins = await beginsLikeImage(place);
  if (typeof begins !== 'boolean') return begins;
  return begins ? 'unnamed' : 'other';
}
