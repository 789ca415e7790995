// Whether a file counts as a photo without a question: the one rule of watching, dropping and counting.
import { basename } from 'node:path';
import { isPictureNamed } from '../../../shared/image-formats.ts';
import { isConflictNamed } from './conflict-copy-name.ts';
import { beginsLikeImage } from './first-bytes.ts';

/** `unnamed`: it holds a picture and is not named like one, or is named like a conflict copy; a person decides. */
export type CountsAs = 'photo' | 'unnamed' | 'other' | { code: string };

export const isNamedAsPhoto = (path: string): boolean => isPictureNamed(path) && !isConflictNamed(basename(path));

/** `path`: for its name. `absolute`: to read its first bytes, where the name does not tell. */
export async function countsAs(path: string, absolute: string): Promise<CountsAs> {
  if (isNamedAsPhoto(path)) return 'photo';
  if (isPictureNamed(path)) return 'unnamed';
  const begins = await beginsLikeImage(absolute);
  if (typeof begins !== 'boolean') return begins;
  return begins ? 'unnamed' : 'other';
}
