// A commit whose answer was lost: found in the album, repeated, or asked about; never guessed.
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { systemClock } from '../../main/engine/system-clock.ts';
import { unansweredCommits } from '../../main/engine/testing/unanswered-commits.ts';

const { fixture, photo, sent, there, callsOf, unclear, answer } = unansweredCommits();

const modes = ['same', 'error', 'duplicate'] as const;

test.each(modes)('a commit that was stored and not answered is found in the album («%s»)', async (repeatedCommit) => {
  fixture.emulator.set({ repeatedCommit });
  fixture.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored' });
  const shas = [await photo(), await photo(), await photo(80, 60), await photo(60, 80), await photo(90, 50)];
  const engine = await sent();
  expect(await unclear(engine)).toEqual([]);
  expect(there()).toEqual(shas.sort());
  // Nothing was sent twice, and nothing was committed twice.
  expect(callsOf('upload').length).toBe(shas.length);
  expect(fixture.emulator.ledger().summary).toMatchObject({ idsCommittedTwice: 0, contentsTwiceInAlbum: 0 });
});

test.each(modes)('a commit that was not stored is repeated with the same bytes («%s»)', async (repeatedCommit) => {
  fixture.emulator.set({ repeatedCommit });
  fixture.emulator.fail({ method: 'photosV2.commit', cut: 'before' });
  const shas = [await photo(), await photo(), await photo(80, 60)];
  const engine = await sent();
  expect(await unclear(engine)).toEqual([]);
  expect(there()).toEqual(shas.sort());
  expect(callsOf('upload').length).toBe(shas.length);
});

test.each(modes)('the repeated commit’s answer may be lost, too («%s»)', async (repeatedCommit) => {
  fixture.emulator.set({ repeatedCommit });
  fixture.emulator.fail(
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
  fixture.emulator.set({ repeatedCommit });
  fixture.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored', storedPhotos: 2 });
  const shas = [await photo(50, 40), await photo(60, 40), await photo(70, 40), await photo(80, 40)];
  const engine = await sent();
  expect(await unclear(engine)).toEqual([]);
  expect(there()).toEqual(shas.sort());
  expect(callsOf('upload').length).toBe(shas.length);
});

test.each(modes)('of a half-stored group of equal sides the person is asked («%s»)', async (repeatedCommit) => {
  fixture.emulator.set({ repeatedCommit });
  const shas = [await photo(), await photo(), await photo(), await photo()];
  fixture.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored', storedPhotos: 2 });
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

test('photos of one call are found again by their order in the folder, which is not that of their names', async () => {
  const pictures = 3;
  const paths = await makeLibrary(fixture.folder, 2 * pictures, { width: 160, height: 120, pictures });
  // The youngest is found first, and the eldest is published first.
  for (const [index, path] of paths.entries()) await rename(path, join(fixture.folder, `${paths.length - index}.jpg`));
  fixture.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored' });
  const engine = await sent({}, { together: paths.length });
  expect(await unclear(engine)).toEqual([]);
  expect(new Set(there()).size).toBe(paths.length);
  expect(fixture.emulator.ledger().summary).toMatchObject({ photos: paths.length, contentsTwiceInAlbum: 0 });
});

test('what a service does not tell sides of is never taken for one of several', async () => {
  fixture.emulator.set({ standardSide: 32 });
  fixture.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored' });
  // Both are shown as 32 × 24 afterwards: which is which, nobody can tell.
  const shas = [await photo(64, 48), await photo(80, 60)];
  const engine = await sent({}, { together: 2 });
  expect((await unclear(engine)).length).toBe(2);
  await answer(engine);
  expect(there()).toEqual(shas.sort());
});

test.each([-7, 7])('a clock that is %i hours off hides nothing that was published', async (hours) => {
  fixture.emulator.set({ repeatedCommit: 'duplicate' });
  fixture.emulator.fail(
    { method: 'photos.createAlbum', cut: 'after-stored' },
    { method: 'photosV2.commit', cut: 'after-stored' },
  );
  const shas = [await photo(), await photo(), await photo(90, 50)];
  const clock = { ...systemClock, now: () => Date.now() + hours * 3_600_000 };
  const engine = await sent({ clock });
  expect(await unclear(engine)).toEqual([]);
  expect(there()).toEqual(shas.sort());
  expect(fixture.emulator.ledger().albums.length).toBe(1);
});

test('a group that is refused as a whole because of one is asked about one by one', async () => {
  fixture.emulator.set({ badCommit: 'error' });
  fixture.emulator.fail({ method: 'photosV2.commit', code: 121 });
  const shas = [await photo(), await photo(), await photo(90, 50)];
  const engine = await sent({}, { together: 3 });
  expect(await unclear(engine)).toEqual([]);
  expect(there()).toEqual(shas.sort());
  expect(callsOf('upload').length).toBe(1);
});
