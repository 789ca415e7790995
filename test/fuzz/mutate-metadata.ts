// Sound pictures with hostile metadata: EXIF, XMP and colour profiles with false lengths, loops or no end. The
// container itself stays correct.
import sharp from 'sharp';
import { deflateSync } from 'node:zlib';
import { withJpegHeaders } from '../fixtures/exif-block.ts';
import { pngChunk } from '../fixtures/make-problems.ts';
import type { Chance } from './chance.ts';
import { mutators } from './mutate-bytes.ts';
import { tiffParts } from './parts.ts';
import { hostileExif, xmpPacket, type Seed } from './seeds.ts';

const byteWays = [
  'bytes changed',
  'bits turned',
  'bytes put in',
  'bytes taken out',
  'cut short',
  'inside of a part',
  'a length that lies',
  'a part twice',
  'parts exchanged',
];
const corrupt = (bytes: Buffer, chance: Chance) => mutators[chance.pick(byteWays)]?.(bytes, chance, bytes) ?? bytes;

/** Directories that point to themselves, to each other, or outside. */
function loopedExif(chance: Chance): Buffer {
  const block = Buffer.from(hostileExif);
  const entries = tiffParts(block).filter(({ start }) => [0x8769, 0x8825].includes(block.readUInt16BE(start)));
  for (const { start } of entries)
    block.writeUInt32BE(chance.pick([8, 0, 1, start, block.length - 1, 0xffffffff]), start + 8);
  return block;
}

const exifs: ((chance: Chance) => Buffer)[] = [
  (chance) => corrupt(hostileExif, chance),
  (chance) => corrupt(corrupt(hostileExif, chance), chance),
  loopedExif,
  // A directory that says it has as many entries as it can.
  (chance) =>
    Buffer.concat([
      Buffer.from('4d4d002a00000008', 'hex'),
      Buffer.from([0xff, 0xff]),
      Buffer.alloc(60_000, chance.int(256)),
    ]),
];

const xmps: ((chance: Chance) => string)[] = [
  (chance) => corrupt(Buffer.from(xmpPacket), chance).toString('latin1'),
  (chance) => `<x:xmpmeta>${'<a:gps>'.repeat(1 + chance.int(8000))}</x:xmpmeta>`,
  (chance) => `<x:xmpmeta>${'<x:xmpmeta '.repeat(1 + chance.int(5000))}</x:xmpmeta>`,
  (chance) =>
    `<x:xmpmeta exif:DateTimeOriginal=${' '.repeat(1 + chance.int(50_000))}"2019" exif:GPSLatitude="${'5'.repeat(1000)}"/></x:xmpmeta>`,
  (chance) => `<x:xmpmeta>${'<r:Description '.repeat(chance.int(3000))}exif:GPSLatitude='1"${'</x:xmpmeta>'.repeat(3)}`,
  () => '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]><x:xmpmeta>&c;&c;</x:xmpmeta>',
];

/** A colour profile from one of the seeds. */
async function profileOf(seeds: readonly Seed[]): Promise<Buffer> {
  for (const { bytes, format } of seeds) {
    if (format !== 'jpeg' && format !== 'png') continue;
    const { icc } = await sharp(bytes).metadata();
    if (icc) return icc;
  }
  throw new Error('no seed has a colour profile');
}

function jpegSegment(marker: number, payload: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  const fits = payload.subarray(0, 65_533);
  head.writeUInt16BE(fits.length + 2, 2);
  return Buffer.concat([head, fits]);
}

function webpWith(webp: Buffer, type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  const grown = Buffer.concat([webp, head, data, Buffer.alloc(data.length % 2)]);
  grown.writeUInt32LE(grown.length - 8, 4);
  return grown;
}

type Metadata = { exif: Buffer | null; xmp: string | null; profile: Buffer | null };

function embed(seed: Seed, { exif, xmp, profile }: Metadata): Buffer {
  const { bytes } = seed;
  if (seed.format === 'jpeg') {
    const icc =
      profile === null
        ? []
        : [jpegSegment(0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), profile]))];
    return withJpegHeaders(
      Buffer.concat([bytes.subarray(0, 2), ...icc, bytes.subarray(2)]),
      exif?.subarray(0, 65_000) ?? null,
      null,
      xmp?.slice(0, 60_000) ?? null,
    );
  }
  if (seed.format === 'png') {
    const chunks = [
      ...(profile === null ? [] : [pngChunk('iCCP', Buffer.concat([Buffer.from('x\0\0'), deflateSync(profile)]))]),
      ...(exif === null ? [] : [pngChunk('eXIf', exif)]),
      ...(xmp === null ? [] : [pngChunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${xmp}`, 'latin1'))]),
    ];
    return Buffer.concat([bytes.subarray(0, 33), ...chunks, bytes.subarray(33)]);
  }
  const withExif = exif === null ? bytes : webpWith(bytes, 'EXIF', exif);
  const withXmp = xmp === null ? withExif : webpWith(withExif, 'XMP ', Buffer.from(xmp, 'latin1'));
  return profile === null ? withXmp : webpWith(withXmp, 'ICCP', profile);
}

/** Makes a picture with hostile metadata, and says what was done to it. */
export async function openMetadataMutants(
  seeds: readonly Seed[],
): Promise<(chance: Chance) => { seed: Seed; how: string; bytes: Buffer }> {
  const profile = await profileOf(seeds);
  const bases = seeds.filter(
    ({ format, bytes }) => (format === 'jpeg' || format === 'png' || format === 'webp') && bytes.length < 60_000,
  );
  return (chance) => {
    const seed = chance.pick(bases);
    const kind = chance.pick(['EXIF', 'EXIF', 'XMP', 'XMP', 'ICC', 'all']);
    const has = (name: string) => kind === name || kind === 'all';
    const bytes = embed(seed, {
      exif: has('EXIF') ? chance.pick(exifs)(chance) : null,
      xmp: has('XMP') ? chance.pick(xmps)(chance) : null,
      profile: has('ICC') ? corrupt(profile, chance) : null,
    });
    return { seed, how: `hostile ${kind === 'all' ? 'EXIF, XMP and ICC' : kind}`, bytes };
  };
}
