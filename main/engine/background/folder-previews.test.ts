// Previews of folders: real folders, pictures and imaging process, and an engine that must store nothing of them.
import { readdir, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { makePhoto } from '../../../test/fixtures/make-photos.ts';
import { thumbnailPath } from '../../../shared/facts.ts';
import { maxFolderPreviews, type FolderPreview } from '../../../shared/library/folder.ts';
import type { Engine } from '../engine.ts';
import { openFolderPreviews } from './folder-previews.ts';
import type { Imaging } from '../ports.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { credentialsOf } from '../testing/open-test-engine.ts';
import { fixtureOfEachTest } from '../testing/fixture-of-each-test.ts';
import { imagingOfFile } from '../testing/shared-imaging.ts';

const pool = imagingOfFile();
const fixture = fixtureOfEachTest();
let looked: string[];
let told: { path: string; photo: FolderPreview }[];
beforeEach(() => {
  looked = [];
  told = [];
});

function open(): Engine {
  const engine = fixture.open({
    imaging: {
      ...pool,
      inspect(path, thumbnails, wish) {
        looked.push(path);
        return pool.inspect(path, thumbnails, wish);
      },
      // The pool is all tests'.
      close: () => Promise.resolve(),
    },
    listener(name, payload) {
      if (name === 'folderPreview.found') told.push(payload as { path: string; photo: FolderPreview });
    },
  });
  engine.use(credentialsOf(fixture.emulator));
  return engine;
}

async function photo(name: string, daysAgo: number, sides = { width: 240, height: 160 }): Promise<void> {
  const path = join(fixture.folder, name);
  await makePhoto({ path, ...sides, seed: daysAgo, grain: 0 });
  const then = new Date(Date.now() - daysAgo * 86_400_000);
  await utimes(path, then, then);
}

async function want(engine: Engine, ...paths: string[]): Promise<{ path: string; photos: FolderPreview[] }[]> {
  const answer = await engine.calls['folders.preview']({ paths });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

/** Until nothing is looked at any more: what is asked last comes last. */
async function heard(count: number): Promise<void> {
  await expect.poll(() => told.length).toBe(count);
}
const thumbnails = async (): Promise<string[]> =>
  (await readdir(join(fixture.dataFolder, 'thumbnails'), { recursive: true })).filter((name) => name.endsWith('.webp'));

test('previews show the newest photos first; the library knows nothing of them, and nothing is sent', async () => {
  await photo('old.jpg', 30);
  await photo('Море/tall.jpg', 2, { width: 160, height: 240 });
  await photo('new.png', 1);
  await writeFile(join(fixture.folder, 'raw.nef'), 'raw');
  await writeFile(join(fixture.folder, 'drawing.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(fixture.folder, 'broken.jpg'), 'not a picture');
  await photo('icon.png', 3, { width: 64, height: 64 });
  await photo('half.jpg', 4, { width: 1200, height: 800 });
  const half = join(fixture.folder, 'half.jpg');
  await truncate(half, Math.floor((await stat(half)).size / 2));
  const engine = open();
  await engine.start();
  const folder = fixture.folder;
  expect(await engine.calls['folders.survey']({ path: folder })).toMatchObject({ ok: true, value: { photos: 8 } });
  expect(looked).toEqual([]);

  expect(await want(engine, folder)).toEqual([{ path: folder, photos: [] }]);
  await heard(3);
  expect(told.map(({ photo }) => [photo.width, photo.height])).toEqual([
    [240, 160],
    [160, 240],
    [240, 160],
  ]);
  expect(looked.map((path) => path.slice(folder.length + 1))).toEqual([
    'half.jpg',
    'broken.jpg',
    'new.png',
    join('Море', 'tall.jpg'),
    'icon.png',
    'old.jpg',
  ]);
  for (const { photo } of told)
    expect((await stat(join(fixture.dataFolder, 'thumbnails', thumbnailPath(photo.sha256)))).size).toBeGreaterThan(0);

  // From memory: nothing is read again.
  expect(await want(engine, folder)).toEqual([{ path: folder, photos: told.map(({ photo }) => photo) }]);
  await engine.decided();
  expect(looked.length).toBe(6);
  expect(await engine.calls['folders.list'](undefined)).toEqual({ ok: true, value: [] });
  const filter = { shown: null, search: '', folderId: null };
  expect(await engine.calls['photos.page']({ ...filter, after: null, limit: 9 })).toMatchObject({
    value: { rows: [] },
  });
  expect(fixture.emulator.ledger().photos).toEqual([]);
});

test('the next start removes thumbnails of folders that were not added, and keeps the others', async () => {
  await photo('chosen/a.jpg', 1);
  await photo('left/b.jpg', 2);
  const engine = open();
  await engine.start();
  const [chosen, left] = [join(fixture.folder, 'chosen'), join(fixture.folder, 'left')];
  // Not surveyed since this engine started: done now.
  await want(engine, chosen, left);
  await heard(2);
  expect((await thumbnails()).length).toBe(2);
  await engine.calls['folders.add']({ path: chosen, target: { kind: 'personal' }, rules: {}, planned: true });
  await engine.decided();
  await engine.close();

  const next = open();
  await next.start();
  const kept = told.find(({ path }) => path === chosen)?.photo.sha256 ?? '';
  expect((await thumbnails()).map((name) => name.replaceAll('\\', '/'))).toEqual([thumbnailPath(kept)]);
  expect(existsSync(join(fixture.dataFolder, 'thumbnails', 'glimpses.txt'))).toBe(false);
});

test('a relative path is refused; a missing folder has no previews and delays no other', async () => {
  await photo('a.jpg', 1);
  const engine = open();
  expect(await engine.calls['folders.preview']({ paths: ['photos'] })).toMatchObject({ ok: false });
  await want(engine, join(fixture.folder, 'none'), fixture.folder);
  await heard(1);
  expect(told[0]?.path).toBe(fixture.folder);
});

/** Pictures that the test lets be read, one by one, of folders that were surveyed. */
function byHand() {
  const clock = fakeClock();
  const asked: { name: string; answer: () => Promise<void> }[] = [];
  const found: string[] = [];
  const state = { isBusy: false };
  const inspect: Imaging['inspect'] = (path) => {
    const name = path.replaceAll('\\', '/').slice(1);
    return new Promise((done) => {
      asked.push({
        name,
        async answer() {
          const sha256 = Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64);
          const facts = { sha256, hasThumbnail: true, width: 300, height: 200, orientation: 6, soundness: 'whole' };
          done({ kind: 'facts', facts: facts as never });
          await aMoment();
        },
      });
    });
  };
  const folderPreviews = openFolderPreviews({
    imaging: { inspect },
    clock,
    thumbnailFolder: '/thumbnails',
    isBusy: () => state.isBusy,
    made: () => undefined,
    found: (path, photo) => {
      expect(photo).toMatchObject({ width: 200, height: 300 });
      found.push(path);
    },
    onFailure: (error) => {
      throw error;
    },
  });
  const newest = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ relativePath: `${n}.jpg`, mtimeNs: BigInt(count - n) }));
  for (const name of ['a', 'b']) folderPreviews.surveyed(`/${name}`, `/${name}`, newest(maxFolderPreviews + 12));
  /** Answers all that is asked, `most` at most. */
  async function answer(most = 1_000): Promise<void> {
    await aMoment();
    for (let count = 0; count < most && asked.length > 0; count++) await asked.shift()?.answer();
  }
  return { folderPreviews, clock, state, asked, found, answer };
}
/** What follows at once has happened. */
const aMoment = (): Promise<void> => new Promise((go) => setImmediate(go));
const of = (all: readonly string[], path: string): number => all.filter((one) => one === path).length;

test('previews are made one photo at a time, of folders in turn, up to the maximum', async () => {
  const { folderPreviews, asked, found, answer } = byHand();
  expect(asked).toEqual([]);
  folderPreviews.want(['/a']);
  await aMoment();
  expect(asked.map(({ name }) => name)).toEqual(['a/0.jpg']);
  await answer();
  expect(found.length).toBe(maxFolderPreviews);
  // Ticked later: it gets its share, though the wall is full.
  folderPreviews.want(['/a', '/b']);
  await answer();
  expect([of(found, '/a'), of(found, '/b')]).toEqual([maxFolderPreviews, maxFolderPreviews / 2]);
  folderPreviews.want(['/b']);
  await answer();
  expect(of(found, '/b')).toBe(maxFolderPreviews);

  const fresh = byHand();
  fresh.folderPreviews.want(['/a', '/b']);
  await fresh.answer(3);
  expect(fresh.found).toEqual(['/a', '/b', '/a']);
  await fresh.answer();
  expect([of(fresh.found, '/a'), of(fresh.found, '/b')]).toEqual([maxFolderPreviews / 2, maxFolderPreviews / 2]);
});

test('after a folder is no longer wanted, only the photo that is being read is finished, and is kept for later', async () => {
  const { folderPreviews, asked, found, answer } = byHand();
  folderPreviews.want(['/a', '/b']);
  await answer(2);
  folderPreviews.want([]);
  await answer();
  expect(found.length).toBe(2);
  expect(asked).toEqual([]);
  const [a] = folderPreviews.want(['/a']);
  expect(a?.photos.length).toBe(2);
  folderPreviews.close();
  await answer();
  expect(asked).toEqual([]);
});

test('previews wait while photos that are to be sent are inspected', async () => {
  const { folderPreviews, clock, state, asked, answer } = byHand();
  state.isBusy = true;
  folderPreviews.want(['/a']);
  await clock.advance(60_000);
  expect(asked).toEqual([]);
  state.isBusy = false;
  await clock.advance(1_000);
  expect(asked.length).toBe(1);
  await answer();
  folderPreviews.close();
});
