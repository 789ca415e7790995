// A folder with an album for each subfolder that is rearranged on the disk: what is a move, what is a copy, and what is
// asked.
import { cpSync, lstatSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { otherAlbumTitle } from '../../shared/other-album-title.ts';
import type { Engine } from '../../main/engine/engine.ts';
import type { EngineOptions } from '../../main/engine/engine-options.ts';
import type { Clock } from '../../main/engine/ports.ts';
import { systemClock } from '../../main/engine/system-clock.ts';
import { fixtureOfEachTest, scan } from '../../main/engine/testing/fixture-of-each-test.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { keptSeconds, sha256Of, twins, unpack } from '../../main/engine/testing/twins.ts';

const pool = imagingOfFile();
const imaging: EngineOptions['imaging'] = { ...pool, close: async () => undefined };
const fixture = fixtureOfEachTest();
const at = (...parts: string[]): string => join(fixture.folder, ...parts);
const photos = await twins(6);

const laterClock: Clock = { ...systemClock, now: () => systemClock.now() + 3_600_000 };

/** «Album sha256» of all that is there, the album by its title. */
function published(): string[] {
  const { albums, photos: there } = fixture.emulator.ledger();
  const titles = new Map(albums.map(({ aid, title }) => [aid, title]));
  return there.map(({ albumId, sha256 }) => `${titles.get(albumId ?? '') ?? ''} ${sha256}`).sort();
}
const inAlbum = (title: string, ...numbers: number[]): string[] =>
  numbers.map((n) => `${title} ${sha256Of(photos[n] ?? Buffer.alloc(0))}`);

function fill(folder: string, ...numbers: number[]): void {
  mkdirSync(at(folder), { recursive: true });
  for (const n of numbers) unpack(at(folder, `${n}.jpg`), photos[n] ?? Buffer.alloc(0));
}

async function watched(clock: Clock = laterClock): Promise<Engine> {
  const engine = await fixture.started({ imaging, clock });
  const target = { kind: 'per_subfolder', privacy: 'private' } as const;
  expect(await engine.calls['folders.add']({ path: fixture.folder, target, rules: {} })).toMatchObject({ ok: true });
  return engine;
}

async function asked(engine: Engine): Promise<unknown[]> {
  const groups = await engine.calls['problems.list'](undefined);
  return groups.ok ? groups.value.map(({ reason, photos: n, actions }) => ({ reason, n, actions })) : [];
}
const question = (n: number) => [{ reason: 'in_other_album', n, actions: ['leave_out', 'send_anyway'] }];
const act = (engine: Engine, action: 'leave_out' | 'send_anyway') =>
  engine.calls['problems.act']({ reason: 'in_other_album', albumId: null, action, target: null });

test('a copy of a renamed folder is asked about, once for all, and left out', async () => {
  fill('2019', 0, 1);
  const engine = await watched();
  await scan(engine);
  renameSync(at('2019'), at('Summer'));
  await scan(engine);
  cpSync(at('Summer'), at('Archive', 'Summer'), { recursive: true, preserveTimestamps: true });
  await scan(engine);
  expect(published()).toEqual(inAlbum('2019', 0, 1).sort());
  expect(await asked(engine)).toEqual(question(2));
  await act(engine, 'leave_out');
  await scan(engine);
  expect(await asked(engine)).toEqual([]);
  expect(published()).toEqual(inAlbum('2019', 0, 1).sort());
});

test('the copy goes into its own album, too, when the person says so, and is not asked about again', async () => {
  fill('2019', 0, 1);
  const engine = await watched();
  await scan(engine);
  cpSync(at('2019'), at('Best'), { recursive: true });
  await scan(engine);
  expect(await asked(engine)).toEqual(question(2));
  await act(engine, 'send_anyway');
  expect(await engine.decided()).toBe('decided');
  const both = [...inAlbum('2019', 0, 1), ...inAlbum('Best', 0, 1)].sort();
  expect(published()).toEqual(both);
  for (const n of [0, 1]) unpack(at('Best', `${n}.jpg`), photos[n] ?? Buffer.alloc(0));
  await scan(engine);
  expect(await asked(engine)).toEqual([]);
  expect(published()).toEqual(both);
});

test('a photo that lies in two subfolders from the start goes into both albums without a question', async () => {
  fill('Mother', 0, 1);
  fill('Father', 1, 2);
  const engine = await watched();
  await scan(engine);
  expect(await asked(engine)).toEqual([]);
  expect(published()).toEqual([...inAlbum('Mother', 0, 1), ...inAlbum('Father', 1, 2)].sort());
  fill('Father', 3);
  await scan(engine);
  expect(await asked(engine)).toEqual([]);
});

test('two folders that changed names are asked about, and so is every copy that is made of them afterwards', async () => {
  fill('A', 0, 1);
  fill('B', 2, 3);
  for (const n of [0, 1]) renameSync(at('B', `${n + 2}.jpg`), at('B', `${n}.jpg`));
  const engine = await watched();
  await scan(engine);
  const before = published();
  renameSync(at('A'), at('Z'));
  renameSync(at('B'), at('A'));
  renameSync(at('Z'), at('B'));
  await scan(engine);
  // Stamps that say nothing: they are read in the background.
  await expect.poll(() => asked(engine)).toEqual(question(4));
  // Copies of files whose names were there at the first look, with other bytes; the names are gone when the copies are
  // found.
  cpSync(at('A'), at('E'), { recursive: true, preserveTimestamps: true });
  cpSync(at('A'), at('G'), { recursive: true, preserveTimestamps: true });
  rmSync(at('A'), { recursive: true });
  await scan(engine);
  await scan(engine);
  await expect.poll(() => asked(engine)).toEqual(question(6));
  expect(published()).toEqual(before);
});

test.skipIf(process.platform === 'win32')(
  'two folders that changed names are noticed, though their files have one size and every stamp in common',
  async () => {
    fill('A');
    fill('B');
    const stamp = (folder: string): bigint => lstatSync(at(folder, '0.jpg'), { bigint: true }).ctimeNs;
    // Until both were written within one tick of the disk's clock.
    for (let turn = 0; turn < 10_000; turn += 1) {
      writeFileSync(at('A', '0.jpg'), photos[0] ?? '');
      writeFileSync(at('B', '0.jpg'), photos[1] ?? '');
      for (const folder of ['A', 'B']) utimesSync(at(folder, '0.jpg'), keptSeconds, keptSeconds);
      if (stamp('A') === stamp('B')) break;
    }
    const engine = await watched();
    await scan(engine);
    const before = published();
    renameSync(at('A'), at('Z'));
    renameSync(at('B'), at('A'));
    renameSync(at('Z'), at('B'));
    await scan(engine);
    await expect.poll(() => asked(engine)).toEqual(question(2));
    expect(published()).toEqual(before);
  },
);

const moves: { how: string; move: (looked: () => Promise<void>) => Promise<void> | void }[] = [
  { how: 'renamed', move: () => renameSync(at('2019'), at('Summer')) },
  {
    how: 'copied elsewhere and deleted before the next look',
    move() {
      cpSync(at('2019'), at('Summer'), { recursive: true });
      rmSync(at('2019'), { recursive: true });
    },
  },
  {
    how: 'deleted, and put back elsewhere after a look',
    async move(looked) {
      rmSync(at('2019'), { recursive: true });
      await looked();
      fill('Summer', 0, 1);
    },
  },
  {
    how: 'copied elsewhere, looked at, and deleted then',
    async move(looked) {
      cpSync(at('2019'), at('Summer'), { recursive: true });
      await looked();
      rmSync(at('2019'), { recursive: true });
    },
  },
];

test.each(
  moves.flatMap((move) => [
    { ...move, clock: laterClock, stamps: 'old' },
    { ...move, clock: systemClock, stamps: 'fresh' },
  ]),
)('a folder that is $how costs no bytes, and no question is left ($stamps stamps)', async ({ move, clock }) => {
  fill('2019', 0, 1);
  fill('2020', 2);
  const engine = await watched(clock);
  await scan(engine);
  const before = published();
  await move(() => scan(engine));
  await scan(engine);
  expect(await asked(engine)).toEqual([]);
  expect(published()).toEqual(before);
  const rows = await engine.calls['photos.page']({ shown: null, search: '', folderId: null, after: null, limit: 20 });
  const shown = rows.ok ? rows.value.rows.map(({ shown: state, name }) => `${name} ${state}`).sort() : [];
  expect(shown).toEqual(['0.jpg done', '1.jpg done', '2.jpg done']);
});

test('the photo’s story names the album in which it is', async () => {
  fill('2019', 0);
  const engine = await watched();
  await scan(engine);
  cpSync(at('2019'), at('Best'), { recursive: true });
  await scan(engine);
  const page = await engine.calls['photos.page']({
    shown: 'needs_you',
    search: '',
    folderId: null,
    after: null,
    limit: 20,
  });
  const fileId = page.ok ? (page.value.rows[0]?.fileId ?? 0) : 0;
  const detail = await engine.calls['photos.get']({ fileId });
  expect(detail.ok && otherAlbumTitle(detail.value)).toBe('2019');
});
