// While the outcome of a commit is open: what goes on in its album, and what becomes of its folder.
import { expect, test } from 'vitest';
import { unansweredCommits } from '../../main/engine/testing/unanswered-commits.ts';
import { onlyAlbum } from '../../main/engine/testing/only-album.ts';

const { imaging, fixture, photo, sent, there, callsOf, unclear, answer } = unansweredCommits();

test('while one outcome of an album is open, nothing new is published there', async () => {
  fixture.emulator.set({ repeatedCommit: 'duplicate' });
  fixture.emulator.fail(
    { method: 'photosV2.commit', cut: 'before' },
    { method: 'photos.getPhotos', code: 2, times: 3 },
  );
  const shas: string[] = [];
  for (let count = 0; count < 30; count += 1) shas.push(await photo());
  const engine = await sent({ lanes: 3 });
  await answer(engine);
  expect(there()).toEqual(shas.sort());
});

test('an unclear photo is not mistaken for the next one whose answer is lost', async () => {
  const shas = [await photo(), await photo()];
  fixture.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored', storedPhotos: 1 });
  const engine = await sent({}, { together: 2 });
  expect((await unclear(engine)).length).toBe(2);
  // Not stored: the only photo of these sides is that of the first two.
  fixture.emulator.fail({ method: 'photosV2.commit', cut: 'before' });
  shas.push(await photo());
  await engine.calls['folders.scan']({ folderId: null });
  await engine.decided();
  await answer(engine);
  expect(there()).toEqual(shas.sort());
});

test('what a removed or paused folder had begun is brought to its end', async () => {
  fixture.emulator.fail(
    { method: 'photosV2.commit', cut: 'after-stored' },
    { method: 'photos.getPhotos', code: 2, times: 4 },
  );
  const sha = await photo();
  const engine = await fixture.started({ imaging });
  const added = await engine.calls['folders.add']({
    path: fixture.folder,
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
  await engine.calls['folders.add']({ path: fixture.folder, target: await onlyAlbum(engine), rules: {} });
  expect(await engine.decided()).toBe('decided');
  expect(there()).toEqual([sha]);
  expect(callsOf('upload').length).toBe(1);
});

test('an album that is deleted while its outcome is open becomes a question, and its answer a new album', async () => {
  fixture.emulator.fail(
    { method: 'photosV2.commit', cut: 'before' },
    { method: 'photos.getPhotos', code: 300, times: null },
  );
  const sha = await photo();
  const engine = await sent();
  expect((await unclear(engine)).length).toBe(1);
  fixture.emulator.clearFaults();
  await answer(engine);
  expect(there()).toEqual([sha]);
});

test('while an album is in doubt, only what is under way for it is uploaded; the rest keeps no tokens that grow old', async () => {
  fixture.emulator.fail({ method: 'photosV2.commit', cut: 'after-stored' });
  fixture.emulator.fail({ method: 'photos.getPhotos', code: 2, times: 5 });
  const shas: string[] = [];
  for (let number = 0; number < 90; number++) shas.push(await photo(40 + number, 30));
  await sent();
  expect(there()).toEqual(shas.sort());
  const { calls } = fixture.emulator.ledger();
  const cleared = calls.findLastIndex((call) => call.method === 'photos.getPhotos');
  expect(cleared).toBeGreaterThan(0);
  const before = calls.slice(0, cleared).filter((call) => call.method === 'upload').length;
  // What was reserved ahead, and the group whose answer was lost.
  expect(before).toBeLessThanOrEqual(60);
  expect(callsOf('upload').length).toBe(90);
});
