// Captions as exiftool writes them, in every format and place, read by inspection.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureProgram } from '../../build/system-libraries.ts';
import { inspect } from '../../main/imaging/inspect.ts';
import { photoBytes, type MadeFormat } from '../fixtures/make-photos.ts';

const missing = ensureProgram('exiftool', 'libimage-exiftool-perl');
if (missing !== null) process.stderr.write(`${missing}\n`);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'captions-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function captionIn(format: MadeFormat, written: readonly string[]): Promise<string | null> {
  const path = join(folder, `photo.${format}`);
  await writeFile(path, await photoBytes({ width: 64, height: 48, format }));
  execFileSync('exiftool', ['-q', '-m', '-overwrite_original', ...written, path]);
  const outcome = await inspect(path, join(folder, 'thumbnails'));
  return outcome.kind === 'facts' ? outcome.facts.caption : outcome.kind;
}

const said = 'Ёлка 🎄 «у моря»';
const xmp = `-XMP-dc:Description=${said}`;
const iptc = ['-codedcharacterset=utf8', `-IPTC:Caption-Abstract=${said}`];
const exif = `-EXIF:ImageDescription=${said}`;

test.skipIf(missing !== null).each<[MadeFormat, string, string[]]>([
  ['jpeg', 'XMP', [xmp, '-EXIF:ImageDescription=SONY DSC']],
  ['jpeg', 'IPTC', iptc],
  ['jpeg', 'EXIF', [exif]],
  ['png', 'XMP', [xmp]],
  ['png', 'EXIF', [exif]],
  ['webp', 'XMP', [xmp]],
  ['webp', 'EXIF', [exif]],
  ['tiff', 'XMP', [xmp]],
  ['tiff', 'IPTC', iptc],
  ['tiff', 'EXIF', [exif]],
  ['gif', 'XMP', [xmp]],
  ['avif', 'XMP', [xmp]],
  ['avif', 'EXIF', [exif]],
])('%s with %s', async (format, _, written) => {
  expect(await captionIn(format, written)).toBe(said);
});

test.skipIf(missing !== null)('XPComment, behind what the camera wrote', async () => {
  const camera = '-EXIF:ImageDescription=OLYMPUS DIGITAL CAMERA         ';
  expect(await captionIn('jpeg', [camera, '-XPComment=Ёлка «у моря»'])).toBe('Ёлка «у моря»');
  expect(await captionIn('jpeg', [camera])).toBe(null);
});

test.skipIf(missing !== null)('of a thumbnail, and of a picture behind the end, nothing is taken', async () => {
  const inner = join(folder, 'inner.jpeg');
  await writeFile(inner, await photoBytes({ width: 32, height: 24, format: 'jpeg' }));
  execFileSync('exiftool', ['-q', '-overwrite_original', xmp, exif, ...iptc, inner]);
  expect(await captionIn('jpeg', [`-ThumbnailImage<=${inner}`])).toBe(null);
  const path = join(folder, 'two.jpeg');
  const [outer, behind] = await Promise.all([photoBytes({ width: 64, height: 48, format: 'jpeg' }), readFile(inner)]);
  await writeFile(path, Buffer.concat([outer, behind]));
  const outcome = await inspect(path, join(folder, 'thumbnails'));
  expect(outcome).toMatchObject({ kind: 'facts', facts: { caption: null } });
});
