// Files whose size and time say nothing: successors with the stamps of what was deleted, edits in place, rights and
// links that change.
import { chmodSync, copyFileSync, linkSync, lstatSync, mkdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Engine } from '../../main/engine/engine.ts';
import type { EngineOptions } from '../../main/engine/engine-options.ts';
import type { Clock } from '../../main/engine/ports.ts';
import { systemClock } from '../../main/engine/system-clock.ts';
import { fixtureOfEachTest, scan } from '../../main/engine/testing/fixture-of-each-test.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { editInPlace, keptSeconds, sha256Of, twins, unpack } from '../../main/engine/testing/twins.ts';

const pool = imagingOfFile();
const fixture = fixtureOfEachTest();
const at = (...parts: string[]): string => join(fixture.folder, ...parts);
const photos = await twins(40);
const photo = (n: number): Buffer => photos[n] ?? Buffer.alloc(0);

/** Photos that were decoded. */
let decoded = 0;
const imaging: EngineOptions['imaging'] = {
  ...pool,
  inspect(...given) {
    decoded += 1;
    return pool.inspect(...given);
  },
  close: async () => undefined,
};

/** An hour ahead: for it no stamp of these files is too fresh to prove anything. */
const laterClock: Clock = { ...systemClock, now: () => systemClock.now() + 3_600_000 };

const uploads = (): number => fixture.emulator.ledger().calls.filter(({ method }) => method === 'upload').length;
const published = (): string[] =>
  fixture.emulator
    .ledger()
    .photos.map(({ sha256 }) => sha256)
    .sort();
const shas = (...numbers: number[]): string[] => numbers.map((n) => sha256Of(photo(n))).sort();

async function watched(clock: Clock = systemClock, more: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = await fixture.started({ imaging, clock, ...more });
  const target = { kind: 'new', title: 'Дача', privacy: 'private' } as const;
  expect(await engine.calls['folders.add']({ path: fixture.folder, target, rules: {} })).toMatchObject({ ok: true });
  return engine;
}

function inLibrary<T>(run: (db: Sqlite.Database) => T): T {
  const db = new Sqlite(join(fixture.dataFolder, 'library.db'));
  try {
    return run(db);
  } finally {
    db.close();
  }
}
const journalLines = (): unknown => inLibrary((db) => db.prepare('SELECT count(*) FROM journal').pluck().get());

const clocks = [
  { when: 'long after they were made', clock: laterClock },
  { when: 'within the grain of their stamps', clock: systemClock },
];

test.each(clocks)(
  'new photos in the place of deleted ones, with their size, time and inodes, are sent: read $when',
  async ({ clock }) => {
    for (let n = 0; n < 6; n++) unpack(at(`old-${n}.jpg`), photo(n));
    const engine = await watched(clock);
    await scan(engine);
    expect(published()).toEqual(shas(0, 1, 2, 3, 4, 5));
    for (let n = 0; n < 6; n++) rmSync(at(`old-${n}.jpg`));
    // Names that are new, and names that were there.
    for (let n = 0; n < 6; n++) unpack(at(n < 4 ? `new-${n}.jpg` : `old-${n}.jpg`), photo(10 + n));
    // As ext4 gives them, unless another program was faster.
    inLibrary((db) => {
      const take = db.prepare('UPDATE files SET inode = ? WHERE path = ?');
      for (let n = 0; n < 6; n++) {
        const { ino } = lstatSync(at(n < 4 ? `new-${n}.jpg` : `old-${n}.jpg`), { bigint: true });
        take.run(ino, `old-${n}.jpg`);
      }
    });
    await scan(engine);
    expect(published()).toEqual(shas(0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15));
  },
);

test.each(clocks)(
  'numbered files that move on by one, with a new first one, lose none: read $when',
  async ({ clock }) => {
    const name = (n: number): string => at(`backup-${n}.jpg`);
    for (let n = 1; n <= 3; n++) unpack(name(n), photo(n));
    const engine = await watched(clock);
    await scan(engine);
    for (let day = 4; day <= 6; day++) {
      rmSync(name(3));
      for (const n of [2, 1]) renameSync(name(n), name(n + 1));
      unpack(name(1), photo(day));
      await scan(engine);
      // The new first one is sent, and nothing else.
      expect(published()).toEqual(shas(1, 2, 3, ...Array.from({ length: day - 3 }, (_, n) => n + 4)));
    }
    expect(uploads()).toBe(6);
  },
);

test('a folder that is deleted and one that is made at once after it are two, whatever their numbers', async () => {
  mkdirSync(at('pics'));
  for (const n of [0, 1]) unpack(at('pics', `pic${n}.jpg`), photo(n));
  unpack(at('keep.jpg'), photo(9));
  const engine = await watched(laterClock);
  await scan(engine);
  rmSync(at('pics'), { recursive: true });
  mkdirSync(at('pics2'));
  for (const n of [0, 1]) unpack(at('pics2', `pic${n}.jpg`), photo(n + 2));
  await scan(engine);
  expect(published()).toEqual(shas(0, 1, 2, 3, 9));
});

test('what was away and is followed by another file of the same stamps is read', async () => {
  unpack(at('a.jpg'), photo(0));
  unpack(at('keep.jpg'), photo(1));
  const engine = await watched(laterClock);
  await scan(engine);
  rmSync(at('a.jpg'));
  await scan(engine);
  unpack(at('a.jpg'), photo(2));
  await scan(engine);
  expect(published()).toEqual(shas(0, 1, 2));
});

const edits = [
  { how: 'in place', edit: editInPlace },
  {
    how: 'through a new file that takes its name',
    edit(path: string, bytes: Buffer) {
      unpack(`${path}.tmp`, bytes);
      renameSync(`${path}.tmp`, path);
    },
  },
];
const kinds = edits.flatMap((edit) => clocks.map((clock) => ({ ...edit, ...clock })));

test.each(kinds)('an edit $how that keeps size and time is sent; first read $when', async ({ edit, clock }) => {
  unpack(at('a.jpg'), photo(0));
  unpack(at('b.jpg'), photo(1));
  const engine = await watched(clock);
  await scan(engine);
  edit(at('a.jpg'), photo(2));
  await scan(engine);
  expect(published()).toEqual(shas(0, 1, 2));
  await scan(engine);
  expect(uploads()).toBe(3);
});

test.each(edits)('the same while the folder is watched: $how', async ({ edit }) => {
  unpack(at('a.jpg'), photo(0));
  unpack(at('b.jpg'), photo(1));
  await watched(laterClock, { live: true, timers: { coalesceMs: 10 } });
  await expect.poll(published).toEqual(shas(0, 1));
  edit(at('b.jpg'), photo(3));
  await expect.poll(published).toEqual(shas(0, 1, 3));
});

test('an edit and a new name between two looks are both seen', async () => {
  unpack(at('a.jpg'), photo(0));
  unpack(at('b.jpg'), photo(1));
  const engine = await watched(laterClock);
  await scan(engine);
  editInPlace(at('a.jpg'), photo(2));
  renameSync(at('a.jpg'), at('c.jpg'));
  await scan(engine);
  expect(published()).toEqual(shas(0, 1, 2));
});

test.each([
  { what: 'rights', change: (path: string) => chmodSync(path, 0o600) },
  { what: 'links', change: (path: string) => linkSync(path, join(fixture.dataFolder, `link-${Math.random()}`)) },
  { what: 'time, to the same one', change: (path: string) => utimesSync(path, keptSeconds, keptSeconds) },
])(
  'changed $what of many files cost no decoding, no sending, no journal, and are known afterwards',
  async ({ change }) => {
    for (let n = 0; n < 20; n++) unpack(at(`${n}.jpg`), photo(n));
    const engine = await watched(laterClock);
    await scan(engine);
    const before = { uploads: uploads(), decoded, lines: journalLines() };
    for (let n = 0; n < 20; n++) change(at(`${n}.jpg`));
    await engine.calls['folders.scan']({ folderId: null });
    const counts = await engine.calls['photos.page']({
      shown: 'checking',
      search: '',
      folderId: null,
      after: null,
      limit: 9,
    });
    expect(counts).toMatchObject({ ok: true, value: { rows: [] } });
    await engine.decided();
    expect({ uploads: uploads(), decoded, lines: journalLines() }).toEqual(before);
    for (let n = 0; n < 20; n++) {
      const { ctimeNs } = lstatSync(at(`${n}.jpg`), { bigint: true });
      const known = inLibrary((db) =>
        db.prepare('SELECT ctime_ns FROM files WHERE path = ?').safeIntegers().pluck().get(`${n}.jpg`),
      );
      expect(known).toBe(ctimeNs);
    }
  },
);

test('what is edited while it waits to be sent goes with the bytes it has then, and is known by them', async () => {
  unpack(at('a.jpg'), photo(0));
  unpack(at('b.jpg'), photo(1));
  const engine = await fixture.started({ imaging, clock: laterClock });
  await engine.calls['sync.pause']({ untilMs: null });
  const target = { kind: 'new', title: 'Дача', privacy: 'private' } as const;
  await engine.calls['folders.add']({ path: fixture.folder, target, rules: {} });
  expect(await engine.decided()).toBe('paused');
  editInPlace(at('a.jpg'), photo(2));
  chmodSync(at('b.jpg'), 0o600);
  await engine.calls['sync.resume'](undefined);
  // No scan in between: the sending itself finds out.
  expect(await engine.decided()).toBe('decided');
  expect(published()).toEqual(shas(1, 2));
  const done = inLibrary((db) =>
    db
      .prepare(`SELECT h.sha256 FROM placements p JOIN photos h ON h.id = p.photo_id WHERE p.state = 'done'`)
      .pluck()
      .all(),
  );
  expect((done as string[]).sort()).toEqual(shas(1, 2));
});

test('a library of an older program, which knows neither ctime nor birth, is not read again', async () => {
  for (let n = 0; n < 10; n++) unpack(at(`${n}.jpg`), photo(n));
  const first = await watched(laterClock);
  await scan(first);
  await first.close();
  inLibrary((db) => db.exec('UPDATE files SET ctime_ns = 0, birth_ns = 0, first_seen_ms = 0'));
  const before = { uploads: uploads(), decoded, lines: journalLines() };
  const second = await fixture.started({ imaging, clock: laterClock });
  await scan(second);
  expect({ uploads: uploads(), decoded, lines: journalLines() }).toEqual(before);
  // From now on an edit shows.
  editInPlace(at('3.jpg'), photo(30));
  await scan(second);
  expect(published()).toEqual(shas(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 30));
});

test('a file that did not open is looked at again when its rights change', async (context) => {
  if (process.platform === 'win32') context.skip();
  mkdirSync(at('sub'));
  unpack(at('a.jpg'), photo(0));
  copyFileSync(at('a.jpg'), at('sub', 'no picture.jpg'));
  const engine = await watched(laterClock);
  await scan(engine);
  inLibrary((db) =>
    db.exec(`UPDATE files SET state = 'held', shown = 'needs_you', reason = 'unreadable' WHERE path = 'a.jpg'`),
  );
  chmodSync(at('a.jpg'), 0o640);
  await scan(engine);
  expect(inLibrary((db) => db.prepare(`SELECT shown FROM files WHERE path = 'a.jpg'`).pluck().get())).not.toBe(
    'needs_you',
  );
});
