// A person, or the disk, changes something in the very moment in which a call is under way.
import { createHash } from 'node:crypto';
import { copyFile, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeLibrary, makePhoto } from '../fixtures/make-photos.ts';
import type { AlbumTarget } from '../../shared/library/album.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { forkImaging } from '../../main/engine/imaging/fork.ts';
import { openImagingPool } from '../../main/engine/imaging/pool.ts';
import type { Imaging } from '../../main/engine/ports.ts';
import { systemClock } from '../../main/engine/system-clock.ts';
import { imagingEntry } from '../../main/engine/testing/open-test-engine.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';

const fixture = fixtureOfEachTest();

const dacha: AlbumTarget = { kind: 'new', title: 'Дача', privacy: 'public' };
const home: AlbumTarget = { kind: 'new', title: 'Дом', privacy: 'private' };

async function add(engine: Engine, target = dacha, rules = {}): Promise<number> {
  const added = await engine.calls['folders.add']({ path: fixture.folder, target, rules });
  if (!added.ok) throw new Error(added.error.code);
  return added.value.folderId;
}

const old = async (path: string, ms = 3_600_000): Promise<void> => {
  const then = new Date(Date.now() - ms);
  await utimes(path, then, then);
};
const sha = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
/** The next call for upload addresses waits until `goOn`. */
const holdAddresses = (): void => fixture.emulator.fail({ method: 'photosV2.getUploadUrl', held: true, times: 1 });
async function asking(): Promise<void> {
  await expect.poll(() => fixture.emulator.faults()[0]?.met).toBe(1);
}
const goOn = (): void => fixture.emulator.clearFaults();
/** Titles of the albums that photos are in. */
function reached(): string[] {
  const { albums, photos } = fixture.emulator.ledger();
  return photos.map((photo) => albums.find((album) => album.aid === photo.albumId)?.title ?? 'personal').sort();
}

test('a rule that comes while an upload address is asked for holds for the photos of that call', async () => {
  const path = join(fixture.folder, 'a.jpg');
  await makePhoto({ path, width: 640, height: 480, seed: 1, gps: { latitude: 55.7, longitude: 37.6 } });
  await old(path);
  holdAddresses();
  const engine = await fixture.started();
  const folderId = await add(engine);
  await asking();
  await engine.calls['folders.change']({ folderId, rules: { removeGps: true } });
  goOn();
  expect(await engine.decided()).toBe('decided');
  const { photos } = fixture.emulator.ledger();
  expect(photos.length).toBe(1);
  expect(photos[0]?.sha256).not.toBe(await sha(path));
});

test('another album that is chosen while an upload address is asked for gets the photos of that call', async () => {
  await makeLibrary(fixture.folder, 2);
  holdAddresses();
  const engine = await fixture.started();
  const folderId = await add(engine);
  await asking();
  await engine.calls['folders.change']({ folderId, target: home });
  goOn();
  expect(await engine.decided()).toBe('decided');
  expect(reached()).toEqual(['Дом', 'Дом']);
});

test('a photo edited before its copy is made, and not noticed yet, is not published twice', async () => {
  const path = join(fixture.folder, 'a.jpg');
  await makePhoto({ path, width: 640, height: 480, seed: 1, gps: { latitude: 55.7, longitude: 37.6 } });
  await old(path);
  const pool = openImagingPool({ spawn: () => forkImaging(imagingEntry), processes: 1, clock: systemClock });
  let edits = 1;
  const imaging: Imaging = {
    ...pool,
    async makeCopy(from, to, plan, ...more) {
      if (edits-- > 0) {
        await makePhoto({ path, width: 640, height: 480, seed: 2, gps: { latitude: 55.7, longitude: 37.6 } });
        await old(path, 1_800_000);
      }
      return pool.makeCopy(from, to, plan, ...more);
    },
  };
  const engine = await fixture.started({ imaging });
  await add(engine, dacha, { removeGps: true });
  expect(await engine.decided()).toBe('decided');
  await engine.calls['folders.scan']({ folderId: null });
  expect(await engine.decided()).toBe('decided');
  const { photos } = fixture.emulator.ledger();
  expect(new Set(photos.map((photo) => photo.sha256)).size).toBe(photos.length);
  await engine.close();
  await pool.close();
});

test('a folder whose album was changed just before the end of the program goes to that album at the next start', async () => {
  await makeLibrary(fixture.folder, 3);
  const first = await fixture.started();
  await first.calls['sync.pause']({ untilMs: null });
  const folderId = await add(first);
  expect(await first.decided()).toBe('paused');
  const changing = first.calls['folders.change']({ folderId, target: home });
  await first.close();
  await changing;
  const again = await fixture.started();
  await again.calls['sync.resume'](undefined);
  expect(await again.decided()).toBe('decided');
  expect(reached()).toEqual(['Дом', 'Дом', 'Дом']);
});

test('a folder that is removed and added again at once for another album goes to that album', async () => {
  await makeLibrary(fixture.folder, 3);
  const engine = await fixture.started();
  await engine.calls['sync.pause']({ untilMs: null });
  const folderId = await add(engine);
  expect(await engine.decided()).toBe('paused');
  const removing = engine.calls['folders.remove']({ folderId });
  await add(engine, home);
  await removing;
  await engine.calls['sync.resume'](undefined);
  expect(await engine.decided()).toBe('decided');
  expect(reached()).toEqual(['Дом', 'Дом', 'Дом']);
});

test('two copies in one folder go to its new album, once, and not to the former one', async () => {
  const [path = ''] = await makeLibrary(fixture.folder, 1);
  await copyFile(path, join(fixture.folder, 'copy.jpg'));
  await copyFile(path, join(fixture.folder, 'third.jpg'));
  await old(join(fixture.folder, 'copy.jpg'));
  await old(join(fixture.folder, 'third.jpg'));
  const engine = await fixture.started();
  await engine.calls['sync.pause']({ untilMs: null });
  const folderId = await add(engine);
  expect(await engine.decided()).toBe('paused');
  await engine.calls['folders.change']({ folderId, target: home });
  await engine.calls['sync.resume'](undefined);
  expect(await engine.decided()).toBe('decided');
  expect(reached()).toEqual(['Дом']);
});

test('«create the album again» said twice makes one album', async () => {
  await makeLibrary(fixture.folder, 2);
  const engine = await fixture.started();
  await add(engine);
  expect(await engine.decided()).toBe('decided');
  const albumId = 1;
  const late = join(fixture.folder, 'late.jpg');
  await makePhoto({ path: late, width: 320, height: 240, seed: 99 });
  await old(late);
  const aid = fixture.emulator.ledger().albums[0]?.aid ?? '';
  fixture.emulator.fail({ method: 'photosV2.getUploadUrl', code: 120, times: 1, probability: 1, skip: 0 });
  await engine.calls['folders.scan']({ folderId: null });
  expect(await engine.decided()).toBe('decided');
  const groups = await engine.calls['problems.list'](undefined);
  expect(groups).toMatchObject({ ok: true, value: [{ reason: 'album_gone', albumId: expect.any(Number) as number }] });
  const gone = groups.ok ? (groups.value[0]?.albumId ?? albumId) : albumId;
  const again = { reason: 'album_gone', action: 'create_album', albumId: gone, target: null } as const;
  await engine.calls['problems.act'](again);
  await expect.poll(() => fixture.emulator.ledger().albums.length, { interval: 2 }).toBe(2);
  await engine.calls['problems.act'](again);
  expect(await engine.decided()).toBe('decided');
  expect(aid).not.toBe('');
  expect(fixture.emulator.ledger().albums.length).toBe(2);
});
