// The place as exiftool sees it: written by exiftool into every format it can, found by us, and gone for exiftool as well.
// Where exiftool is missing and cannot be installed, one line says how to get it, and only these tests are left out.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureProgram } from '../../build/system-libraries.ts';
import type { ImageFormat } from '../../shared/image-formats.ts';
import { inspect } from '../../main/imaging/inspect.ts';
import { mend } from '../../main/imaging/mend.ts';
import { photoBytes } from '../fixtures/make-photos.ts';
import { placeCarriers, placeName } from '../fixtures/place-carriers.ts';

const missing = ensureProgram('exiftool', 'libimage-exiftool-perl');
if (missing !== null) process.stderr.write(`${missing}\n`);
const withExiftool = test.skipIf(missing !== null);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exiftool-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** All that exiftool finds of a place, also in unknown, doubled and embedded parts. */
const placesIn = (path: string) =>
  execFileSync(
    'exiftool',
    ['-a', '-u', '-ee', '-m', '-G1', '-s', '-Location:all', '-XMP:CreatorCity', '-XMP:CreatorAddress', path],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );

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

/** Says what exiftool sees of the place in the copy that we would send. */
async function leftIn(path: string, format: ImageFormat): Promise<string> {
  const out = `${path}.out`;
  const keeps = format === 'jpeg' || format === 'png' || format === 'webp';
  const plan = { maxSidePixels: null, maxBytes: null, toFormat: keeps ? null : ('jpeg' as const), removeGps: true };
  expect(await mend(path, out, plan)).toMatchObject({ kind: 'mended' });
  const copy = await readFile(out);
  return placesIn(out) + (copy.includes(placeName) ? 'its name stands in the bytes' : '');
}

withExiftool.each(formats)(
  '%s: what exiftool writes of a place is found, and gone from the copy',
  async (format) => {
    const empty = await emptyPicture(format);
    let written = 0;
    for (const [kind, words] of Object.entries(writings)) {
      const path = join(folder, `written${extname(empty)}`);
      await rm(path, { force: true });
      const done = spawnSync('exiftool', ['-q', '-q', '-m', '-GPS:all=', '-o', path, ...words, empty]);
      // A kind that this format cannot hold is not written at all.
      if (done.status !== 0 || placesIn(path) === '') continue;
      written += 1;
      const looked = await inspect(path, join(folder, 'thumbnails'));
      expect(looked, kind).toMatchObject({ kind: 'facts', facts: { hasGps: true } });
      if (looked.kind === 'facts' && looked.facts.format !== null)
        expect(await leftIn(path, looked.facts.format), kind).toBe('');
    }
    expect(written).toBeGreaterThan(5);
  },
  120_000,
);

withExiftool(
  'nothing of a place is left for exiftool in the copies of our own carriers',
  async () => {
    for (const [index, { name, format, bytes }] of (await placeCarriers()).entries()) {
      const path = join(folder, `carrier-${index}.${format}`);
      await writeFile(path, bytes);
      expect(await leftIn(path, format), name).toBe('');
    }
  },
  120_000,
);
