import { expect, test } from 'vitest';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { defaultPolicy } from '../../main/engine/sending/retry-policy.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';

const fixture = fixtureOfEachTest();

test('a photo whose folder was removed while it was being published, and that was not published, is forgotten', async () => {
  await makeLibrary(fixture.folder, 2);
  const engine = await fixture.started({ policy: defaultPolicy });
  fixture.emulator.fail({ method: 'photosV2.commit', code: 8, latencyMs: 1_000, times: 1, probability: 1, skip: 0 });
  const added = await engine.calls['folders.add']({ path: fixture.folder, target: { kind: 'personal' }, rules: {} });
  const folderId = added.ok ? added.value.folderId : 0;
  const rows = async () => {
    const page = await engine.calls['photos.page']({ shown: null, search: '', folderId, after: null, limit: 9 });
    return page.ok ? page.value.rows : [];
  };
  const states = async (): Promise<unknown[]> => {
    const all = [];
    for (const { fileId } of await rows()) {
      const detail = await engine.calls['photos.get']({ fileId });
      all.push(detail.ok ? detail.value.state : null);
    }
    return all;
  };
  await expect.poll(states, { interval: 20 }).toContain('committing');
  await engine.calls['folders.remove']({ folderId });
  await expect
    .poll(async () => (await engine.calls['snapshot.get'](undefined)) as unknown)
    .toMatchObject({ value: { trouble: { kind: 'resting' } } });
  await expect.poll(rows).toEqual([]);
  await expect
    .poll(async () => (await engine.calls['snapshot.get'](undefined)) as unknown)
    .toMatchObject({ value: { counts: { waiting: 0 }, waits: [] } });
});
