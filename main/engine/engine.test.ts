import { appendFile, copyFile, mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeLibrary, makePhoto } from '../../test/fixtures/make-photos.ts';
import { makeProblem } from '../../test/fixtures/make-problems.ts';
import type { AlbumTarget } from '../../shared/library/album.ts';
import type { ShownState } from '../../shared/library/shown-state.ts';
import type { Engine } from './engine.ts';
import { forkImaging } from './imaging/fork.ts';
import { openImagingPool } from './imaging/pool.ts';
import { systemClock } from './system-clock.ts';
import { imagingEntry } from './testing/open-test-engine.ts';
import { fixtureOfEachTest, scan } from './testing/fixture-of-each-test.ts';
import { onlyAlbum } from './testing/only-album.ts';

const fixture = fixtureOfEachTest();

const dacha: AlbumTarget = { kind: 'new', title: 'Дача', privacy: 'friends' };

async function add(engine: Engine, path = fixture.folder, target = dacha, rules = {}): Promise<number> {
  const added = await engine.calls['folders.add']({ path, target, rules });
  if (!added.ok) throw new Error(added.error.code);
  return added.value.folderId;
}

async function rows(engine: Engine, shown: ShownState | null = null) {
  const page = await engine.calls['photos.page']({ shown, search: '', folderId: null, after: null, limit: 500 });
  if (!page.ok) throw new Error(page.error.code);
  return page.value.rows;
}

const sha = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
const received = (): string[] =>
  fixture.emulator
    .ledger()
    .photos.map((photo) => photo.sha256)
    .sort();
/** Old enough to be taken at once. */
async function old(path: string): Promise<string> {
  const hourAgo = new Date(Date.now() - 3_600_000);
  await utimes(path, hourAgo, hourAgo);
  return path;
}

test('a folder of photos reaches its album, each once and byte for byte', async () => {
  const paths = await makeLibrary(fixture.folder, 8);
  const engine = await fixture.started();
  await add(engine);
  expect(await engine.decided()).toBe('decided');
  expect(received()).toEqual((await Promise.all(paths.map(sha))).sort());
  const ledger = fixture.emulator.ledger();
  expect(ledger.albums.map((album) => album.title)).toEqual(['Дача']);
  expect(new Set(ledger.photos.map((photo) => photo.albumId))).toEqual(new Set([ledger.albums[0]?.aid]));
  expect((await rows(engine, 'done')).length).toBe(8);
});

test('two copies of one photo in a folder are sent once, and the second is called a duplicate', async () => {
  const [first] = await makeLibrary(fixture.folder, 2);
  await copyFile(first ?? '', join(fixture.folder, 'copy.jpg'));
  await old(join(fixture.folder, 'copy.jpg'));
  const engine = await fixture.started();
  await add(engine);
  await engine.decided();
  expect(received().length).toBe(2);
  expect((await rows(engine, 'duplicate')).length).toBe(1);
});

test('a restart sends nothing again and creates no second album', async () => {
  await makeLibrary(fixture.folder, 4);
  const first = await fixture.started();
  await add(first);
  await first.decided();
  await first.close();
  const again = await fixture.started();
  expect(await again.decided()).toBe('decided');
  expect(fixture.emulator.ledger().photos.length).toBe(4);
  expect(fixture.emulator.ledger().albums.length).toBe(1);
  expect(again.bytesSent()).toBe(0);
});

test('a renamed file, and a file moved into another folder, cost no bytes and keep their history', async () => {
  const [path = ''] = await makeLibrary(fixture.folder, 3);
  const other = join(fixture.folder, '..', 'other');
  await mkdir(other);
  const engine = await fixture.started();
  await add(engine);
  await add(engine, other, { kind: 'new', title: 'Другой', privacy: 'private' });
  await engine.decided();
  const before = (await rows(engine)).find((row) => path.endsWith(row.name));
  await rename(path, join(fixture.folder, 'renamed.jpg'));
  await scan(engine);
  expect((await rows(engine)).find((row) => row.name === 'renamed.jpg')?.fileId).toBe(before?.fileId);
  await rename(join(fixture.folder, 'renamed.jpg'), join(other, 'moved.jpg'));
  await scan(engine);
  const after = (await rows(engine)).find((row) => row.name === 'moved.jpg');
  expect(after).toMatchObject({ fileId: before?.fileId, shown: 'done' });
  expect(fixture.emulator.ledger().photos.length).toBe(3);
  const detail = await engine.calls['photos.get']({ fileId: before?.fileId ?? 0 });
  expect(detail.ok && detail.value.journal.map((entry) => entry.event)).toEqual(
    expect.arrayContaining(['inspected', 'committed', 'moved']),
  );
});

test('an edited photo is sent as the new photo it is, or not, as the folder says', async () => {
  const path = await old(
    (await makePhoto({ path: join(fixture.folder, 'a.jpg'), format: 'jpeg', width: 640, height: 480, seed: 1 })).path,
  );
  const engine = await fixture.started();
  const folderId = await add(engine);
  await engine.decided();
  await makePhoto({ path, format: 'jpeg', width: 640, height: 480, seed: 2 });
  await old(path);
  await scan(engine);
  expect(fixture.emulator.ledger().photos.length).toBe(2);
  await engine.calls['folders.change']({ folderId, rules: { sendEdited: false } });
  await makePhoto({ path, format: 'jpeg', width: 640, height: 480, seed: 3 });
  await utimes(path, new Date(Date.now() - 1_800_000), new Date(Date.now() - 1_800_000));
  await scan(engine);
  expect(fixture.emulator.ledger().photos.length).toBe(2);
  expect(await rows(engine, 'skipped')).toMatchObject([{ name: 'a.jpg', reason: 'edited_copy' }]);
});

test('a folder that was removed and added again sends nothing twice; what was not sent is sent then', async () => {
  await makeLibrary(fixture.folder, 3);
  const engine = await fixture.started();
  const folderId = await add(engine);
  await engine.decided();
  await engine.calls['folders.remove']({ folderId });
  await makePhoto({ path: join(fixture.folder, 'late.jpg'), format: 'jpeg', width: 320, height: 240, seed: 99 });
  await old(join(fixture.folder, 'late.jpg'));
  await add(engine, fixture.folder, await onlyAlbum(engine));
  await engine.decided();
  expect(fixture.emulator.ledger().photos.length).toBe(4);
});

test('each problem is held with its reason and holds up nothing else', async () => {
  await makeLibrary(fixture.folder, 2);
  for (const kind of ['too_small', 'corrupted', 'no_image', 'invalid_format'] as const)
    await old(await makeProblem(fixture.folder, kind));
  await writeFile(join(fixture.folder, 'notes.txt'), 'no photo');
  await old(join(fixture.folder, 'notes.txt'));
  const engine = await fixture.started();
  await add(engine);
  await engine.decided();
  expect((await rows(engine, 'needs_you')).map((row) => String(row.reason)).sort()).toEqual([
    'corrupted',
    'no_image',
    'too_small',
    'unknown_format',
  ]);
  expect((await rows(engine, 'done')).length).toBe(2);
  expect(fixture.emulator.ledger().photos.length).toBe(2);
  const groups = await engine.calls['problems.list'](undefined);
  expect(groups.ok && groups.value.map((group) => group.photos)).toEqual([1, 1, 1, 1]);
});

test('a photo that is converted for sending keeps its file, and its copy is what arrives', async () => {
  const path = await old(
    (await makePhoto({ path: join(fixture.folder, 'scan.tiff'), format: 'tiff', width: 400, height: 300, seed: 5 }))
      .path,
  );
  const before = await sha(path);
  const engine = await fixture.started();
  await add(engine, fixture.folder, dacha, { convert: true });
  await engine.decided();
  const [photo] = fixture.emulator.ledger().photos;
  expect(photo).toMatchObject({ width: 400, height: 300, format: 'jpeg' });
  expect(photo?.sha256).not.toBe(before);
  expect(await sha(path)).toBe(before);
});

test('a file deleted before it was sent is skipped quietly; it is sent when it comes back', async () => {
  const [path = ''] = await makeLibrary(fixture.folder, 1);
  const bytes = await readFile(path);
  const engine = await fixture.started();
  await engine.calls['sync.pause']({ untilMs: null });
  await add(engine);
  await engine.decided();
  await rm(path);
  await writeFile(join(fixture.folder, 'keeps-the-folder-from-being-empty.txt'), 'x');
  await old(join(fixture.folder, 'keeps-the-folder-from-being-empty.txt'));
  await scan(engine);
  expect((await rows(engine, 'skipped')).map((row) => row.reason)).toContain('source_gone');
  await writeFile(path, bytes);
  await old(path);
  await engine.calls['sync.resume'](undefined);
  await scan(engine);
  expect(fixture.emulator.ledger().photos.length).toBe(1);
});

test('a root that is empty all at once is a drive that is away: nothing is concluded, nothing is skipped', async () => {
  const paths = await makeLibrary(fixture.folder, 3);
  const engine = await fixture.started();
  await engine.calls['sync.pause']({ untilMs: null });
  await add(engine);
  await engine.decided();
  await rename(fixture.folder, `${fixture.folder}-away`);
  await mkdir(fixture.folder);
  await engine.calls['folders.scan']({ folderId: null });
  await expect
    .poll(async () => (await engine.calls['folders.list'](undefined)) as unknown)
    .toMatchObject({ value: [{ health: 'absent' }] });
  expect((await rows(engine, 'waiting')).length).toBe(paths.length);
});

test('one album a subfolder; photos of the folder itself go to an album of its own name', async () => {
  await makeLibrary(fixture.folder, 1);
  await makePhoto({
    path: join(fixture.folder, 'Лето', 'b.jpg'),
    format: 'jpeg',
    width: 320,
    height: 240,
    seed: 7,
  }).catch(async () => {
    await mkdir(join(fixture.folder, 'Лето'));
    await makePhoto({ path: join(fixture.folder, 'Лето', 'b.jpg'), format: 'jpeg', width: 320, height: 240, seed: 7 });
  });
  await old(join(fixture.folder, 'Лето', 'b.jpg'));
  const engine = await fixture.started();
  await add(engine, fixture.folder, { kind: 'per_subfolder', privacy: 'private' });
  await engine.decided();
  expect(
    fixture.emulator
      .ledger()
      .albums.map((album) => album.title)
      .sort(),
  ).toEqual(['photos', 'Лето'].sort());
});

test('dropped photos go to the album that was chosen, by the same steps', async () => {
  const paths = await makeLibrary(fixture.folder, 3);
  const engine = await fixture.started();
  const dropped = await engine.calls['drop.add']({
    paths: [paths[0] ?? '', fixture.folder, '/no/such/file.jpg'],
    target: { kind: 'personal' },
  });
  expect(dropped).toMatchObject({ ok: true, value: { files: 3, refused: [{ code: 'vanished' }] } });
  await engine.decided();
  expect(fixture.emulator.ledger().photos.map((photo) => photo.albumId)).toEqual([null, null, null]);
});

test('a file that grows while it is read is not sent half', async () => {
  const { path } = await makePhoto({
    path: join(fixture.folder, 'a.jpg'),
    format: 'jpeg',
    width: 640,
    height: 480,
    seed: 1,
  });
  await old(path);
  fixture.emulator.fail({ method: 'upload', latencyMs: 150, times: 1, probability: 1, skip: 0 });
  const engine = await fixture.started();
  await add(engine);
  await appendFile(path, 'more');
  await old(path);
  await scan(engine);
  await engine.decided();
  for (const photo of fixture.emulator.ledger().photos) expect([await sha(path)]).toContain(photo.sha256);
});

test('when no picture can be looked at, photos wait and none is blamed; they go on when it is mended', async () => {
  await makeLibrary(fixture.folder, 2);
  let broken = true;
  const imaging = openImagingPool({
    spawn: () => {
      if (broken) throw new Error('no such program');
      return forkImaging(imagingEntry);
    },
    processes: 1,
    clock: { ...systemClock, after: (ms, run) => systemClock.after(ms < 5_000 ? Math.min(ms, 20) : ms, run) },
  });
  const engine = await fixture.started({ imaging });
  await add(engine);
  await expect.poll(async () => (await rows(engine)).length).toBe(2);
  expect((await rows(engine, 'needs_you')).length).toBe(0);
  broken = false;
  expect(await engine.decided()).toBe('decided');
  expect(fixture.emulator.ledger().photos.length).toBe(2);
  await imaging.close();
});
