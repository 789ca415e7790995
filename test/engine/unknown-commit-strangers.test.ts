// A commit whose answer was lost, beside photos of the same sides that the person puts into the album: what looks
// otherwise is not taken for ours.
import { expect, test } from 'vitest';
import { photoBytes, type PhotoWish } from '../fixtures/make-photos.ts';
import { png } from '../../main/emulator/testing/made-images.ts';
import { publish } from '../../main/emulator/testing/ok-client.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { unansweredCommits } from '../../main/engine/testing/unanswered-commits.ts';

const { fixture, photo, sent, there, callsOf, unclear, answer } = unansweredCommits();

test('a photo of the same sides that the person puts there beside ours makes it a question, not a double', async () => {
  fixture.emulator.set({ repeatedCommit: 'duplicate' });
  await photo(40, 40);
  const engine = await sent();
  const aid = fixture.emulator.ledger().albums[0]?.aid ?? '';
  fixture.emulator.fail(
    { method: 'photosV2.commit', cut: 'after-stored' },
    { method: 'photos.getPhotos', code: 2, times: 2 },
  );
  const sha = await photo(40, 40);
  await engine.calls['folders.scan']({ folderId: null });
  await expect.poll(() => callsOf('photosV2.commit').length).toBe(2);
  await publish(fixture.emulator, [png(40, 40)], { aid });
  await engine.decided();
  expect((await unclear(engine)).length).toBe(1);
  await answer(engine);
  expect(there().filter((one) => one === sha).length).toBe(1);
});

test('a photo of the same sides that came long after the commit is not taken for ours', async () => {
  await photo(40, 40);
  const engine = await sent();
  const aid = fixture.emulator.ledger().albums[0]?.aid ?? '';
  fixture.emulator.fail(
    { method: 'photosV2.commit', cut: 'before' },
    { method: 'photos.getPhotos', code: 2, times: 2 },
  );
  const sha = await photo(40, 40);
  await engine.calls['folders.scan']({ folderId: null });
  await expect.poll(() => callsOf('photosV2.commit').length).toBe(2);
  fixture.emulator.set({ clockOffsetMs: 20 * 60_000 });
  await publish(fixture.emulator, [png(40, 40)], { aid });
  await engine.decided();
  expect(await unclear(engine)).toEqual([]);
  expect(there()).toContain(sha);
});

/** Large enough that the service's picture of it says something. */
const large = { width: 320, height: 240 };

/**
 * A photo that the person puts into our album by themselves, of the sides of ours, `minutes` after (or before) our
 * commit, whose answer is lost: `how`. Answers the hash of ours, and the stranger's id.
 */
async function besideAStranger(
  how: { cut: 'before' | 'after-stored' },
  stranger: Omit<PhotoWish, 'path'>,
  minutes: number,
  ours: Omit<PhotoWish, 'path'> = { seed: 1 },
): Promise<{ engine: Engine; sha: string; strangerId: string }> {
  await photo(40, 40);
  const engine = await sent();
  const aid = fixture.emulator.ledger().albums[0]?.aid ?? '';
  const bytes = await photoBytes({ ...large, grain: 0, ...stranger });
  const put = async (): Promise<string> => (await publish(fixture.emulator, [bytes], { aid }))[0] ?? '';
  let strangerId = '';
  if (minutes < 0) {
    fixture.emulator.set({ clockOffsetMs: minutes * 60_000 });
    strangerId = await put();
    fixture.emulator.set({ clockOffsetMs: 0 });
  }
  const sha = await photo(large.width, large.height, ours);
  const lost = { method: 'photosV2.commit', ...how } as const;
  if (minutes < 0) fixture.emulator.fail(lost);
  else fixture.emulator.fail(lost, { method: 'photos.getPhotos', code: 2, times: 3 });
  const commits = callsOf('photosV2.commit').length;
  await engine.calls['folders.scan']({ folderId: null });
  if (minutes >= 0) {
    await expect.poll(() => callsOf('photosV2.commit').length).toBe(commits + 1);
    fixture.emulator.set({ clockOffsetMs: minutes * 60_000 });
    strangerId = await put();
    fixture.emulator.set({ clockOffsetMs: 0 });
  }
  expect(await engine.decided()).toBe('decided');
  return { engine, sha, strangerId };
}

const idOf = (sha: string): string[] =>
  fixture.emulator
    .ledger()
    .photos.filter((one) => one.sha256 === sha)
    .map(({ assignedId }) => assignedId);

/** Photos that a person is asked about, whatever the reason. */
async function questions(engine: Engine): Promise<number> {
  const found = await engine.calls['problems.list'](undefined);
  if (!found.ok) throw new Error(found.error.code);
  return found.value.reduce((sum, { photos }) => sum + photos, 0);
}

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
    // Looked at before the commit, while the service may still be at it, and once more when that is over.
    expect(callsOf('image').length).toBeLessThanOrEqual(4);
  },
);

test.each([-4, 0])(
  'beside somebody else’s photo of the same sides, %i minutes from it, a stored commit is found, and nobody is asked',
  async (minutes) => {
    fixture.emulator.set({ repeatedCommit: 'duplicate' });
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
  fixture.emulator.set({ repeatedCommit: 'duplicate' });
  const ours = { seed: 4, grain: 4 };
  const { engine, sha } = await besideAStranger({ cut: 'after-stored' }, { seed: 4, grain: 9 }, -1, ours);
  // What was there before our commit is seen before it.
  expect(await questions(engine)).toBe(1);
  await answer(engine);
  expect(idOf(sha).length).toBe(1);
});

test('where the service shows no picture, what was there before is a question, and what came afterwards is ours', async () => {
  fixture.emulator.fail({ method: 'image', httpStatus: 500, times: null });
  const { engine, sha } = await besideAStranger({ cut: 'before' }, { seed: 2 }, -1);
  // Before the commit, and again when its answer was lost.
  expect(await questions(engine)).toBe(1);
  await answer(engine);
  expect((await unclear(engine)).length).toBe(1);
  await answer(engine);
  expect(idOf(sha).length).toBe(1);
  // Three times before it, twice while the service may still be at it, and twice afterwards.
  expect(callsOf('image').length).toBeLessThanOrEqual(7);
  fixture.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored' });
  const next = await photo(300, 200);
  await engine.calls['folders.scan']({ folderId: null });
  expect(await engine.decided()).toBe('decided');
  expect(await unclear(engine)).toEqual([]);
  expect(idOf(next).length).toBe(1);
});

test('of a half-stored group of equal sides that look different nobody is asked', async () => {
  fixture.emulator.set({ repeatedCommit: 'duplicate' });
  fixture.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored', storedPhotos: 2 });
  const shas: string[] = [];
  for (const seed of [1, 2, 3, 5]) shas.push(await photo(large.width, large.height, { seed }));
  const engine = await sent({}, { together: 4 });
  expect(await unclear(engine)).toEqual([]);
  expect(there()).toEqual(shas.sort());
  expect(callsOf('upload').length).toBe(1);
});

test('where nothing in the album can be ours, no picture is asked for', async () => {
  fixture.emulator.fail({ method: 'photosV2.commit', cut: 'before' });
  await photo(large.width, large.height);
  await sent();
  expect(callsOf('image')).toEqual([]);
});
