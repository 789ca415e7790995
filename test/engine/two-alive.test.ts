// Two libraries on one account that are alive at the same time: what the other one has published meanwhile is not
// published again, however the service counts, and nobody waits for ever.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { makePhoto, photoBytes } from '../fixtures/make-photos.ts';
import type { AlbumTarget } from '../../shared/library/album.ts';
import { publish } from '../../main/emulator/testing/ok-client.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { quickPolicy } from '../../main/engine/testing/quick.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { fixtureOfEachTest, scan } from '../../main/engine/testing/fixture-of-each-test.ts';

const imaging = imagingOfFile();
const fixture = fixtureOfEachTest();

const ledger = () => fixture.emulator.ledger();
const calls = (method: string): number => ledger().calls.filter((call) => call.method === method).length;

async function photos(seeds: readonly number[], folder = fixture.folder): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const seed of seeds) await makePhoto({ path: join(folder, `photo ${seed}.jpg`), width: 800, height: 600, seed });
}

const library = (name: string): Promise<Engine> =>
  fixture.started({ imaging, dataFolder: join(dirname(fixture.dataFolder), name) });

async function add(engine: Engine, target: AlbumTarget, path = fixture.folder): Promise<void> {
  const added = await engine.calls['folders.add']({ path, target, rules: {} });
  if (!added.ok) throw new Error(added.error.code);
  expect(await engine.decided()).toBe('decided');
}

async function counts(engine: Engine) {
  const snapshot = await engine.calls['snapshot.get'](undefined);
  if (!snapshot.ok) throw new Error(snapshot.error.code);
  return snapshot.value.counts;
}

const dacha = { kind: 'new', title: 'Дача', privacy: 'private' } as const;
const sameAlbum = (): AlbumTarget => ({ kind: 'remote', remoteId: ledger().albums[0]?.aid ?? '', title: 'Дача' });

test.for<[string, AlbumTarget, () => AlbumTarget]>([
  ['an album that the first library made', dacha, sameAlbum],
  ['the personal photos', { kind: 'personal' }, () => ({ kind: 'personal' })],
])('%s: a photo that comes to both libraries is published once', async ([, first, second]) => {
  await photos([1, 2]);
  const one = await library('one');
  await add(one, first);
  const other = await library('other');
  await add(other, second());
  expect(ledger().summary).toMatchObject({ photos: 2, contentsTwiceInAlbum: 0 });
  // As a folder does that both computers keep in step.
  await photos([3, 4, 5]);
  await scan(other);
  await scan(one);
  expect(ledger().summary).toMatchObject({ photos: 5, contentsTwiceInAlbum: 0 });
  await photos([6]);
  await scan(one);
  await scan(other);
  expect(ledger().summary).toMatchObject({ photos: 6, contentsTwiceInAlbum: 0 });
  expect(await counts(one)).toMatchObject({ done: 6, needs_you: 0 });
  expect(await counts(other)).toMatchObject({ done: 6, needs_you: 0 });
});

test('where nobody else sends, the album is counted and never listed', async () => {
  await photos([1, 2]);
  const one = await library('one');
  await add(one, dacha);
  await photos([3]);
  await scan(one);
  expect(calls('photos.getPhotos')).toBe(0);
  expect(calls('photos.getAlbumInfo')).toBeGreaterThan(0);
  expect(calls('photos.getAlbumInfo')).toBeLessThanOrEqual(calls('photosV2.commit'));
});

test('a service that does not tell the count, or tells nonsense, stops nobody and is not asked each time', async () => {
  for (const fault of [{ code: 3 }, { code: 100 }]) {
    fixture.emulator.fail({ method: 'photos.getAlbumInfo', ...fault, times: null });
    const folder = join(fixture.folder, String(fault.code));
    const seeds = Array.from({ length: 8 }, (_, index) => fault.code * 10 + index);
    await photos(seeds, folder);
    const engine = await library(`code ${fault.code}`);
    const before = calls('photos.getAlbumInfo');
    await add(engine, { kind: 'new', title: `Дача ${fault.code}`, privacy: 'private' }, folder);
    expect(await counts(engine)).toMatchObject({ done: 8, needs_you: 0 });
    expect(calls('photos.getAlbumInfo') - before).toBe(1);
    await engine.close();
  }
});

test.for(['photos.getAlbumInfo', 'photos.getPhotos'])(
  '%s fails for ever: the photos become questions after bounded tries, and nothing waits in silence',
  async (method) => {
    await photos([1]);
    const one = await library('one');
    await add(one, dacha);
    await publish(fixture.emulator, [await photoBytes({ width: 800, height: 600, seed: 50 })], {
      aid: ledger().albums[0]?.aid ?? '',
    });
    fixture.emulator.fail({ method, code: 2, times: null });
    await photos([2, 3]);
    const before = calls(method);
    await scan(one);
    expect(await counts(one)).toMatchObject({ done: 1, needs_you: 2 });
    const problems = await one.calls['problems.list'](undefined);
    expect(problems).toMatchObject({ value: [{ reason: 'gave_up', photos: 2 }] });
    expect(calls(method) - before).toBeLessThanOrEqual(4 * quickPolicy.attempts);
    expect(ledger().photos.length).toBe(2);
  },
);

test('an album that others keep filling does not keep ours waiting, and is not listed over and over', async () => {
  await photos([1]);
  const one = await library('one');
  await add(one, dacha);
  const aid = ledger().albums[0]?.aid ?? '';
  let filled = 0;
  const stranger = async (): Promise<void> => {
    filled += 1;
    await publish(fixture.emulator, [await photoBytes({ width: 640, height: 400, seed: 100 + filled })], { aid });
  };
  let isDone = false;
  const filling = (async () => {
    while (!isDone && filled < 200) await stranger();
  })();
  await photos(Array.from({ length: 12 }, (_, index) => index + 2));
  await scan(one);
  isDone = true;
  await filling;
  expect(await counts(one)).toMatchObject({ done: 13, needs_you: 0 });
  expect(calls('photos.getPhotos')).toBeLessThanOrEqual(12 * 4);
});
