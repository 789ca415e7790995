// An album that the service refuses to make: told as that, not as gone, and tried again by one word.
import { join } from 'node:path';
import { utimes } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { makePhoto } from '../fixtures/make-photos.ts';
import type { FolderRules } from '../../shared/library/folder-rules.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';
import { quickPolicy } from '../../main/engine/testing/quick.ts';

const fixture = fixtureOfEachTest();

async function fill(count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    const path = join(fixture.folder, `IMG_${number}.jpg`);
    await makePhoto({ path, width: 40 + number * 30, height: 60, seed: number, grain: 0 });
    await utimes(path, 1_000_000_000 + number, 1_000_000_000 + number);
  }
}

async function send(engine: Engine, rules: Partial<FolderRules> = {}): Promise<void> {
  const target = { kind: 'new', title: 'Поход', privacy: 'private' } as const;
  const added = await engine.calls['folders.add']({ path: fixture.folder, target, rules });
  if (!added.ok) throw new Error(added.error.code);
  expect(await engine.decided()).toBe('decided');
}

async function problems(engine: Engine) {
  const groups = await engine.calls['problems.list'](undefined);
  if (!groups.ok) throw new Error(groups.error.code);
  return groups.value;
}

test.each([26, 454])('error %i when the album is made: a problem of its own, and trying again sends', async (code) => {
  await fill(3);
  fixture.emulator.fail({ method: 'photos.createAlbum', code });
  const engine = await fixture.started({ policy: quickPolicy });
  await send(engine);
  const [group, ...more] = await problems(engine);
  expect(more).toEqual([]);
  expect(group).toMatchObject({ reason: 'album_refused', albumTitle: 'Поход', photos: 3 });
  expect(group?.actions).toEqual(['choose_album', 'try_again', 'leave_out']);
  const albumId = group?.albumId ?? null;
  await engine.calls['problems.act']({ reason: 'album_refused', albumId, action: 'try_again', target: null });
  await engine.decided();
  expect(await problems(engine)).toEqual([]);
  const { albums, photos } = fixture.emulator.ledger();
  expect(albums.map(({ title }) => title)).toEqual(['Поход']);
  expect(photos.length).toBe(3);
});

test('a next album that is refused is one question for all that wait for it', async () => {
  await fill(6);
  fixture.emulator.set({ maxPhotosInAlbum: 2 });
  fixture.emulator.fail({ method: 'photos.createAlbum', code: 26, skip: 1, times: null });
  const engine = await fixture.started({ policy: quickPolicy });
  await send(engine, { whenAlbumFull: 'next' });
  await fill(9);
  await engine.calls['folders.scan']({ folderId: null });
  const open = async () => (await problems(engine)).map(({ reason, photos }) => [reason, photos]);
  await expect.poll(open).toEqual([['album_refused', 7]]);
  fixture.emulator.clearFaults();
  fixture.emulator.set({ maxPhotosInAlbum: null });
  const [group] = await problems(engine);
  const albumId = group?.albumId ?? null;
  await engine.calls['problems.act']({ reason: 'album_refused', albumId, action: 'try_again', target: null });
  await engine.decided();
  const { albums, photos } = fixture.emulator.ledger();
  expect(albums.map(({ title }) => title)).toEqual(['Поход', 'Поход – 2']);
  expect(photos.length).toBe(9);
});
