import { rename, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makePhoto } from '../../test/fixtures/make-photos.ts';
import type { Engine } from './engine.ts';
import { placeOfEachTest } from './testing/place-of-each-test.ts';
import { imagingOfFile } from './testing/shared-imaging.ts';

const imaging = imagingOfFile();
const place = placeOfEachTest();

async function told(engine: Engine): Promise<unknown> {
  const answer = await engine.calls['snapshot.get'](undefined);
  return answer.ok ? [answer.value.status.kind, answer.value.unseenFolders] : answer.error;
}

test('a folder that is away is told beside what is on the service, and no more when it is back', async () => {
  const path = join(place.folder, 'one.jpg');
  await makePhoto({ path, width: 64, height: 48, seed: 1, grain: 0 });
  await utimes(path, new Date(0), new Date(0));
  const engine = await place.started({ imaging });
  await engine.calls['folders.add']({
    path: place.folder,
    target: { kind: 'new', title: 'Дача', privacy: 'friends' },
    rules: {},
  });
  expect(await engine.decided()).toBe('decided');
  expect(await told(engine)).toEqual(['ready', 0]);
  await rename(place.folder, `${place.folder} elsewhere`);
  await engine.calls['folders.scan']({ folderId: null });
  await expect.poll(() => told(engine)).toEqual(['ready', 1]);
  await rename(`${place.folder} elsewhere`, place.folder);
  await engine.calls['folders.scan']({ folderId: null });
  await expect.poll(() => told(engine)).toEqual(['ready', 0]);
});
