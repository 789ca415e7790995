// Wraps bare pixels and their colour profile into a TIFF in memory: so sharp learns the colour space of libheif's
// pixels.

const fieldShort = 3;
const fieldLong = 4;
const fieldBytes = 7;

/** `rgba`: four bytes a pixel, row by row. Alpha is kept as unassociated. Without a profile, sRGB is meant. */
export function tiffOfPixels(rgba: Buffer, width: number, height: number, profile: Buffer | null): Buffer {
  const entries: [number, number, number, number][] = [];
  const count = profile === null ? 11 : 12;
  const bitsAt = 8 + 2 + count * 12 + 4;
  const profileAt = bitsAt + 8;
  const pixelsAt = profileAt + (profile?.length ?? 0);
  entries.push(
    [256, fieldLong, 1, width],
    [257, fieldLong, 1, height],
    [258, fieldShort, 4, bitsAt],
    [259, fieldShort, 1, 1],
    [262, fieldShort, 1, 2],
    [273, fieldLong, 1, pixelsAt],
    [277, fieldShort, 1, 4],
    [278, fieldLong, 1, height],
    [279, fieldLong, 1, rgba.length],
    [284, fieldShort, 1, 1],
    [338, fieldShort, 1, 2],
  );
  if (profile !== null) entries.push([34_675, fieldBytes, profile.length, profileAt]);
  const head = Buffer.alloc(profileAt);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, values, value], index) => {
    const at = 10 + index * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(values, at + 4);
    head.writeUInt32LE(value, at + 8);
  });
  for (let channel = 0; channel < 4; channel += 1) head.writeUInt16LE(8, bitsAt + channel * 2);
  return Buffer.concat(profile === null ? [head, rgba] : [head, profile, rgba]);
}
