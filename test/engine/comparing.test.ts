// After a restore without receipts: what is on the service is recognised by how it looks, and a person has the last
// word.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { truncate, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makePhoto, photoBytes, type PhotoWish } from '../fixtures/make-photos.ts';
import { retouch } from '../fixtures/retouch.ts';
import type { AlbumTarget } from '../../shared/library/album.ts';
import type { ProblemGroup } from '../../shared/library/problem.ts';
import { publish } from '../../main/emulator/testing/ok-client.ts';
import { receiptsFolder } from '../../main/engine/db/storage/receipts-file.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { fixtureOfEachTest, scan } from '../../main/engine/testing/fixture-of-each-test.ts';

const imaging = imagingOfFile();
const fixture = fixtureOfEachTest();

const sides = { width: 800, height: 600 };
const make = (name: string, wish: Omit<PhotoWish, 'path'>): Promise<{ path: string }> =>
  makePhoto({ path: join(fixture.folder, name), ...sides, ...wish, capturedAt: new Date('2024-05-01T10:00:00Z') });

const started = (): Promise<Engine> => fixture.started({ imaging });

const dacha = { kind: 'titled', title: 'Дача', privacy: 'friends' } as const;

/**
 * One photo is sent, and with it the backup made; then `later` happens; then the database is lost, and the receipts as
 * well unless said otherwise.
 */
async function restoredAfter(
  later: (engine: Engine) => Promise<void>,
  target: AlbumTarget = dacha,
  { withReceipts = false } = {},
): Promise<Engine> {
  await make('first.jpg', { seed: 1 });
  const first = await started();
  await first.calls['folders.add']({ path: fixture.folder, target, rules: {} });
  expect(await first.decided()).toBe('decided');
  await first.close();
  const second = await started();
  await later(second);
  await second.close();
  await truncate(join(fixture.dataFolder, 'library.db'), 6000);
  if (!withReceipts) await rm(receiptsFolder(fixture.dataFolder), { recursive: true });
  return started();
}

async function groups(engine: Engine): Promise<Pick<ProblemGroup, 'reason' | 'photos'>[]> {
  const found = await engine.calls['problems.list'](undefined);
  if (!found.ok) throw new Error(found.error.code);
  return found.value.map(({ reason, photos }) => ({ reason, photos }));
}

async function fileIdOf(engine: Engine, name: string): Promise<number> {
  const page = await engine.calls['photos.page']({ shown: null, search: name, folderId: null, after: null, limit: 9 });
  return (page.ok && page.value.rows[0]?.fileId) || 0;
}

async function detailOf(engine: Engine, name: string) {
  const found = await engine.calls['photos.get']({ fileId: await fileIdOf(engine, name) });
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
}

/** What the newest question names. */
async function askedAbout(engine: Engine, name: string): Promise<{ candidates: string[]; likely: unknown }> {
  const { journal } = await detailOf(engine, name);
  const detail = journal.findLast((entry) => 'candidates' in entry.detail)?.detail ?? {};
  return { candidates: String(detail['candidates'] ?? '').split(' '), likely: detail['likely'] };
}

const acceptAll = (engine: Engine) =>
  engine.calls['problems.act']({ reason: 'probably_there', albumId: null, action: 'it_is_there', target: null });
const sha256Of = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const timesThere = (path: string): number =>
  fixture.emulator.ledger().photos.filter((photo) => photo.sha256 === sha256Of(path)).length;
const idThere = (path: string): string | undefined =>
  fixture.emulator.ledger().photos.find((photo) => photo.sha256 === sha256Of(path))?.assignedId;
const albumId = (): string => fixture.emulator.ledger().albums[0]?.aid ?? '';

test('what is a copy of a photo there is done, without asking and without sending; what looks otherwise is sent', async () => {
  const engine = await restoredAfter(async (second) => {
    await make('second.jpg', { seed: 2 });
    await make('third.jpg', { seed: 3 });
    await scan(second);
  });
  const fresh = await make('fresh.jpg', { seed: 6 });
  await scan(engine);
  expect(await groups(engine)).toEqual([]);
  expect(fixture.emulator.ledger().photos.length).toBe(4);
  expect(timesThere(fresh.path)).toBe(1);
  for (const name of ['second', 'third']) {
    const detail = await detailOf(engine, name);
    expect(detail.state).toBe('done');
    expect(detail.url).toContain(`/${idThere(join(fixture.folder, `${name}.jpg`))}`);
  }
});

test('what looks the same and is no copy is offered with its one twin, and all can be taken at once', async () => {
  const twins: (string | undefined)[] = [];
  const engine = await restoredAfter(async (second) => {
    await make('second.jpg', { seed: 2 });
    await make('third.jpg', { seed: 3 });
    await scan(second);
    for (const name of ['second.jpg', 'third.jpg']) {
      twins.push(idThere(join(fixture.folder, name)));
      await retouch(join(fixture.folder, name));
    }
  });
  const fresh = await make('fresh.jpg', { seed: 6 });
  await scan(engine);
  expect(timesThere(fresh.path)).toBe(1);
  expect(await groups(engine)).toEqual([{ reason: 'probably_there', photos: 2 }]);
  expect((await askedAbout(engine, 'second')).likely).toBe(twins[0]);
  const candidates = await engine.calls['photos.candidates']({ fileId: await fileIdOf(engine, 'second') });
  if (!candidates.ok) throw new Error(candidates.error.code);
  expect(candidates.value[0]).toMatchObject({ likely: true, picture: expect.any(String) as string });
  expect(await acceptAll(engine)).toEqual({ ok: true, value: { changed: 2 } });
  expect(await engine.decided()).toBe('decided');
  expect(fixture.emulator.ledger().photos.length).toBe(4);
  const detail = await detailOf(engine, 'second');
  expect(detail.state).toBe('done');
  expect(detail.url).toContain(`/${twins[0]}`);
});

test('photos of a burst are asked about one by one: neither sent nor taken for each other', async () => {
  const engine = await restoredAfter(async (second) => {
    await make('burst 1.jpg', { seed: 4, grain: 4 });
    await make('burst 2.jpg', { seed: 4, grain: 9 });
    await scan(second);
  });
  await scan(engine);
  expect(fixture.emulator.ledger().photos.length).toBe(3);
  expect(await groups(engine)).toEqual([{ reason: 'maybe_there', photos: 2 }]);
  const { candidates, likely } = await askedAbout(engine, 'burst 2');
  expect(candidates.length).toBe(2);
  expect(likely).toBeUndefined();
});

test('one photo there that looks like two of ours is taken by one of them; the other is asked about anew', async () => {
  const engine = await restoredAfter(async (second) => {
    await make('burst 1.jpg', { seed: 4, grain: 4 });
    await scan(second);
  });
  const unsent = await make('burst 2.jpg', { seed: 4, grain: 9 });
  await scan(engine);
  expect(await groups(engine)).toEqual([{ reason: 'probably_there', photos: 2 }]);
  expect(await acceptAll(engine)).toEqual({ ok: true, value: { changed: 1 } });
  expect(await groups(engine)).toEqual([{ reason: 'maybe_there', photos: 1 }]);
  // Whichever of them was taken: the one that is not there goes on its way by one more word of the person.
  const page = await engine.calls['photos.page']({
    shown: 'needs_you',
    search: '',
    folderId: null,
    after: null,
    limit: 9,
  });
  const fileIds = page.ok ? page.value.rows.map(({ fileId }) => fileId) : [];
  await engine.calls['photos.act']({ fileIds, action: 'it_is_not_there' });
  expect(await engine.decided()).toBe('decided');
  expect(fixture.emulator.ledger().photos.length).toBe(3);
  expect(timesThere(unsent.path) + timesThere(join(fixture.folder, 'burst 1.jpg'))).toBeGreaterThanOrEqual(1);
});

test('where the service shows no pictures, sides and time alone make the question', async () => {
  const engine = await restoredAfter(async (second) => {
    await make('second.jpg', { seed: 2 });
    await scan(second);
  });
  fixture.emulator.fail({ method: 'image', httpStatus: 500, times: null });
  await scan(engine);
  expect(await groups(engine)).toEqual([{ reason: 'maybe_there', photos: 1 }]);
  expect(fixture.emulator.ledger().photos.length).toBe(2);
});

test('a picture that several photos show exactly alike may stand for all that have none: nothing is concluded from it', async () => {
  const engine = await restoredAfter(async () => {
    const same = await photoBytes({ ...sides, seed: 7 });
    fixture.sentTwiceOnPurpose(1);
    await publish(fixture.emulator, [same], { aid: albumId() });
    await publish(fixture.emulator, [same], { aid: albumId() });
  });
  const fresh = await make('fresh.jpg', { seed: 2 });
  await scan(engine);
  expect(await groups(engine)).toEqual([{ reason: 'maybe_there', photos: 1 }]);
  expect(timesThere(fresh.path)).toBe(0);
});

const perSubfolder = { kind: 'per_subfolder', privacy: 'friends' } as const;
/** Two subfolders of one name, two photos in each, sent after the backup. */
async function twoSummers(engine: Engine): Promise<void> {
  for (const [index, name] of ['2023/Лето/a.jpg', '2023/Лето/b.jpg', '2024/Лето/c.jpg', '2024/Лето/d.jpg'].entries())
    await make(name, { seed: 10 + index });
  await scan(engine);
  expect(fixture.emulator.ledger().albums.map(({ title }) => title)).toEqual(['photos', 'Лето', 'Лето']);
}
const albumOf = (name: string): string | null =>
  fixture.emulator.ledger().photos.find((photo) => photo.sha256 === sha256Of(join(fixture.folder, name)))?.albumId ??
  null;

test('two albums of one title are found again by what was sent into them, and new photos go into the right ones', async () => {
  const engine = await restoredAfter(twoSummers, perSubfolder, { withReceipts: true });
  await make('2023/Лето/new.jpg', { seed: 20 });
  await make('2024/Лето/new too.jpg', { seed: 21 });
  await scan(engine);
  expect(await groups(engine)).toEqual([]);
  const { albums, photos } = fixture.emulator.ledger();
  expect(albums.length).toBe(3);
  expect(photos.length).toBe(7);
  expect(albumOf('2023/Лето/new.jpg')).toBe(albumOf('2023/Лето/a.jpg'));
  expect(albumOf('2024/Лето/new too.jpg')).toBe(albumOf('2024/Лето/c.jpg'));
  expect(albumOf('2023/Лето/a.jpg')).not.toBe(albumOf('2024/Лето/c.jpg'));
});

test('where nothing tells two albums of one title apart, none is made and nothing is sent before the person has chosen', async () => {
  const engine = await restoredAfter(twoSummers, perSubfolder);
  await scan(engine);
  expect(await groups(engine)).toEqual([
    { reason: 'album_unclear', photos: 2 },
    { reason: 'album_unclear', photos: 2 },
  ]);
  expect(fixture.emulator.ledger().summary).toMatchObject({ albums: 3, photos: 5 });
  // Found later, it waits for the same word.
  await make('2023/Лето/new.jpg', { seed: 20 });
  await scan(engine);
  expect(fixture.emulator.ledger().summary).toMatchObject({ albums: 3, photos: 5 });

  const right = albumOf('2023/Лето/a.jpg') ?? '';
  const { album } = await detailOf(engine, '2023/Лето/a.jpg');
  const target = { kind: 'remote', remoteId: right, title: 'Лето' } as const;
  const chosen = { reason: 'album_unclear', albumId: album?.albumId ?? 0, action: 'choose_album', target } as const;
  expect(await engine.calls['problems.act'](chosen)).toEqual({ ok: true, value: { changed: 3 } });
  expect(await engine.decided()).toBe('decided');
  // Of this folder the old photos are recognised, and the new one is sent; the other folder still waits.
  const left = await groups(engine);
  expect(left).toContainEqual({ reason: 'album_unclear', photos: 2 });
  expect(left.length).toBe(1);
  expect(albumOf('2023/Лето/new.jpg')).toBe(right);
  expect(fixture.emulator.ledger().summary).toMatchObject({ albums: 3, photos: 6, contentsTwiceInAlbum: 0 });
});
