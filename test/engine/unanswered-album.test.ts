import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { makePhoto } from '../fixtures/make-photos.ts';
import { png } from '../../main/emulator/testing/made-images.ts';
import { call, publish } from '../../main/emulator/testing/ok-client.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';

const imaging = imagingOfFile();
const fixture = fixtureOfEachTest();
beforeEach(async () => {
  const path = join(fixture.folder, 'one.jpg');
  await makePhoto({ path, width: 64, height: 48, seed: 1, grain: 0 });
  const longAgo = new Date(Date.now() - 24 * 3_600_000);
  await utimes(path, longAgo, longAgo);
});

async function begun(another = false): Promise<Engine> {
  const engine = await fixture.started({ imaging });
  await engine.calls['folders.add']({
    path: fixture.folder,
    target: { kind: 'new', title: 'Дача', privacy: 'friends', another },
    rules: {},
  });
  return engine;
}

const albums = () => fixture.emulator.ledger().albums.filter(({ title }) => title === 'Дача');
const photosIn = (aid: string | undefined) => fixture.emulator.ledger().photos.filter(({ albumId }) => albumId === aid);

test('an album whose creation was not answered is found again, also with a photo that a person put into it meanwhile', async () => {
  fixture.emulator.fail({ method: 'photos.createAlbum', cut: 'after-stored' });
  const first = await begun();
  await expect.poll(() => albums().length, { interval: 2 }).toBe(1);
  await first.close();
  expect(photosIn(albums()[0]?.aid)).toEqual([]);
  await publish(fixture.emulator, [png(40, 40)], { aid: albums()[0]?.aid ?? '' });
  expect(await (await begun()).decided()).toBe('decided');
  expect(albums().length).toBe(1);
  expect(photosIn(albums()[0]?.aid).length).toBe(2);
});

test('an album that had the title before is not taken for the one that was asked for', async () => {
  const aid = (await call(fixture.emulator, 'photos.createAlbum', { title: 'Дача', type: 'FRIENDS' })) as string;
  fixture.emulator.fail({ method: 'photos.createAlbum', cut: 'before' });
  // The person knows of it, and wants another one.
  const engine = await begun(true);
  expect(await engine.decided()).toBe('decided');
  expect(albums().length).toBe(2);
  expect(photosIn(aid)).toEqual([]);
  expect(photosIn(albums().find((one) => one.aid !== aid)?.aid).length).toBe(1);
});

test('without a readable list of albums the album is made, and its photo waits until it can be read back', async () => {
  fixture.emulator.fail({ method: 'photos.getAlbums', answer: 'wrong-types', times: null });
  const engine = await begun();
  await expect.poll(() => albums().length, { interval: 2 }).toBe(1);
  fixture.emulator.clearFaults();
  await expect.poll(() => photosIn(albums()[0]?.aid).length, { interval: 2, timeout: 20_000 }).toBe(1);
  expect(albums().length).toBe(1);
  await engine.close();
});
