// Whether a small picture of the service is a copy of one of our files, point by point. A fingerprint says that two
// pictures look alike, which the shots of a burst do, too; this finds what moved between them.
import type { AgreementOutcome } from '../../shared/facts.ts';
import { detectFormat } from '../../shared/detect-format.ts';
import { isTooLarge, mostFileBytes, mostPixels } from './decode.ts';
import { openHeicInThread } from './heic-thread.ts';
import { keptWhole } from './kept-whole.ts';
import type { Progress } from './progress.ts';
import { readOnce } from './read-once.ts';
import { loadSharp } from './sharp-for-electron.ts';

type Measured = Extract<AgreementOutcome, { kind: 'agreement' | 'none' }>;

/** A smaller picture shows too little. */
const leastSide = 96;
/** Of a block whose greys are compared together: small enough for a face in the distance, large enough for noise. */
const blockSide = 16;
/** A rounded side. */
const mostSkew = 0.03;

interface Sides {
  width: number;
  height: number;
}

/** `previewPath`: the picture that the service shows of it. Never rejects for what is in the files. */
export async function agreementOf(path: string, previewPath: string, progress: Progress = {}): Promise<Measured> {
  const ours = await pictureOf(path, progress);
  const theirs = await pictureOf(previewPath, progress);
  if (ours === null || theirs === null || Math.min(theirs.width, theirs.height) < leastSide) return { kind: 'none' };
  let best: Measured = { kind: 'none' };
  // The service may show a photo turned.
  for (const turn of [0, 90, 180, 270]) {
    const isLying = turn % 180 !== 0;
    const width = isLying ? theirs.height : theirs.width;
    const height = isLying ? theirs.width : theirs.height;
    if (Math.abs(ours.width / ours.height / (width / height) - 1) > mostSkew) continue;
    const pair = await Promise.all([ours.grey({ width, height }, 0), theirs.grey({ width, height }, turn)]);
    if (pair[0] === null || pair[1] === null) continue;
    const found = difference(pair[0], pair[1], { width, height });
    if (best.kind === 'none' || found.mean < best.mean) best = found;
  }
  return best;
}

interface Picture extends Sides {
  /** Upright, then turned clockwise, scaled to these sides; null: cannot be decoded. */
  grey(sides: Sides, turn: number): Promise<Buffer | null>;
}

/** null: cannot be read or decoded, or takes too much memory. `width` and `height` are those of the upright picture. */
async function pictureOf(path: string, { onRead, onDecode }: Progress): Promise<Picture | null> {
  const reading = await readOnce(path, { ...keptWhole(path), ...(onRead && { onRead }) });
  if (reading.kind !== 'read' || reading.sizeBytes > mostFileBytes || !reading.isWhole) return null;
  onDecode?.();
  const sharp = loadSharp();
  try {
    const pixels = detectFormat(reading.bytes) === 'heic' ? await heicPixels(reading.bytes) : null;
    const open = () =>
      pixels === null
        ? sharp(reading.bytes, { failOn: 'truncated', limitInputPixels: mostPixels })
        : sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: 4 } });
    const { width, height } = pixels ?? (await open().metadata()).autoOrient;
    return {
      width,
      height,
      grey: ({ width: toWidth, height: toHeight }, turn) =>
        open()
          .autoOrient()
          .rotate(turn)
          .flatten({ background: '#ffffff' })
          .resize({ width: toWidth, height: toHeight, fit: 'fill', fastShrinkOnLoad: false })
          .toColourspace('b-w')
          .raw()
          .toBuffer()
          .catch(() => null),
    };
  } catch {
    return null;
  }
}

async function heicPixels(bytes: Buffer): Promise<(Sides & { data: Buffer }) | null> {
  const picture = await openHeicInThread(bytes);
  if (picture === null) return null;
  try {
    const data = isTooLarge(picture.width, picture.height, 'heic', true) ? null : await picture.decode();
    return data === null ? null : { data: Buffer.from(data), width: picture.width, height: picture.height };
  } finally {
    picture.close();
  }
}

/** Mean difference of greys (0 to 255), of all points and of the block that differs most. */
function difference(ours: Buffer, theirs: Buffer, { width, height }: Sides): Extract<Measured, { kind: 'agreement' }> {
  let sum = 0;
  let worst = 0;
  for (let top = 0; top < height; top += blockSide) {
    for (let left = 0; left < width; left += blockSide) {
      let inBlock = 0;
      let points = 0;
      for (let y = top; y < Math.min(top + blockSide, height); y += 1) {
        for (let x = left; x < Math.min(left + blockSide, width); x += 1) {
          inBlock += Math.abs((ours[y * width + x] ?? 0) - (theirs[y * width + x] ?? 0));
          points += 1;
        }
      }
      sum += inBlock;
      worst = Math.max(worst, inBlock / points);
    }
  }
  return { kind: 'agreement', mean: sum / (width * height), worst };
}
