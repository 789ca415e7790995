// Every way in which a picture can tell where it was taken: found, and gone from the copy, whose pixels are the same.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exifBlock, withJpegHeaders } from '../../../test/fixtures/exif-block.ts';
import { photoBytes } from '../../../test/fixtures/make-photos.ts';
import { iim, keptText, placeCarriers, placeName } from '../../../test/fixtures/place-carriers.ts';
import { readExif } from '../exif.ts';
import { inspect } from '../inspect.ts';
import { makeCopy } from '../make-copy.ts';
import { walkJpeg } from '../structure/jpeg.ts';
import { blankExifPlace, placeInExif } from './exif-place.ts';
import { iimTellsPlace } from './iptc-place.ts';
import { withoutPlaceInXmp } from './xmp-place.ts';

const carriers = await placeCarriers();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'place-carriers-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function look(bytes: Buffer, name = 'photo') {
  const path = join(folder, name);
  await writeFile(path, bytes);
  const outcome = await inspect(path, join(folder, 'thumbnails'));
  if (outcome.kind !== 'facts') throw new Error(outcome.kind);
  return outcome.facts;
}

async function withoutPlace(bytes: Buffer): Promise<Buffer> {
  await writeFile(join(folder, 'with'), bytes);
  const plan = { maxSidePixels: null, maxBytes: null, toFormat: null, removeGps: true };
  const outcome = await makeCopy(join(folder, 'with'), join(folder, 'without'), plan);
  if (outcome.kind !== 'made') throw new Error(outcome.kind);
  return readFile(join(folder, 'without'));
}

const saysName = (bytes: Buffer) =>
  bytes.includes(placeName) || bytes.includes(Buffer.from(placeName, 'utf16le')) || bytes.includes(latinHex(placeName));
const latinHex = (text: string) => Buffer.from(text, 'latin1').toString('hex');
const pixels = (bytes: Buffer) => sharp(bytes).raw().toBuffer();

test.each(carriers)('$name: the place is found, and gone from the copy', async ({ bytes, format }) => {
  expect(await look(bytes)).toMatchObject({ hasGps: true, format });
  const copy = await withoutPlace(bytes);
  expect(await look(copy)).toMatchObject({ hasGps: false, format, soundness: 'whole' });
  expect(saysName(copy)).toBe(false);
  expect((await pixels(copy)).equals(await pixels(bytes))).toBe(true);
});

test('what has nothing to do with the place stays: titles in XMP and captions in IPTC', async () => {
  const names = ['JPEG: XMP city as an attribute, single quotes', 'JPEG: XMP without a frame', 'JPEG: IPTC names'];
  for (const { bytes } of carriers.filter(({ name }) => [...names, 'PNG: packed XMP', 'WebP: XMP'].includes(name)))
    expect((await withoutPlace(bytes)).includes(keptText)).toBe(true);
});

test('the date of EXIF stays whatever type the pointer to the place has', async () => {
  const pointers = carriers.filter(({ name }) => name.includes('pointer'));
  expect(pointers.length).toBeGreaterThan(5);
  for (const { bytes } of pointers)
    expect(readExif(walkJpeg(await withoutPlace(bytes)).exif).taken?.text).toBe('2024:07:12 14:31:12');
});

test('heights, versions and empty fields alone are no place', async () => {
  const jpeg = await photoBytes({ width: 64, height: 48 });
  const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
  const fields = `p:City="" e:GPSAltitude="1000/10" e:GPSVersionID="2.3.0.0"`;
  const packet = `<x:xmpmeta><rdf:RDF xmlns:rdf="${rdf}"><rdf:Description ${fields}><p:Country> </p:Country><p:State/></rdf:Description></rdf:RDF></x:xmpmeta>`;
  expect((await look(withJpegHeaders(jpeg, exifBlock({ taken: '2024:07:12 14:31:12' }), null, packet))).hasGps).toBe(
    false,
  );
  expect(iimTellsPlace(iim([90, ''], [92, '  '], [120, 'Moscow']))).toBe(false);
  expect(iimTellsPlace(iim([120, 'x'], [27, 'Moscow']))).toBe(true);
});

test('a blanked packet keeps its length, also when it is no XML', () => {
  const pieces = [
    '<a:City>',
    '</a:City>',
    '<b ',
    'gps:x="1"',
    "c:State='",
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '/>',
    '>',
    'x',
    '</b>',
    '<',
  ];
  for (let seed = 1; seed < 3000; seed += 1) {
    let state = seed;
    let packet = '';
    for (let piece = 0; piece < 12; piece += 1) {
      state = (state * 1103515245 + 12345) % 2147483648;
      packet += pieces[Math.floor((state / 2147483648) * pieces.length)] ?? '';
    }
    const once = withoutPlaceInXmp(packet).text;
    expect(once).toHaveLength(packet.length);
    expect(withoutPlaceInXmp(once).toldPlace).toBe(false);
  }
});

test('EXIF of any bytes is blanked without leaving the block, and tells no place then', () => {
  const sound = exifBlock({ taken: '2024:07:12 14:31:12', gps: { latitude: 55, longitude: 37 } });
  let state = 7;
  const next = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  for (let round = 0; round < 5000; round += 1) {
    const block = Buffer.from(sound);
    for (let change = 0; change < 1 + (round % 5); change += 1) block[8 + next(block.length - 8)] = next(256);
    blankExifPlace(block);
    expect(placeInExif(block).tellsPlace).toBe(false);
  }
});
