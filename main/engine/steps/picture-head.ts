// Whether a file begins like a picture. Only for what is dropped under a name that says nothing: the real judgement reads the whole file.
import { open } from 'node:fs/promises';

/** Enough for every beginning below. */
const headBytes = 16;
const beginnings = [
  'ffd8ff',
  '89504e47',
  '47494638',
  '424d',
  '49492a00',
  '4d4d002a',
  'ff0a',
  '0000000c4a584c20',
  '38425053',
];

/** True also where it cannot be read: that is told elsewhere, with its own reason. */
export async function beginsLikePicture(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      return isPictureHead(buffer.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    return true;
  }
}

export function isPictureHead(head: Buffer): boolean {
  const hex = head.toString('hex');
  if (beginnings.some((beginning) => hex.startsWith(beginning))) return true;
  // RIFF….WEBP, and the boxes of HEIC and AVIF: four bytes of length, then `ftyp`.
  return (
    (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') ||
    head.toString('latin1', 4, 8) === 'ftyp'
  );
}
