import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { makePhoto } from '../fixtures/make-photos.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';

const fixture = fixtureOfEachTest();

test('before and after of a copy are pictures that a window can show, and nothing is sent for them', async () => {
  const path = join(fixture.folder, 'scan.tiff');
  await makePhoto({ path, format: 'tiff', width: 1600, height: 1200, seed: 3 });
  const hourAgo = new Date(Date.now() - 3_600_000);
  await utimes(path, hourAgo, hourAgo);
  const engine = await fixture.started();
  await engine.calls['folders.add']({ path: fixture.folder, target: { kind: 'personal' }, rules: {} });
  await engine.decided();
  const page = await engine.calls['photos.page']({
    shown: 'needs_you',
    search: '',
    folderId: null,
    after: null,
    limit: 5,
  });
  const fileId = (page.ok && page.value.rows[0]?.fileId) || 0;
  const preview = await engine.calls['photos.previewConversion']({ fileId, action: 'convert' });
  if (!preview.ok) throw new Error(preview.error.code);
  expect(preview.value.before).toMatchObject({ width: 1600, height: 1200, format: 'tiff' });
  expect(preview.value.after).toMatchObject({ width: 1600, height: 1200, format: 'jpeg' });
  const folder = join(fixture.dataFolder, 'previews');
  for (const side of [preview.value.before, preview.value.after]) {
    expect(await sharp(join(folder, `${side.picture}.jpg`)).metadata()).toMatchObject({
      format: 'jpeg',
      width: 1200,
      height: 900,
    });
  }
  // The copy itself is gone; only what is shown stays.
  expect((await readdir(folder)).every((name) => name.endsWith('.jpg'))).toBe(true);
  expect(fixture.emulator.ledger().photos).toEqual([]);
});
