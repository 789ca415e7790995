// «It is on OK», said of a photo there that was given to another photo of ours since the question was asked.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makePhoto, photoBytes } from '../fixtures/make-photos.ts';
import { publish } from '../../main/emulator/testing/ok-client.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';

const imaging = imagingOfFile();
const fixture = fixtureOfEachTest();

test('one photo there is given to one of ours only, however the person answers', async () => {
  await publish(fixture.emulator, [await photoBytes({ width: 800, height: 600, seed: 4 })]);
  for (const grain of [2, 5])
    await makePhoto({ path: join(fixture.folder, `shot ${grain}.jpg`), width: 800, height: 600, seed: 4, grain });
  // Without pictures both are asked about by their sides: «maybe», with the same only candidate.
  fixture.emulator.fail({ method: 'image', httpStatus: 500, times: null });
  const engine = await fixture.started({ imaging });
  await engine.calls['folders.add']({ path: fixture.folder, target: { kind: 'personal' }, rules: {} });
  expect(await engine.decided()).toBe('decided');
  const page = await engine.calls['photos.page']({
    shown: 'needs_you',
    search: '',
    folderId: null,
    after: null,
    limit: 9,
  });
  const fileIds = page.ok ? page.value.rows.map(({ fileId }) => fileId) : [];
  expect(fileIds.length).toBe(2);
  await engine.calls['photos.act']({ fileIds, action: 'it_is_there' });
  const problems = await engine.calls['problems.list'](undefined);
  expect(problems).toMatchObject({ value: [{ reason: 'maybe_there', photos: 1 }] });
});
