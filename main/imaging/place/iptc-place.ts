// Finds and removes place names in IPTC's data sets (IIM), alone or inside a block of Photoshop's resources.
import { xmpTellsPlace, blankXmpPlace } from './xmp-place.ts';

/** Of record 2: content location, city, sub-location, province, country. */
const placeSets = new Set([26, 27, 90, 92, 95, 100, 101]);
const applicationRecord = 2;

/** `start` of its head, `from` of its value; `end` of both. */
type DataSet = {
  record: number;
  number: number;
  isPlace: boolean;
  start: number;
  from: number;
  end: number;
  text: string;
};

/** The data sets up to the first that is none. */
export function iimDataSets(iim: Buffer): DataSet[] {
  const sets: DataSet[] = [];
  for (let at = 0; at + 5 <= iim.length && iim[at] === 0x1c;) {
    let size = iim.readUInt16BE(at + 3);
    let from = at + 5;
    if (size >= 0x8000) {
      // Extended: the length of the length, then the length.
      const digits = size - 0x8000;
      if (digits === 0 || digits > 4 || from + digits > iim.length) break;
      size = iim.readUIntBE(from, digits);
      from += digits;
    }
    if (from + size > iim.length) break;
    const record = iim[at + 1] ?? 0;
    const number = iim[at + 2] ?? 0;
    const isPlace = record === applicationRecord && placeSets.has(number);
    const text = isPlace ? iim.toString('latin1', from, Math.min(from + size, from + 256)) : '';
    sets.push({ record, number, isPlace, start: at, from, end: from + size, text });
    at = from + size;
  }
  return sets;
}

const blanksAndNuls = /^[\s\0]*$/;
export const iimTellsPlace = (iim: Buffer): boolean =>
  iimDataSets(iim).some(({ isPlace, text }) => isPlace && !blanksAndNuls.test(text));

export function iimWithoutPlace(iim: Buffer): Buffer {
  return Buffer.concat(
    iimDataSets(iim)
      .filter(({ isPlace }) => !isPlace)
      .map(({ start, end }) => iim.subarray(start, end)),
  );
}

const resource = { iim: 0x0404, exif: 0x0422, exifOfAnother: 0x0423, xmp: 0x0424, digestOfIim: 0x0425 } as const;
const signatures = new Set(['8BIM', 'PHUT', 'AgHg', 'DCSR', 'MeSa']);

type Resource = { id: number; start: number; from: number; to: number };

/** Photoshop's resources up to the first that is none. */
function resources(block: Buffer): Resource[] {
  const found: Resource[] = [];
  for (let at = 0; at + 12 <= block.length && signatures.has(block.toString('latin1', at, at + 4));) {
    const nameBytes = (block[at + 6] ?? 0) + 1;
    const sizeAt = at + 6 + nameBytes + (nameBytes % 2);
    if (sizeAt + 4 > block.length) break;
    const from = sizeAt + 4;
    const to = from + block.readUInt32BE(sizeAt);
    if (to > block.length) break;
    found.push({ id: block.readUInt16BE(at + 4), start: at, from, to });
    at = to + ((to - from) % 2);
  }
  return found;
}

/** The first resource of this kind; null: there is none. */
export function resourceOf(block: Buffer, kind: keyof typeof resource): Buffer | null {
  const found = resources(block).find(({ id }) => id === resource[kind]);
  return found === undefined ? null : block.subarray(found.from, found.to);
}

export function resourcesTellPlace(block: Buffer, exifTellsPlace: (exif: Buffer) => boolean): boolean {
  return resources(block).some(({ id, from, to }) => {
    const data = block.subarray(from, to);
    if (id === resource.iim) return iimTellsPlace(data);
    if (id === resource.xmp) return xmpTellsPlace(data);
    return (id === resource.exif || id === resource.exifOfAnother) && exifTellsPlace(data);
  });
}

/** What cannot be read as a resource leaves, and so does a second EXIF: the photo has its own. */
export function resourcesWithoutPlace(block: Buffer): Buffer {
  const kept: Buffer[] = [];
  for (const { id, start, from, to } of resources(block)) {
    if (id === resource.exif || id === resource.exifOfAnother || id === resource.digestOfIim) continue;
    const data = Buffer.from(block.subarray(from, to));
    if (id === resource.xmp) blankXmpPlace(data);
    const clean = id === resource.iim ? iimWithoutPlace(data) : data;
    const size = Buffer.alloc(4);
    size.writeUInt32BE(clean.length);
    kept.push(block.subarray(start, from - 4), size, clean, Buffer.alloc(clean.length % 2));
  }
  return Buffer.concat(kept);
}
