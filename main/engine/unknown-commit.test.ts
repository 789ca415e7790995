import { createHash } from 'node:crypto';
import { mkdir, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makePhoto, photoBytes, type PhotoWish } from '../../test/fixtures/make-photos.ts';
import { png } from '../emulator/testing/made-images.ts';
import { publish } from '../emulator/testing/ok-client.ts';
import type { PhotoAction, PhotoDetail } from '../../shared/library.ts';
import type { Engine } from './engine.ts';
import type { ImagingPool } from './imaging-pool.ts';
import { systemClock } from './system-clock.ts';
import { credentialsOf, openTestPlace, type TestPlace } from './testing/open-test-engine.ts';
import { sharedImaging } from './testing/shared-imaging.ts';

let imaging: ImagingPool;
beforeAll(() => {
  imaging = sharedImaging();
});
afterAll(() => imaging.close());

let place: TestPlace;
beforeEach(async () => {
  place = await openTestPlace();
  await mkdir(place.folder, { recursive: true });
});
afterEach(() => place.close());

let made = 0;
async function photo(width = 64, height = 48, more: Partial<PhotoWish> = {}): Promise<string> {
  made += 1;
  const path = join(place.folder, `${String(made).padStart(4, '0')}.jpg`);
  await makePhoto({ path, width, height, seed: made, grain: 0, ...more });
  const longAgo = new Date(Date.now() - 24 * 3_600_000);
  await utimes(path, longAgo, longAgo);
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

/** `together`: photos of one POST, and so of one commit. */
async function sent(
  options: Parameters<TestPlace['open']>[0] = {},
  { together }: { together?: number } = {},
): Promise<Engine> {
  const engine = place.open({ imaging, ...options, ...(together === undefined ? {} : { photosPerPost: together }) });
  engine.use(credentialsOf(place.emulator));
  if (together !== undefined) await engine.calls['sync.pause']({ untilMs: null });
  await engine.start();
  await engine.calls['folders.add']({
    path: place.folder,
    target: { kind: 'new', title: 'Дача', privacy: 'friends' },
    rules: {},
  });
  if (together !== undefined) {
    // Looked at first, so that all of them are ready for the same call.
    expect(await engine.decided()).toBe('paused');
    await engine.calls['sync.resume'](undefined);
  }
  expect(await engine.decided()).toBe('decided');
  return engine;
}

const there = (): string[] =>
  place.emulator
    .ledger()
    .photos.filter((one) => !one.deleted)
    .map((one) => one.sha256)
    .sort();
const callsOf = (method: string) => place.emulator.ledger().calls.filter((call) => call.method === method);

async function unclear(engine: Engine): Promise<PhotoDetail[]> {
  const page = await engine.calls['photos.page']({
    shown: 'needs_you',
    search: '',
    folderId: null,
    after: null,
    limit: 100,
  });
  if (!page.ok) throw new Error(page.error.code);
  const details: PhotoDetail[] = [];
  for (const row of page.value.rows.filter(({ reason }) => reason === 'commit_unclear')) {
    const detail = await engine.calls['photos.get']({ fileId: row.fileId });
    if (detail.ok) details.push(detail.value);
  }
  return details;
}

/** A person who looks at the service and answers truthfully. */
async function answer(engine: Engine): Promise<void> {
  for (const detail of await unclear(engine)) {
    const action: PhotoAction = there().includes(detail.row.thumbnail ?? '') ? 'it_is_there' : 'it_is_not_there';
    expect(detail.actions).toContain(action);
    await engine.calls['photos.act']({ fileIds: [detail.row.fileId], action });
  }
  expect(await engine.decided()).toBe('decided');
}

const modes = ['same', 'error', 'duplicate'] as const;

test.each(modes)('a commit that was stored and not answered is found in the album («%s»)', async (repeatedCommit) => {
  place.emulator.set({ repeatedCommit });
  place.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored' });
  const shas = [await photo(), await photo(), await photo(80, 60), await photo(60, 80), await photo(90, 50)];
  const engine = await sent();
  expect(await unclear(engine)).toEqual([]);
  expect(there()).toEqual(shas.sort());
  // Nothing was sent twice, and nothing was committed twice.
  expect(callsOf('upload').length).toBe(shas.length);
  expect(place.emulator.ledger().summary).toMatchObject({ idsCommittedTwice: 0, contentsTwiceInAlbum: 0 });
});

test.each(modes)('a commit that was not stored is repeated with the same bytes («%s»)', async (repeatedCommit) => {
  place.emulator.set({ repeatedCommit });
  place.emulator.fail({ method: 'photosV2.commit', cut: 'before' });
  const shas = [await photo(), await photo(), await photo(80, 60)];
  const engine = await sent();
  expect(await unclear(engine)).toEqual([]);
  expect(there()).toEqual(shas.sort());
  expect(callsOf('upload').length).toBe(shas.length);
});

test.each(modes)('the repeated commit’s answer may be lost, too («%s»)', async (repeatedCommit) => {
  place.emulator.set({ repeatedCommit });
  place.emulator.fail(
    { method: 'photosV2.commit', cut: 'before' },
    { method: 'photosV2.commit', cut: 'after-stored', times: 2 },
  );
  const shas = [await photo(64, 48), await photo(70, 50), await photo(80, 50)];
  const engine = await sent();
  expect(await unclear(engine)).toEqual([]);
  expect(there()).toEqual(shas.sort());
  expect(callsOf('upload').length).toBe(shas.length);
});

test.each(modes)('of a half-stored group that can be told apart nobody is asked («%s»)', async (repeatedCommit) => {
  place.emulator.set({ repeatedCommit });
  place.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored', storedPhotos: 2 });
  const shas = [await photo(50, 40), await photo(60, 40), await photo(70, 40), await photo(80, 40)];
  const engine = await sent();
  expect(await unclear(engine)).toEqual([]);
  expect(there()).toEqual(shas.sort());
  expect(callsOf('upload').length).toBe(shas.length);
});

test.each(modes)('of a half-stored group of equal sides the person is asked («%s»)', async (repeatedCommit) => {
  place.emulator.set({ repeatedCommit });
  const shas = [await photo(), await photo(), await photo(), await photo()];
  place.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored', storedPhotos: 2 });
  const engine = await sent({}, { together: 4 });
  const asked = await unclear(engine);
  expect(asked.length).toBe(4);
  expect(asked[0]?.journal.at(-1)).toMatchObject({
    event: 'lost_track',
    detail: { candidates: expect.stringMatching(/^\d+ \d+$/u) as unknown },
  });
  expect(there().length).toBe(2);
  await answer(engine);
  expect(await unclear(engine)).toEqual([]);
  expect(there()).toEqual(shas.sort());
  // The two that were missing got new reservations and were sent once more; nothing is there twice.
  expect(callsOf('upload').flatMap(({ photoIds }) => photoIds ?? []).length).toBe(6);
});

test('what a service does not tell sides of is never taken for one of several', async () => {
  place.emulator.set({ standardSide: 32 });
  place.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored' });
  // Both are shown as 32 × 24 afterwards: which is which, nobody can tell.
  const shas = [await photo(64, 48), await photo(80, 60)];
  const engine = await sent({}, { together: 2 });
  expect((await unclear(engine)).length).toBe(2);
  await answer(engine);
  expect(there()).toEqual(shas.sort());
});

test('a photo of the same sides that the person puts there beside ours makes it a question, not a double', async () => {
  place.emulator.set({ repeatedCommit: 'duplicate' });
  await photo(40, 40);
  const engine = await sent();
  const aid = place.emulator.ledger().albums[0]?.aid ?? '';
  place.emulator.fail(
    { method: 'photosV2.commit', cut: 'after-stored' },
    { method: 'photos.getPhotos', code: 2, times: 2 },
  );
  const sha = await photo(40, 40);
  await engine.calls['folders.scan']({ folderId: null });
  await expect.poll(() => callsOf('photosV2.commit').length).toBe(2);
  await publish(place.emulator, [png(40, 40)], { aid });
  await engine.decided();
  expect((await unclear(engine)).length).toBe(1);
  await answer(engine);
  expect(there().filter((one) => one === sha).length).toBe(1);
});

test('a photo of the same sides that came long after the commit is not taken for ours', async () => {
  await photo(40, 40);
  const engine = await sent();
  const aid = place.emulator.ledger().albums[0]?.aid ?? '';
  place.emulator.fail({ method: 'photosV2.commit', cut: 'before' }, { method: 'photos.getPhotos', code: 2, times: 2 });
  const sha = await photo(40, 40);
  await engine.calls['folders.scan']({ folderId: null });
  await expect.poll(() => callsOf('photosV2.commit').length).toBe(2);
  place.emulator.set({ clockOffsetMs: 20 * 60_000 });
  await publish(place.emulator, [png(40, 40)], { aid });
  await engine.decided();
  expect(await unclear(engine)).toEqual([]);
  expect(there()).toContain(sha);
});

test.each([-7, 7])('a clock that is %i hours off hides nothing that was published', async (hours) => {
  place.emulator.set({ repeatedCommit: 'duplicate' });
  place.emulator.fail(
    { method: 'photos.createAlbum', cut: 'after-stored' },
    { method: 'photosV2.commit', cut: 'after-stored' },
  );
  const shas = [await photo(), await photo(), await photo(90, 50)];
  const clock = { ...systemClock, now: () => Date.now() + hours * 3_600_000 };
  const engine = await sent({ clock });
  expect(await unclear(engine)).toEqual([]);
  expect(there()).toEqual(shas.sort());
  expect(place.emulator.ledger().albums.length).toBe(1);
});

/** Large enough that the service's picture of it says something. */
const large = { width: 320, height: 240 };

/**
 * A photo that the person puts into our album by themselves, of the sides of ours, `minutes` after (or before) our commit, whose answer
 * is lost: `how`. Answers the hash of ours, and the stranger's id.
 */
async function besideAStranger(
  how: { cut: 'before' | 'after-stored' },
  stranger: Omit<PhotoWish, 'path'>,
  minutes: number,
  ours: Omit<PhotoWish, 'path'> = { seed: 1 },
): Promise<{ engine: Engine; sha: string; strangerId: string }> {
  await photo(40, 40);
  const engine = await sent();
  const aid = place.emulator.ledger().albums[0]?.aid ?? '';
  const bytes = await photoBytes({ ...large, grain: 0, ...stranger });
  const put = async (): Promise<string> => (await publish(place.emulator, [bytes], { aid }))[0] ?? '';
  let strangerId = '';
  if (minutes < 0) {
    place.emulator.set({ clockOffsetMs: minutes * 60_000 });
    strangerId = await put();
    place.emulator.set({ clockOffsetMs: 0 });
  }
  const sha = await photo(large.width, large.height, ours);
  const lost = { method: 'photosV2.commit', ...how } as const;
  if (minutes < 0) place.emulator.fail(lost);
  else place.emulator.fail(lost, { method: 'photos.getPhotos', code: 2, times: 3 });
  const commits = callsOf('photosV2.commit').length;
  await engine.calls['folders.scan']({ folderId: null });
  if (minutes >= 0) {
    await expect.poll(() => callsOf('photosV2.commit').length).toBe(commits + 1);
    place.emulator.set({ clockOffsetMs: minutes * 60_000 });
    strangerId = await put();
    place.emulator.set({ clockOffsetMs: 0 });
  }
  expect(await engine.decided()).toBe('decided');
  return { engine, sha, strangerId };
}

const idOf = (sha: string): string[] =>
  place.emulator
    .ledger()
    .photos.filter((one) => one.sha256 === sha)
    .map(({ assignedId }) => assignedId);

async function urlsOfDone(engine: Engine): Promise<(string | null)[]> {
  const page = await engine.calls['photos.page']({ shown: 'done', search: '', folderId: null, after: null, limit: 9 });
  if (!page.ok) throw new Error(page.error.code);
  const urls: (string | null)[] = [];
  for (const { fileId } of page.value.rows) {
    const detail = await engine.calls['photos.get']({ fileId });
    if (detail.ok) urls.push(detail.value.url);
  }
  return urls;
}

test.each([-4, -1, 0, 1])(
  'somebody else’s photo of the same sides, %i minutes from a commit that was not stored, is not taken for ours: ours arrives',
  async (minutes) => {
    const { engine, sha } = await besideAStranger({ cut: 'before' }, { seed: 2 }, minutes);
    expect(await unclear(engine)).toEqual([]);
    expect(idOf(sha).length).toBe(1);
    // Looked at while the service may still be at it, and once more when that is over.
    expect(callsOf('image').length).toBeLessThanOrEqual(2);
  },
);

test.each([-4, 0])(
  'beside somebody else’s photo of the same sides, %i minutes from it, a stored commit is found, and nobody is asked',
  async (minutes) => {
    place.emulator.set({ repeatedCommit: 'duplicate' });
    const { engine, sha, strangerId } = await besideAStranger({ cut: 'after-stored' }, { seed: 2 }, minutes);
    expect(await unclear(engine)).toEqual([]);
    const [id, ...more] = idOf(sha);
    expect(more).toEqual([]);
    const urls = await urlsOfDone(engine);
    expect(urls.some((url) => url?.endsWith(`/${id}`))).toBe(true);
    expect(urls.some((url) => url?.endsWith(`/${strangerId}`))).toBe(false);
    expect(callsOf('image').length).toBeLessThanOrEqual(4);
  },
);

test('a photo of the same burst beside ours makes it a question: which of them it is, a person sees', async () => {
  place.emulator.set({ repeatedCommit: 'duplicate' });
  const ours = { seed: 4, grain: 4 };
  const { engine, sha } = await besideAStranger({ cut: 'after-stored' }, { seed: 4, grain: 9 }, -1, ours);
  expect((await unclear(engine)).length).toBe(1);
  await answer(engine);
  expect(idOf(sha).length).toBe(1);
});

test('where the service shows no picture, what was there before is a question, and what came afterwards is ours', async () => {
  place.emulator.fail({ method: 'image', httpStatus: 500, times: null });
  const { engine, sha } = await besideAStranger({ cut: 'before' }, { seed: 2 }, -1);
  expect((await unclear(engine)).length).toBe(1);
  await answer(engine);
  expect(idOf(sha).length).toBe(1);
  // Asked for no more often than it takes to see that there is none.
  expect(callsOf('image').length).toBeLessThanOrEqual(3);
  place.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored' });
  const next = await photo(300, 200);
  await engine.calls['folders.scan']({ folderId: null });
  expect(await engine.decided()).toBe('decided');
  expect(await unclear(engine)).toEqual([]);
  expect(idOf(next).length).toBe(1);
});

test('of a half-stored group of equal sides that look different nobody is asked', async () => {
  place.emulator.set({ repeatedCommit: 'duplicate' });
  place.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored', storedPhotos: 2 });
  const shas: string[] = [];
  for (const seed of [1, 2, 3, 5]) shas.push(await photo(large.width, large.height, { seed }));
  const engine = await sent({}, { together: 4 });
  expect(await unclear(engine)).toEqual([]);
  expect(there()).toEqual(shas.sort());
  expect(callsOf('upload').length).toBe(1);
});

test('where nothing in the album can be ours, no picture is asked for', async () => {
  place.emulator.fail({ method: 'photosV2.commit', cut: 'before' });
  await photo(large.width, large.height);
  await sent();
  expect(callsOf('image')).toEqual([]);
});

test('while one outcome of an album is open, nothing new is published there', async () => {
  place.emulator.set({ repeatedCommit: 'duplicate' });
  place.emulator.fail({ method: 'photosV2.commit', cut: 'before' }, { method: 'photos.getPhotos', code: 2, times: 3 });
  const shas: string[] = [];
  for (let count = 0; count < 30; count += 1) shas.push(await photo());
  const engine = await sent({ lanes: 3 });
  await answer(engine);
  expect(there()).toEqual(shas.sort());
});

test('an unclear photo is not mistaken for the next one whose answer is lost', async () => {
  const shas = [await photo(), await photo()];
  place.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored', storedPhotos: 1 });
  const engine = await sent({}, { together: 2 });
  expect((await unclear(engine)).length).toBe(2);
  // Not stored: the only photo of these sides is that of the first two.
  place.emulator.fail({ method: 'photosV2.commit', cut: 'before' });
  shas.push(await photo());
  await engine.calls['folders.scan']({ folderId: null });
  await engine.decided();
  await answer(engine);
  expect(there()).toEqual(shas.sort());
});

test('what a removed or paused folder had begun is brought to its end', async () => {
  place.emulator.fail(
    { method: 'photosV2.commit', cut: 'after-stored' },
    { method: 'photos.getPhotos', code: 2, times: 4 },
  );
  const sha = await photo();
  const engine = place.open({ imaging });
  engine.use(credentialsOf(place.emulator));
  await engine.start();
  const added = await engine.calls['folders.add']({
    path: place.folder,
    target: { kind: 'new', title: 'Дача', privacy: 'friends' },
    rules: {},
  });
  const folderId = added.ok ? added.value.folderId : 0;
  await expect.poll(() => callsOf('photosV2.commit').length).toBe(1);
  await engine.calls['folders.pause']({ folderId, paused: true });
  await engine.calls['folders.remove']({ folderId });
  expect(await engine.decided()).toBe('decided');
  expect(callsOf('photos.getPhotos').length).toBeGreaterThan(4);
  // Known to be there: added again, it costs nothing.
  await engine.calls['folders.add']({ path: place.folder, target: { kind: 'known', albumId: 1 }, rules: {} });
  expect(await engine.decided()).toBe('decided');
  expect(there()).toEqual([sha]);
  expect(callsOf('upload').length).toBe(1);
});

test('an album that is deleted while its outcome is open becomes a question, and its answer a new album', async () => {
  place.emulator.fail(
    { method: 'photosV2.commit', cut: 'before' },
    { method: 'photos.getPhotos', code: 300, times: null },
  );
  const sha = await photo();
  const engine = await sent();
  expect((await unclear(engine)).length).toBe(1);
  place.emulator.clearFaults();
  await answer(engine);
  expect(there()).toEqual([sha]);
});

test('a group that is refused as a whole because of one is asked about one by one', async () => {
  place.emulator.set({ badCommit: 'error' });
  place.emulator.fail({ method: 'photosV2.commit', code: 121 });
  const shas = [await photo(), await photo(), await photo(90, 50)];
  const engine = await sent({}, { together: 3 });
  expect(await unclear(engine)).toEqual([]);
  expect(there()).toEqual(shas.sort());
  expect(callsOf('upload').length).toBe(1);
});

test('while an album is in doubt, only what is under way for it is uploaded; the rest keeps no tokens that grow old', async () => {
  place.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored' });
  place.emulator.fail({ method: 'photos.getPhotos', code: 2, times: 5 });
  const shas: string[] = [];
  for (let number = 0; number < 90; number++) shas.push(await photo(40 + number, 30));
  await sent();
  expect(there()).toEqual(shas.sort());
  const { calls } = place.emulator.ledger();
  const cleared = calls.findLastIndex((call) => call.method === 'photos.getPhotos');
  expect(cleared).toBeGreaterThan(0);
  const before = calls.slice(0, cleared).filter((call) => call.method === 'upload').length;
  // What was reserved ahead, and the group whose answer was lost.
  expect(before).toBeLessThanOrEqual(60);
  expect(callsOf('upload').length).toBe(90);
});
