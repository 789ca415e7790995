// Finds the parts of a picture file and the fields that hold their lengths; of a corrupted file as many as possible.

export type LengthField = { at: number; bytes: 1 | 2 | 4; isLittle: boolean };
export type Part = {
  start: number;
  end: number;
  /** Where its own data begins and ends. */
  from: number;
  to: number;
  length: LengthField | null;
};

function jpegParts(bytes: Buffer): Part[] {
  const parts: Part[] = [];
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xd9;) {
    const to = Math.min(bytes.length, at + 2 + bytes.readUInt16BE(at + 2));
    const isScan = bytes[at + 1] === 0xda;
    let end = to;
    // Picture data goes on to the next marker that is neither a stuffed byte nor a restart.
    if (isScan)
      while (end + 1 < bytes.length && !(bytes[end] === 0xff && ![0, ...restarts].includes(bytes[end + 1] ?? 0)))
        end += 1;
    parts.push({ start: at, end, from: at + 4, to, length: { at: at + 2, bytes: 2, isLittle: false } });
    at = end;
  }
  return parts;
}
const restarts = [0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7];

function pngParts(bytes: Buffer): Part[] {
  const parts: Part[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const to = Math.min(bytes.length - 4, at + 8 + bytes.readUInt32BE(at));
    parts.push({ start: at, end: to + 4, from: at + 8, to, length: { at, bytes: 4, isLittle: false } });
    at = to + 4;
  }
  return parts;
}

function webpParts(bytes: Buffer): Part[] {
  const parts: Part[] = [{ start: 0, end: 12, from: 8, to: 12, length: { at: 4, bytes: 4, isLittle: true } }];
  for (let at = 12; at + 8 <= bytes.length;) {
    const to = Math.min(bytes.length, at + 8 + bytes.readUInt32LE(at + 4));
    const end = Math.min(bytes.length, to + (to % 2));
    parts.push({ start: at, end, from: at + 8, to, length: { at: at + 4, bytes: 4, isLittle: true } });
    at = end;
  }
  return parts;
}

const boxesInside: Record<string, number> = { meta: 4, iprp: 0, ipco: 0, iinf: 6, moov: 0, dinf: 0 };

/** ISO boxes, those inside others after them. */
function boxParts(bytes: Buffer, from = 0, until = bytes.length): Part[] {
  const parts: Part[] = [];
  for (let at = from; at + 8 <= until;) {
    const size = bytes.readUInt32BE(at);
    const end = size < 8 ? until : Math.min(until, at + size);
    parts.push({ start: at, end, from: at + 8, to: end, length: { at, bytes: 4, isLittle: false } });
    const own = boxesInside[bytes.toString('latin1', at + 4, at + 8)];
    if (own !== undefined) parts.push(...boxParts(bytes, at + 8 + own, end));
    at = end;
  }
  return parts;
}

function gifParts(bytes: Buffer): Part[] {
  const table = (flags: number) => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  const parts: Part[] = [];
  for (let at = 13 + table(bytes[10] ?? 0); at < bytes.length && bytes[at] !== 0x3b;) {
    const from = bytes[at] === 0x2c ? at + 11 + table(bytes[at + 9] ?? 0) : at + 2;
    let end = from;
    while (end < bytes.length && bytes[end] !== 0) end += 1 + (bytes[end] ?? 0);
    end = Math.min(bytes.length, end + 1);
    parts.push({ start: at, end, from, to: end, length: { at: Math.min(from, end - 1), bytes: 1, isLittle: true } });
    at = end;
  }
  return parts;
}

/** The entries of the first directory; their count stands for a length. */
export function tiffParts(bytes: Buffer): Part[] {
  const isLittle = bytes[0] === 0x49;
  const u16 = (at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const directory = bytes.length < 8 ? 0 : isLittle ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4);
  if (directory < 8 || directory + 2 > bytes.length) return [];
  const parts: Part[] = [];
  for (let index = 0; index < u16(directory); index += 1) {
    const at = directory + 2 + index * 12;
    if (at + 12 > bytes.length) break;
    parts.push({ start: at, end: at + 12, from: at + 2, to: at + 12, length: { at: at + 4, bytes: 4, isLittle } });
  }
  return parts;
}

/** Parts of a file by its first bytes; an empty list for one that has none. */
export function partsOf(bytes: Buffer): Part[] {
  const head = bytes.toString('latin1', 0, 12);
  if (head.startsWith('\xff\xd8')) return jpegParts(bytes);
  if (head.startsWith('\x89PNG')) return pngParts(bytes);
  if (head.startsWith('RIFF')) return webpParts(bytes);
  if (head.startsWith('GIF8')) return gifParts(bytes);
  if (head.slice(4, 8) === 'ftyp') return boxParts(bytes);
  return head.startsWith('II*\0') || head.startsWith('MM\0*') ? tiffParts(bytes) : [];
}
