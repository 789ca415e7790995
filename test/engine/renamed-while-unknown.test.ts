// Photos that look alike for a matcher, renamed while the answer to their commit is missing: each keeps its own id.
import { rename, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { credentialsOf } from '../../main/engine/testing/open-test-engine.ts';
import { unansweredCommits } from '../../main/engine/testing/unanswered-commits.ts';

const { fixture, imaging, photo, callsOf, unclear } = unansweredCommits();

test('photos of one call are found again in the order of the call, although they were renamed since', async () => {
  const shas = [await photo(), await photo()];
  const then = new Date(Date.now() - 24 * 3_600_000);
  for (const name of ['0001.jpg', '0002.jpg']) await utimes(join(fixture.folder, name), then, then);
  fixture.emulator.fail(
    { method: 'photosV2.commit', cut: 'after-stored' },
    { method: 'photos.getPhotos', code: 2, times: null },
  );
  const engine = fixture.open({ imaging, photosPerPost: 2 });
  engine.use(credentialsOf(fixture.emulator));
  await engine.calls['sync.pause']({ untilMs: null });
  await engine.start();
  const target = { kind: 'new', title: 'Дача', privacy: 'friends' } as const;
  await engine.calls['folders.add']({ path: fixture.folder, target, rules: {} });
  expect(await engine.decided()).toBe('paused');
  await engine.calls['sync.resume'](undefined);
  await expect.poll(() => callsOf('photos.getPhotos').length).toBeGreaterThan(0);

  // The first one now comes after the second.
  await rename(join(fixture.folder, '0001.jpg'), join(fixture.folder, '0009.jpg'));
  await engine.calls['folders.scan']({ folderId: null });
  const known = async (): Promise<Map<string, string | null>> => {
    const filter = { shown: null, search: '', folderId: null };
    const page = await engine.calls['photos.page']({ ...filter, after: null, limit: 9 });
    const urls = new Map<string, string | null>();
    for (const { fileId, name } of page.ok ? page.value.rows : []) {
      const detail = await engine.calls['photos.get']({ fileId });
      urls.set(name, detail.ok ? detail.value.url : null);
    }
    return urls;
  };
  await expect.poll(async () => [...(await known()).keys()].sort()).toEqual(['0002.jpg', '0009.jpg']);
  fixture.emulator.clearFaults();
  expect(await engine.decided()).toBe('decided');

  expect(await unclear(engine)).toEqual([]);
  const { photos } = fixture.emulator.ledger();
  const idOf = (sha: string | undefined): string => photos.find(({ sha256 }) => sha256 === sha)?.assignedId ?? 'none';
  const urls = await known();
  expect(urls.get('0009.jpg')).toMatch(new RegExp(`/${idOf(shas[0])}$`, 'u'));
  expect(urls.get('0002.jpg')).toMatch(new RegExp(`/${idOf(shas[1])}$`, 'u'));
});
