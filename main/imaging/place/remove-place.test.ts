// Taking the place out of metadata that was made to harm: it ends, it ends soon, and no place stays.
import { expect, test } from 'vitest';
import { exifBlock, withJpegHeaders } from '../../../test/fixtures/exif-block.ts';
import { photoBytes } from '../../../test/fixtures/make-photos.ts';
import { readExif } from '../exif.ts';
import { metadataParts, tellsPlace } from './find-place.ts';
import { removePlace } from './remove-place.ts';
import { walkStructure } from '../structure/structure.ts';

const exif = exifBlock({ taken: '2024:07:12 14:31:12', offset: '+03:00', gps: { latitude: 55, longitude: 37 } });
const gpsEntry = exif.indexOf(Buffer.from('8825000400000001', 'hex'));

async function stripped(block: Buffer | null, xmp: string | null = null): Promise<{ hasGps: boolean; taken: boolean }> {
  const photo = withJpegHeaders(await photoBytes({ width: 64, height: 48 }), block, null, xmp);
  const copy = removePlace('jpeg', photo);
  if (copy === null) throw new Error('not stripped');
  const reading = readExif(walkStructure('jpeg', copy).exif);
  return { hasGps: tellsPlace(metadataParts('jpeg', copy), null), taken: reading.taken !== null };
}

test('a place that says it lies in the directory pointing to it is gone, and so is the block', async () => {
  const block = Buffer.from(exif);
  block.writeUInt32BE(8, gpsEntry + 8);
  expect(await stripped(block)).toEqual({ hasGps: false, taken: false });
});

test('a pointer to nowhere leaves alone', async () => {
  for (const target of [0, exif.length - 1, 0xffffffff]) {
    const block = Buffer.from(exif);
    block.writeUInt32BE(target, gpsEntry + 8);
    expect(await stripped(block)).toEqual({ hasGps: false, taken: true });
  }
});

test('two entries that point to places both leave, and the date stays', async () => {
  const block = Buffer.from(exif);
  // The camera's model becomes a second pointer to the same place.
  block.copy(block, 10 + 12, gpsEntry, gpsEntry + 12);
  expect(await stripped(block)).toEqual({ hasGps: false, taken: true });
});

test('a first directory that says it has more entries than there are bytes is not believed', async () => {
  const block = Buffer.from(exif);
  block.writeUInt16BE(900, 8);
  expect(await stripped(block)).toEqual({ hasGps: false, taken: false });
});

test('an element that never ends takes what is behind it with it', async () => {
  const xmp = `<x:xmpmeta><a xmp:Rating="5"/><exif:GPSLatitude>55.7${'<b:gps>'.repeat(8000)}</x:xmpmeta>`;
  expect(await stripped(null, xmp)).toEqual({ hasGps: false, taken: false });
});

test.each([
  ['elements that never end', '<a:gps>'],
  ['tags that never end', '<a:gps '],
  ['names that never end', 'a-'],
  ['names of attributes that never end', 'a:gps'],
  ['blanks', 'a:gps    '],
  ['quotes that never end', 'a:gps="\'b:gps='],
  ['elements that end', '<a:gps></a:gps>'],
])('a megabyte of %s is read in one go', async (_, piece) => {
  const tail = piece.repeat(Math.floor(1_000_000 / piece.length));
  const packet = Buffer.from(`<x:xmpmeta>${tail}</x:xmpmeta>`);
  const webp = await photoBytes({ format: 'webp', width: 64, height: 48 });
  const head = Buffer.alloc(8);
  head.write('XMP ', 'latin1');
  head.writeUInt32LE(packet.length, 4);
  const bytes = Buffer.concat([webp, head, packet, Buffer.alloc(packet.length % 2)]);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  // Going back over the packet for each piece of it would take minutes, and the test its whole time.
  expect(removePlace('webp', bytes)).not.toBeNull();
});
