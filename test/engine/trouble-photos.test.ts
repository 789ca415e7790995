// Trouble with one photo or one album: held, given up or asked about, and nothing else waits for it.
import { mkdtemp, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makePhoto } from '../fixtures/make-photos.ts';
import { defaultLimits } from '../../shared/limits.ts';
import { forkImaging } from '../../main/engine/imaging/fork.ts';
import { openImagingPool, type ImagingChild, type ImagingPool } from '../../main/engine/imaging/pool.ts';
import { systemClock } from '../../main/engine/system-clock.ts';
import { imagingEntry } from '../../main/engine/testing/open-test-engine.ts';
import { allOf, fortyShapes, type FaultRun } from '../../main/engine/testing/fault-run.ts';
import { quickPolicy } from '../../main/engine/testing/quick.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { runsOfTests, templateOfFile } from '../../main/engine/testing/template-of-file.ts';
import { onlyAlbum } from '../../main/engine/testing/only-album.ts';

const imaging = imagingOfFile();
const few = templateOfFile(imaging);
const many = templateOfFile(imaging, fortyShapes);
const begin = runsOfTests();

/** A photo that is converted for sending, and a pool whose process dies under the first so many conversions. */
async function convertWhileDying(deaths: number): Promise<{ run: FaultRun; imaging: ImagingPool }> {
  let left = deaths;
  const spawn = (): ImagingChild => {
    const child = forkImaging(imagingEntry);
    return {
      ...child,
      send(message) {
        child.send(message);
        if (message.kind !== 'makeCopy' || left === 0) return;
        left -= 1;
        child.kill();
      },
    };
  };
  const pool = openImagingPool({ spawn, processes: 1, clock: systemClock });
  const run = await begin(few, { engine: { imaging: pool } });
  const folder = await mkdtemp(join(tmpdir(), 'ok-tiff-'));
  const { path } = await makePhoto({
    path: join(folder, 'scan.tiff'),
    width: 120,
    height: 70,
    seed: 7,
    format: 'tiff',
  });
  const longAgo = new Date(Date.now() - 86_400_000);
  await utimes(path, longAgo, longAgo);
  await run.engine.calls['folders.add']({
    path: folder,
    target: await onlyAlbum(run.engine),
    rules: { convert: true },
  });
  expect(await run.decided()).toBe('decided');
  await rm(folder, { recursive: true });
  return { run, imaging: pool };
}

test('an imaging process that dies once under a photo it converts is replaced; twice, and the photo is told', async () => {
  const dyingOnce = await convertWhileDying(1);
  expect(await dyingOnce.run.problems()).toEqual([]);
  expect(dyingOnce.run.there().length).toBe(few.shas.length + 1);
  const twice = await convertWhileDying(2);
  expect(await twice.run.problems()).toEqual(['mending_failed']);
  expect(twice.run.there().length).toBe(few.shas.length);
  await dyingOnce.imaging.close();
  await twice.imaging.close();
});

test('a photo that fails again and again is given up, told, and sent when the person says so', async () => {
  const run = await begin(few, {
    faults: [{ method: 'upload', httpStatus: 500, times: null }],
    engine: { policy: { ...quickPolicy, attempts: 3 } },
  });
  expect(await run.decided()).toBe('decided');
  expect(await run.problems()).toEqual(['gave_up', 'gave_up', 'gave_up']);
  expect(run.calls('upload')).toBe(9);
  run.emulator.clearFaults();
  await run.engine.calls['problems.act']({ reason: 'gave_up', albumId: null, action: 'try_again', target: null });
  expect(await run.decided()).toBe('decided');
  expect(run.there()).toEqual(allOf(few));
});

test.each([
  ['a reservation that is refused at every upload', { method: 'upload', code: 121, times: null }],
  ['a reservation that is refused at every commit', { method: 'photosV2.commit', photoStatus: 'EXPIRED', times: null }],
] as const)('%s ends with a question, not with sending for ever', async (_what, fault) => {
  const run = await begin(few, { faults: [fault], engine: { policy: { ...quickPolicy, attempts: 4 } } });
  expect(await run.decided()).toBe('decided');
  expect(await run.problems()).toEqual(['gave_up', 'gave_up', 'gave_up']);
  expect(run.calls('upload')).toBeLessThanOrEqual(12);
});

test.each(['refuse-all', 'keep-good'] as const)(
  'one refused photo of a POST of several is held, and only that («%s»)',
  async (partialUpload) => {
    const run = await begin(few, {
      emulator: { switches: { partialUpload, limits: { minSide: 50 } } },
      engine: { photosPerPost: 3, policy: quickPolicy },
    });
    expect(await run.decided()).toBe('decided');
    // 64 × 48 and 48 × 64 are too small for this service; 80 × 50 is not.
    expect(await run.problems()).toEqual(['too_small', 'too_small']);
    expect(run.there().length).toBe(1);
  },
);

test('a size that is refused when reserving is held alone', async () => {
  const sizes = await Promise.all(few.paths.map(async (path) => (await stat(path)).size));
  const largest = Math.max(...sizes);
  const run = await begin(few, {
    emulator: { switches: { limits: { maxBytes: largest - 1 } } },
    engine: { limits: { ...defaultLimits, maxBytes: 30_000_000 }, policy: quickPolicy },
  });
  expect(await run.decided()).toBe('decided');
  const guilty = sizes.filter((size) => size === largest);
  expect(await run.problems()).toEqual(guilty.map(() => 'too_many_bytes'));
  expect(run.there().length).toBe(few.shas.length - guilty.length);
});

test('an album that the person deletes is one question; what comes later waits with it, and all go to its successor', async () => {
  const run = await begin(many, { emulator: { switches: { latencyMs: 5 } } });
  await expect.poll(() => run.calls('photosV2.commit')).toBeGreaterThan(1);
  const aid = run.emulator.ledger().albums[0]?.aid ?? '';
  const target = await onlyAlbum(run.engine);
  await fetch(`${run.emulator.address}__emulator/albums/delete`, { method: 'POST', body: JSON.stringify({ aid }) });
  expect(await run.decided()).toBe('decided');
  expect(new Set(await run.problems())).toEqual(new Set(['album_gone']));
  const waiting = (await run.problems()).length;

  const later = await mkdtemp(join(tmpdir(), 'ok-later-'));
  const { path } = await makePhoto({ path: join(later, 'later.jpg'), width: 90, height: 40, seed: 900, grain: 0 });
  await run.engine.calls['drop.add']({ paths: [path], target });
  expect(await run.decided()).toBe('decided');
  expect((await run.problems()).length).toBe(waiting + 1);

  // Trying again asks the service once, and ends in the same question.
  const asked = run.calls('photosV2.getUploadUrl');
  const page = await run.engine.calls['photos.page']({
    shown: 'needs_you',
    search: '',
    folderId: null,
    after: null,
    limit: 1,
  });
  const fileId = page.ok ? (page.value.rows[0]?.fileId ?? 0) : 0;
  await run.engine.calls['photos.act']({ fileIds: [fileId], action: 'try_again' });
  expect(await run.decided()).toBe('decided');
  expect(run.calls('photosV2.getUploadUrl')).toBe(asked + 1);
  expect((await run.problems()).length).toBe(waiting + 1);

  const groups = await run.engine.calls['problems.list'](undefined);
  const albumId = groups.ok ? (groups.value[0]?.albumId ?? null) : null;
  await run.engine.calls['problems.act']({ reason: 'album_gone', albumId, action: 'create_album', target: null });
  expect(await run.decided()).toBe('decided');
  expect(await run.problems()).toEqual([]);
  expect(run.there().length).toBe(waiting + 1);
  // With those that went with the old album: each once, ever.
  const ever = run.emulator.ledger().photos.map(({ sha256 }) => sha256);
  expect(new Set(ever).size).toBe(ever.length);
  expect(ever.length).toBe(many.shas.length + 1);
  await rm(later, { recursive: true });
});
