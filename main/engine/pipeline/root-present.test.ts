import { rename } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { makeLibrary } from '../../../test/fixtures/make-photos.ts';
import { fastClock } from '../testing/fast-clock.ts';
import { fixtureOfEachTest } from '../testing/fixture-of-each-test.ts';

// A file whose drive is away is asked for again after ten seconds.
const clock = fastClock(10);

const fixture = fixtureOfEachTest();

test('a drive that goes while its photos are sent leaves them waiting, and they are sent when it is back', async () => {
  const paths = await makeLibrary(fixture.folder, 12, { width: 160, height: 120 });
  const engine = await fixture.started({ clock });
  await engine.calls['sync.pause']({ untilMs: null });
  await engine.calls['folders.add']({ path: fixture.folder, target: { kind: 'personal' }, rules: {} });
  expect(await engine.decided()).toBe('paused');
  await rename(fixture.folder, `${fixture.folder}-away`);
  await engine.calls['sync.resume'](undefined);
  await expect
    .poll(async () => (await engine.calls['folders.list'](undefined)) as unknown)
    .toMatchObject({ value: [{ health: 'absent' }] });
  expect(await engine.decided()).toBe('decided');
  const page = await engine.calls['photos.page']({ shown: null, search: '', folderId: null, after: null, limit: 500 });
  expect(page.ok && page.value.rows.map((row) => row.shown)).toEqual(paths.map(() => 'waiting'));
  await rename(`${fixture.folder}-away`, fixture.folder);
  await engine.calls['folders.scan']({ folderId: null });
  await engine.calls['sync.retry'](undefined);
  await expect.poll(() => fixture.emulator.ledger().photos.length).toBe(12);
});
