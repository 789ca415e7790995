// The place as exiftool sees it: written by exiftool into every format it can, found by us, and gone for exiftool as
// well. Where exiftool is missing and cannot be installed, one line says how to get it, and only these tests are left
// out.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ensureProgram } from '../../build/system-libraries.ts';
import type { ImageFormat } from '../../shared/image-formats.ts';
import { inspect } from '../../main/imaging/inspect.ts';
import { makeCopy } from '../../main/imaging/make-copy.ts';
import { photoBytes } from '../fixtures/make-photos.ts';
import { placeCarriers, placeName } from '../fixtures/place-carriers.ts';

const missing = ensureProgram('exiftool', 'libimage-exiftool-perl');
if (missing !== null) process.stderr.write(`${missing}\n`);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exiftool-'));
});
afterAll(() => rm(folder, { recursive: true }));

/**
 * All that exiftool finds of a place in each file, also in unknown, doubled and embedded parts. Starting it costs more
 * than the files.
 */
function placesIn(paths: readonly string[]): Map<string, string> {
  const asked = ['-j', '-a', '-u', '-ee', '-m', '-G1', '-Location:all', '-XMP:CreatorCity', '-XMP:CreatorAddress'];
  const text = execFileSync('exiftool', [...asked, ...paths], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const found = z.array(z.looseObject({ SourceFile: z.string() })).parse(JSON.parse(text));
  return new Map(found.map(({ SourceFile, ...tags }) => [SourceFile, Object.keys(tags).join(' ')]));
}

const wordsOf = (text: string) => text.split(' ');
/** What exiftool is told to write, by kind. */
const writings: Record<string, string[]> = {
  GPS: wordsOf('-GPSLatitude=55.73 -GPSLatitudeRef=N -GPSLongitude=36.85 -GPSLongitudeRef=E -GPSAltitude=120'),
  'the name of a GPS area': [`-GPSAreaInformation=${placeName}`],
  'GPS in XMP': wordsOf('-XMP-exif:GPSLatitude=55.73 -XMP-exif:GPSLongitude=36.85 -XMP-exif:GPSAltitude=120'),
  IPTC: [
    `-IPTC:City=${placeName}`,
    `-IPTC:Sub-location=${placeName}`,
    `-IPTC:Country-PrimaryLocationName=${placeName}`,
  ],
  'IPTC of the content': [`-IPTC:ContentLocationName=${placeName}`, '-IPTC:ContentLocationCode=RUS'],
  'Photoshop in XMP': [`-XMP-photoshop:City=${placeName}`, `-XMP-photoshop:State=${placeName}`],
  'IPTC core': [`-XMP-iptcCore:Location=${placeName}`, '-XMP-iptcCore:CountryCode=RUS'],
  'the address of its maker': [`-XMP-iptcCore:CreatorCity=${placeName}`, `-XMP-iptcCore:CreatorAddress=${placeName}`],
  'IPTC extension': [
    `-XMP-iptcExt:LocationCreatedCity=${placeName}`,
    `-XMP-iptcExt:LocationShownSublocation=${placeName}`,
    '-XMP-iptcExt:LocationShownGPSLatitude=55.73',
    '-XMP-iptcExt:LocationShownGPSLongitude=36.85',
  ],
  'IPTC extension in shorthand': [
    '-api',
    'Compact=Shorthand',
    `-XMP-iptcExt:LocationCreatedProvinceState=${placeName}`,
  ],
  'other vocabularies': [
    `-XMP-xmpDM:ShotLocation=${placeName}`,
    `-XMP-prism:Location=${placeName}`,
    `-XMP-dc:Coverage=${placeName}`,
  ],
  'packed text (PNG)': ['-z', `-XMP-photoshop:Country=${placeName}`],
};
/** Debian's exiftool writes no WebP. */
const formats = ['jpeg', 'png', 'tiff', 'avif', 'gif', 'heic'] as const;

async function emptyPicture(format: (typeof formats)[number]): Promise<string> {
  const path = join(folder, `empty.${format}`);
  if (format === 'heic') await copyFile(join(import.meta.dirname, '../fixtures/sample.heic'), path);
  else await writeFile(path, await photoBytes({ format, width: 96, height: 64, grain: 0 }));
  return path;
}

/** The copy that we would send. */
async function copyOf(path: string, format: ImageFormat): Promise<string> {
  const out = `${path}.out`;
  const keeps = format === 'jpeg' || format === 'png' || format === 'webp';
  const plan = { maxSidePixels: null, maxBytes: null, toFormat: keeps ? null : ('jpeg' as const), removeGps: true };
  expect(await makeCopy(path, out, plan)).toMatchObject({ kind: 'made' });
  expect((await readFile(out)).includes(placeName)).toBe(false);
  return out;
}

test.skipIf(missing !== null).each(formats)(
  '%s: what exiftool writes of a place is found, and gone from the copy',
  async (format) => {
    const empty = await emptyPicture(format);
    const kinds = new Map<string, string>();
    for (const [index, [kind, words]] of Object.entries(writings).entries()) {
      const path = join(folder, `written-${index}${extname(empty)}`);
      // A kind that this format cannot hold is not written at all.
      if (spawnSync('exiftool', ['-q', '-q', '-m', '-GPS:all=', '-o', path, ...words, empty]).status === 0)
        kinds.set(path, kind);
    }
    const copies = new Map<string, string>();
    for (const [path, tags] of placesIn([...kinds.keys()])) {
      if (tags === '') continue;
      const kind = kinds.get(path) ?? '';
      const looked = await inspect(path, join(folder, 'thumbnails'));
      expect({ kind, looked }).toMatchObject({ kind, looked: { kind: 'facts', facts: { hasGps: true } } });
      if (looked.kind === 'facts' && looked.facts.format !== null)
        copies.set(await copyOf(path, looked.facts.format), kind);
    }
    expect(copies.size).toBeGreaterThan(5);
    for (const [path, left] of placesIn([...copies.keys()]))
      expect({ kind: copies.get(path), left }).toEqual({ kind: copies.get(path), left: '' });
  },
  180_000,
);

test.skipIf(missing !== null)(
  'nothing of a place is left for exiftool in the copies of our own carriers',
  async () => {
    const names = new Map<string, string>();
    for (const [index, { name, format, bytes }] of (await placeCarriers()).entries()) {
      const path = join(folder, `carrier-${index}.${format}`);
      await writeFile(path, bytes);
      names.set(await copyOf(path, format), name);
    }
    for (const [path, left] of placesIn([...names.keys()]))
      expect({ name: names.get(path), left }).toEqual({ name: names.get(path), left: '' });
  },
  180_000,
);
