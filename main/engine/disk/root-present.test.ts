import { rename } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { makeLibrary } from '../../../test/fixtures/make-photos.ts';
import { placeOfEachTest } from '../testing/place-of-each-test.ts';

const place = placeOfEachTest();

test('a drive that goes while its photos are sent leaves them waiting, and they are sent when it is back', async () => {
  const paths = await makeLibrary(place.folder, 12);
  const engine = await place.started();
  await engine.calls['sync.pause']({ untilMs: null });
  await engine.calls['folders.add']({ path: place.folder, target: { kind: 'personal' }, rules: {} });
  expect(await engine.decided()).toBe('paused');
  await rename(place.folder, `${place.folder}-away`);
  await engine.calls['sync.resume'](undefined);
  await expect
    .poll(async () => (await engine.calls['folders.list'](undefined)) as unknown, { timeout: 10_000 })
    .toMatchObject({ value: [{ health: 'absent' }] });
  expect(await engine.decided()).toBe('decided');
  const page = await engine.calls['photos.page']({ shown: null, search: '', folderId: null, after: null, limit: 500 });
  expect(page.ok && page.value.rows.map((row) => row.shown)).toEqual(paths.map(() => 'waiting'));
  await rename(`${place.folder}-away`, place.folder);
  await engine.calls['folders.scan']({ folderId: null });
  await engine.calls['sync.retry'](undefined);
  await expect.poll(() => place.emulator.ledger().photos.length, { timeout: 20_000 }).toBe(12);
}, 40_000);
