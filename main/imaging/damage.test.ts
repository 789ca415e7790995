// Which damage inspection finds in which format, and which it cannot. Made anew each time, and held against
// docs/damage.md, which this test wrote: `npx vitest run main/imaging/damage.test.ts -u` writes it again.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { photoBytes } from '../../test/fixtures/make-photos.ts';
import { inspect } from './inspect.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'damage-'));
});
afterAll(() => rm(folder, { recursive: true }));

let count = 0;
async function soundnessOf(bytes: Buffer, thorough = false): Promise<string> {
  const path = join(folder, `${count++}.jpg`);
  await writeFile(path, bytes);
  const outcome = await inspect(path, join(folder, 'thumbnails'), { thorough });
  return outcome.kind === 'facts' ? outcome.facts.soundness : outcome.kind;
}

/** Large enough that a full decode is not made by itself. */
const large = { width: 1600, height: 1200, seed: 3 };
const small = { width: 640, height: 480, seed: 3 };
const progressive = async () =>
  sharp(await photoBytes(large))
    .jpeg({ progressive: true })
    .toBuffer();
const heic = () => readFile(join(import.meta.dirname, '../../test/fixtures/sample.heic'));
const makers: Record<string, { make: () => Promise<Buffer>; thorough: boolean }> = {
  'JPEG, small': { make: () => photoBytes(small), thorough: false },
  'JPEG, large': { make: () => photoBytes(large), thorough: false },
  'JPEG, large, thorough': { make: () => photoBytes(large), thorough: true },
  'JPEG, progressive': { make: progressive, thorough: false },
  'JPEG, progressive, thorough': { make: progressive, thorough: true },
  PNG: { make: () => photoBytes({ ...small, format: 'png' }), thorough: false },
  GIF: { make: () => photoBytes({ ...small, format: 'gif' }), thorough: false },
  WebP: { make: () => photoBytes({ ...small, format: 'webp' }), thorough: false },
  AVIF: { make: () => photoBytes({ ...small, format: 'avif' }), thorough: false },
  TIFF: { make: () => photoBytes({ ...small, format: 'tiff' }), thorough: false },
  HEIC: { make: heic, thorough: false },
};

type Damage = (bytes: Buffer) => Buffer;
const cut =
  (share: number): Damage =>
  (bytes) =>
    bytes.subarray(0, Math.floor(bytes.length * share));
const placesInside = [0.45, 0.6, 0.8];
const inside = (change: (bytes: Buffer, at: number) => Buffer): Damage[] =>
  placesInside.map((share) => (bytes) => change(Buffer.from(bytes), Math.floor(bytes.length * share)));
const damages: Record<string, Damage[]> = {
  'cut anywhere': [0.1, 0.5, 0.9, 0.99, 0.999].map(cut),
  'end missing': [(bytes) => bytes.subarray(0, -2)],
  '4 KB zeroed': inside((bytes, at) => bytes.fill(0, at, at + 4096)),
  '4 KB missing': inside((bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 4096)])),
  'one bit turned': inside((bytes, at) => {
    bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    return bytes;
  }),
  'a piece twice': inside((bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at / 2)])),
  'more behind the end': [
    (bytes) => Buffer.concat([bytes, Buffer.from('trailing'.repeat(100))]),
    (bytes) => Buffer.concat([bytes, Buffer.alloc(5000)]),
  ],
};

/** One word for what was found in several places. */
function wordFor(found: readonly string[]): string {
  const all = [...new Set(found)].toSorted();
  if (all.length === 1) return all[0] === 'whole' ? '–' : (all[0] ?? '');
  return all.includes('whole') ? 'by chance' : all.join(' or ');
}

const rows: string[][] = [];
test.each(Object.entries(makers))('%s', async (name, { make, thorough }) => {
  const bytes = await make();
  expect(await soundnessOf(bytes, thorough)).toBe('whole');
  const row = [name];
  for (const ways of Object.values(damages)) {
    const found: string[] = [];
    for (const damage of ways) found.push(await soundnessOf(damage(bytes), thorough));
    row.push(wordFor(found));
  }
  rows.push(row);
  const [, cutAnywhere, endMissing] = row;
  // What the service would surely refuse is refused here, in every format.
  for (const word of [cutAnywhere, endMissing]) expect(['cut', 'broken', 'broken or cut']).toContain(word);
});

test('the document says the same', async () => {
  const head = ['', ...Object.keys(damages)];
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at]?.length ?? 0)));
  const line = (cells: string[], fill = ' ') =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0, fill)).join(' | ')} |`;
  const table = [
    line(head),
    line(
      head.map(() => ''),
      '-',
    ),
    ...rows.map((row) => line(row)),
  ].join('\n');
  const text = `# Which damage is found\n\nWritten by \`main/imaging/damage.test.ts\`, which damages real pictures and looks at them; what it means is in [hostile-files.md](hostile-files.md).\n\n${table}\n`;
  await expect(text).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/damage.md'));
});

test('stray bytes in front of a header are the habit of some cameras, not damage', async () => {
  const bytes = await photoBytes({ width: 800, height: 600 });
  const scan = bytes.indexOf(Buffer.from([0xff, 0xda]));
  expect(await soundnessOf(Buffer.concat([bytes.subarray(0, scan), Buffer.alloc(7), bytes.subarray(scan)]), true)).toBe(
    'whole',
  );
});

test('an end marker that belongs to a preview does not make a cut photo whole', async () => {
  const preview = await photoBytes({ width: 160, height: 120 });
  const photo = await photoBytes(large);
  const segment = Buffer.concat([Buffer.from([0xff, 0xe2, 0, 0]), preview]);
  segment.writeUInt16BE(preview.length + 2, 2);
  const withPreview = Buffer.concat([photo.subarray(0, 2), segment, photo.subarray(2)]);
  expect(await soundnessOf(withPreview)).toBe('whole');
  expect(await soundnessOf(withPreview.subarray(0, -2))).toBe('cut');
});

test('a picture behind the picture does not make a cut one whole', async () => {
  const photo = await photoBytes(large);
  const tail = await photoBytes({ width: 160, height: 120 });
  expect(await soundnessOf(Buffer.concat([photo, tail]))).toBe('whole');
  expect(await soundnessOf(Buffer.concat([photo.subarray(0, 100_000), tail]))).toBe('cut');
});

test('what cannot stand in the data of a JPEG is damage, in small ones and large ones', async () => {
  const photo = await photoBytes(large);
  const at = Math.floor(photo.length / 2);
  for (const marker of [0x02, 0x8a, 0xbf, 0xc0, 0xc8, 0xd8, 0xde, 0xf0, 0xfd]) {
    const spoilt = Buffer.concat([photo.subarray(0, at), Buffer.from([0xff, marker, 0, 0]), photo.subarray(at)]);
    expect({ marker, found: await soundnessOf(spoilt) }).toEqual({ marker, found: 'cut' });
  }
  // Restarts and stuffed zeros may; what they do to the picture is another matter.
  for (const marker of [0x00, 0xd0, 0xd7]) {
    const strange = Buffer.concat([photo.subarray(0, at), Buffer.from([0xff, marker, 0, 0]), photo.subarray(at)]);
    expect({ marker, found: await soundnessOf(strange) }).not.toEqual({ marker, found: 'cut' });
  }
});

test('a checksum of a PNG that is wrong is damage, wherever it stands', async () => {
  const png = await photoBytes({ ...small, format: 'png', capturedAt: new Date(0) });
  for (const type of ['pHYs', 'eXIf', 'IDAT', 'IEND']) {
    const spoilt = Buffer.from(png);
    const at = spoilt.indexOf(type);
    expect(at).toBeGreaterThan(0);
    const checksum = at + 4 + spoilt.readUInt32BE(at - 4);
    spoilt[checksum] = (spoilt[checksum] ?? 0) ^ 1;
    expect({ type, found: await soundnessOf(spoilt) }).toEqual({ type, found: 'cut' });
  }
});
