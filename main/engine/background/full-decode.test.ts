// Damage in the middle, found when nobody waits: real pictures, a real imaging process, a clock that the test moves.
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { photoBytes } from '../../../test/fixtures/make-photos.ts';
import type { Imaging } from '../ports.ts';
import { openFullDecode, type FullDecode } from './full-decode.ts';
import type { ProcessorShare } from './processor-share.ts';
import { fakeClock, type FakeClock } from '../testing/fake-clock.ts';
import { openTestLibrary, queued, type TestLibrary } from '../testing/open-test-library.ts';
import { silentLog } from '../testing/quick.ts';
import { imagingOfFile } from '../testing/shared-imaging.ts';

const imaging = imagingOfFile();
let whole: Buffer;
let scratched: Buffer;
beforeAll(async () => {
  whole = await photoBytes({ width: 1600, height: 1200, seed: 3 });
  scratched = Buffer.from(await photoBytes({ width: 1600, height: 1200, seed: 4 }));
  const middle = Math.floor(scratched.length / 2);
  scratched.fill(0, middle, middle + 4096);
});

let base: string;
let library: TestLibrary;
let home: { folderId: number; albumId: number };
let clock: FakeClock;
let share: ProcessorShare;
let looked: string[];
const looks: FullDecode[] = [];

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-second-'));
  library = openTestLibrary();
  home = library.folder(base);
  clock = fakeClock();
  share = 'some';
  looked = [];
});
afterEach(async () => {
  for (const one of looks.splice(0)) one.close();
  library.close();
  await rm(base, { recursive: true, force: true });
});

/** A file as the first, quick look leaves it. Answers its photo. */
async function seenQuickly(name: string, bytes: Buffer): Promise<{ fileId: number; placementId: number }> {
  const path = join(base, name);
  await writeFile(path, bytes);
  const { size } = await stat(path);
  const outcome = await imaging.inspect(path, join(base, '.thumbnails'));
  if (outcome.kind !== 'facts') throw new Error(outcome.kind);
  const fileId = library.file(home.folderId, name, { sizeBytes: size });
  library.tables.verdicts.inspected(library.row(fileId), outcome.facts, home.albumId, 10, () => queued);
  return { fileId, placementId: library.row(fileId).placementId ?? 0 };
}

function open(inspect: Imaging['inspect'] = imaging.inspect): FullDecode {
  const look = openFullDecode({
    tables: library.tables,
    imaging: {
      ...imaging,
      inspect(path, thumbnails, wish) {
        looked.push(path);
        expect(wish).toEqual({ thorough: true });
        return inspect(path, thumbnails, wish);
      },
    },
    clock,
    log: silentLog,
    thumbnailFolder: join(base, '.thumbnails'),
    openFolders: () => library.tables.folders.all(),
    processorShare: () => share,
    changed: () => undefined,
    onFailure: (error) => {
      throw error;
    },
  });
  looks.push(look);
  look.start();
  return look;
}

const soundnessOf = (fileId: number) => library.tables.photos.get(library.row(fileId).photoId ?? 0)?.soundness;
const isLeft = (): boolean => library.tables.fullDecodes.after(0) !== null;
/** Time passes until nothing is left, and real decoding gets its time. */
async function untilAllIsSeen(): Promise<void> {
  await expect
    .poll(async () => {
      await clock.advance(30_000);
      return isLeft();
    })
    .toBe(false);
}

test('a photo that was inspected quickly is decoded in full later: damage is told, and stops nothing', async () => {
  const good = await seenQuickly('good.jpg', whole);
  const bad = await seenQuickly('bad.jpg', scratched);
  expect(soundnessOf(bad.fileId)).toBe('whole');
  open();
  await untilAllIsSeen();
  expect(looked).toEqual([join(base, 'good.jpg'), join(base, 'bad.jpg')]);
  expect([good, bad].map(({ fileId }) => soundnessOf(fileId))).toEqual(['whole', 'flawed']);
  expect([good, bad].map(({ placementId }) => library.state(placementId))).toEqual(['queued', 'queued']);
  const told = library.tables.journal.ofFile(bad.fileId).map(({ event }) => event);
  expect(told.at(-1)).toBe('flaw_found');
  expect(library.tables.journal.ofFile(good.fileId).some(({ event }) => event === 'flaw_found')).toBe(false);

  // Neither in this run nor in the next one again.
  looked = [];
  looks.pop()?.close();
  open();
  await clock.advance(7_200_000);
  expect(looked).toEqual([]);
});

test('a quick inspection of the same bytes does not clear known damage', async () => {
  const bad = await seenQuickly('bad.jpg', scratched);
  open();
  await untilAllIsSeen();
  const copy = await seenQuickly('copy.jpg', scratched);
  expect(soundnessOf(copy.fileId)).toBe('flawed');
  expect(soundnessOf(bad.fileId)).toBe('flawed');
});

test('nothing is decoded while files wait for their first inspection, or while no processor time may be used', async () => {
  await seenQuickly('bad.jpg', scratched);
  const waiting = library.file(home.folderId, 'new.jpg');
  open();
  await clock.advance(600_000);
  expect(looked).toEqual([]);
  library.tables.verdicts.setAside(waiting, 'skipped', 'not_a_photo');
  share = 'none';
  await clock.advance(600_000);
  expect(looked).toEqual([]);
  share = 'gentle';
  await untilAllIsSeen();
  expect(looked.length).toBe(1);
});

test('a file that cannot be read now is tried again; one under which the decoder dies is not', async () => {
  await seenQuickly('away.jpg', whole);
  await seenQuickly('bad.jpg', scratched);
  open((path) =>
    Promise.resolve(path.endsWith('bad.jpg') ? { kind: 'crashed' } : { kind: 'unreadable', code: 'EBUSY' }),
  );
  await clock.advance(600_000);
  expect(looked).toEqual([join(base, 'away.jpg'), join(base, 'bad.jpg')]);
  await clock.advance(3_600_000);
  expect(looked).toEqual(['away.jpg', 'bad.jpg', 'away.jpg'].map((name) => join(base, name)));
});

test('small photos, and those decoded in full the first time, are not decoded twice', async () => {
  await seenQuickly('small.jpg', await photoBytes({ width: 800, height: 600, seed: 5 }));
  const large = await seenQuickly('large.jpg', whole);
  library.tables.fullDecodes.markDone(library.tables.photos.get(library.row(large.fileId).photoId ?? 0)?.sha256 ?? '');
  open();
  await clock.advance(600_000);
  expect(looked).toEqual([]);
});
