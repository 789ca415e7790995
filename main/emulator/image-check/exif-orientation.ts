// Reads the orientation out of an EXIF block. Anything odd in the block means «upright», never an error.

const ORIENTATION_TAG = 0x0112;

/** @param block the payload of a JPEG APP1 segment @returns 1–8; 1 when there is no usable orientation */
export function exifOrientation(block: Buffer): number {
  if (block.length < 20 || block.toString('latin1', 0, 6) !== 'Exif\0\0') return 1;
  const tiff = block.subarray(6);
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return 1;
  const little = order === 'II';
  const u16 = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = u32(4);
  if (directory + 2 > tiff.length) return 1;
  const entries = u16(directory);
  for (let i = 0; i < entries; i += 1) {
    const at = directory + 2 + i * 12;
    if (at + 12 > tiff.length) return 1;
    if (u16(at) !== ORIENTATION_TAG) continue;
    const value = u16(at + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
