// A perceptual hash: 64 bits that stay nearly the same when a picture is scaled down and encoded anew.
import type { FingerprintOutcome } from '../../shared/facts.ts';
import { decode, mostFileBytes } from './decode.ts';
import { keptWhole } from './kept-whole.ts';
import type { Progress } from './progress.ts';
import { readOnce } from './read-once.ts';
import { loadSharp } from './sharp-for-electron.ts';
import { detectFormat } from '../../shared/detect-format.ts';
import { walkStructure } from './structure/structure.ts';

/** Side of the grey picture that is transformed, and how many of its lowest frequencies are used in each direction. */
const side = 32;
const waves = 9;
/** The spread of greys below which every picture looks like every other: a sky, a black frame. */
const plainSpread = 4;
/** Smaller pictures are icons. */
const leastSide = 32;

type Outcome = Extract<FingerprintOutcome, { kind: 'fingerprint' | 'none' }>;

/** cos((2x + 1) u π / 2·side), by u and x. */
const cosines = Array.from({ length: waves }, (_, u) =>
  Float64Array.from({ length: side }, (__, x) => Math.cos(((2 * x + 1) * u * Math.PI) / (2 * side))),
);

/** The 64 lowest frequencies in order, without the mean brightness. */
const asked = Array.from({ length: waves * waves }, (_, index) => [index % waves, Math.floor(index / waves)] as const)
  .filter(([u, v]) => u + v > 0)
  .sort(([u1, v1], [u2, v2]) => u1 + v1 - (u2 + v2) || Math.max(u1, v1) - Math.max(u2, v2) || u1 - u2)
  .slice(0, 64);

/** 16 hex digits: whether each coefficient is above their median. */
function bitsOf(grey: Float64Array): string {
  const rows = cosines.map((cosine) =>
    Float64Array.from({ length: side }, (_, y) => {
      let sum = 0;
      for (let x = 0; x < side; x += 1) sum += (grey[y * side + x] ?? 0) * (cosine[x] ?? 0);
      return sum;
    }),
  );
  const strengths = asked.map(([u, v]) => {
    let sum = 0;
    for (let y = 0; y < side; y += 1) sum += (rows[u]?.[y] ?? 0) * (cosines[v]?.[y] ?? 0);
    return sum;
  });
  const sorted = [...strengths].sort((a, b) => a - b);
  const median = ((sorted[31] ?? 0) + (sorted[32] ?? 0)) / 2;
  let bits = 0n;
  for (const strength of strengths) bits = (bits << 1n) | (strength > median ? 1n : 0n);
  return bits.toString(16).padStart(16, '0');
}

/** A quarter turn to the right. */
const turned = (grey: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> =>
  Float64Array.from(grey, (_, at) => grey[(side - 1 - (at % side)) * side + Math.floor(at / side)] ?? 0);

/** `upright`: a decoded picture in its shown orientation. null: too plain to be distinguished from others. */
export async function fingerprintOf(upright: Buffer): Promise<string[] | null> {
  const data = await loadSharp()(upright)
    .flatten({ background: '#ffffff' })
    .greyscale()
    .resize({ width: side, height: side, fit: 'fill' })
    .raw()
    .toBuffer();
  const grey = Float64Array.from(data.subarray(0, side * side));
  const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
  const spread = Math.sqrt(grey.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grey.length);
  if (spread < plainSpread) return null;
  const turns = [grey];
  for (let turn = 1; turn < 4; turn += 1) turns.push(turned(turns[turn - 1] ?? grey));
  return turns.map(bitsOf);
}

/** The fingerprint of the picture in `path`. Never rejects for what is in the file. */
export async function fingerprintFile(path: string, { onRead, onDecode }: Progress = {}): Promise<Outcome> {
  const reading = await readOnce(path, { ...keptWhole(path), ...(onRead && { onRead }) });
  if (reading.kind !== 'read' || reading.sizeBytes > mostFileBytes) return { kind: 'none' };
  if (reading.isWhole) onDecode?.();
  const format = detectFormat(reading.bytes);
  if (format === null) return { kind: 'none' };
  const structure = walkStructure(format, reading.bytes);
  const input = reading.isWhole ? reading.bytes : path;
  const { soundness, thumbnail, width, height } = await decode({ format, input, structure, thorough: false });
  if (thumbnail === null || width === null || height === null || Math.min(width, height) < leastSide)
    return { kind: 'none' };
  if (soundness !== 'whole' && soundness !== 'flawed') return { kind: 'none' };
  const turns = await fingerprintOf(thumbnail);
  return turns === null ? { kind: 'none' } : { kind: 'fingerprint', turns, width, height };
}
