// Reads a BMP's headers: this program has no decoder for BMP.
import type { Structure } from './types.ts';

export function walkBmp(bytes: Buffer): Structure {
  const walk: Structure = { width: null, height: null, complete: true, exif: null, heldWhole: true, savedAtMs: null };
  if (bytes.length < 26) return { ...walk, complete: false };
  const isOld = bytes.readUInt32LE(14) === 12;
  if (!isOld && bytes.length < 34) return { ...walk, complete: false };
  const width = isOld ? bytes.readUInt16LE(18) : bytes.readInt32LE(18);
  // A negative height means rows from the top.
  const height = Math.abs(isOld ? bytes.readInt16LE(20) : bytes.readInt32LE(22));
  const bits = bytes.readUInt16LE(isOld ? 24 : 28);
  const compression = isOld ? 0 : bytes.readUInt32LE(30);
  if (width <= 0 || height <= 0) return walk;
  const pixelsAt = bytes.readUInt32LE(10);
  const plainBytes = Math.ceil((width * bits) / 32) * 4 * height;
  const isPlain = compression === 0 || compression === 3;
  const pixelBytes = isPlain || bytes.length < 38 ? plainBytes : bytes.readUInt32LE(34);
  const complete = pixelsAt >= 14 + bytes.readUInt32LE(14) && pixelsAt + pixelBytes <= bytes.length;
  return { ...walk, width, height, complete };
}
