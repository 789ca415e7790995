// Whatever throws, wherever, while folders are looked through: it ends in a told state, keeps nothing else out, and is
// over when its cause is.
import { mkdtemp, realpath, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Tables } from '../../main/engine/db/tables.ts';
import { fakeClock, type FakeClock } from '../../main/engine/testing/fake-clock.ts';
import { openTestLibrary, type TestLibrary } from '../../main/engine/testing/open-test-library.ts';
import { silentLog } from '../../main/engine/testing/quick.ts';
import { FolderWatchers } from '../../main/engine/watch/folder-watchers.ts';

const names = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'];

type Part = 'files' | 'folders' | 'verdicts' | 'unopened';

/** The real tables, on whose way stands `meet`: called with the name of each method before it runs, it may throw. */
function tablesOver(library: TestLibrary, meet: (method: string) => void): Tables {
  const over = <T extends object>(part: string, object: T): T =>
    new Proxy(object, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          meet(`${part}.${String(key)}`);
          return Reflect.apply(value, target, args);
        };
      },
    });
  const { tables } = library;
  const parts: Pick<Tables, Part> = {
    files: over('files', tables.files),
    folders: over('folders', tables.folders),
    verdicts: over('verdicts', tables.verdicts),
    unopened: over('unopened', tables.unopened),
  };
  return {
    ...tables,
    ...parts,
    together(run) {
      meet('together');
      return tables.together(run);
    },
  };
}

interface Place {
  root: string;
  library: TestLibrary;
  folderId: number;
  clock: FakeClock;
  watchings: FolderWatchers;
  failures: unknown[];
  known(): string[];
  /** What a person is told of the folder: its trouble, and the places in it. */
  told(): string[];
}

async function inPlace(meet: (method: string) => void, run: (place: Place) => Promise<void>): Promise<void> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'told-')));
  const library = openTestLibrary();
  const clock = fakeClock({ startMs: Date.now() });
  const failures: unknown[] = [];
  const tables = tablesOver(library, meet);
  const watchings = new FolderWatchers({
    tables,
    library: {
      tables,
      clock,
      albumFor: (folder) => ('albumId' in folder.target ? folder.target.albumId : 0),
      changed: () => undefined,
      wake: () => undefined,
      doubted: () => undefined,
    },
    clock,
    log: silentLog,
    live: false,
    onFailure: (error) => failures.push(error),
  });
  const { folderId } = library.folder(root);
  try {
    await run({
      root,
      library,
      folderId,
      clock,
      watchings,
      failures,
      known: () =>
        library.db.prepare(`SELECT path FROM files WHERE state <> 'missing' ORDER BY path`).pluck().all() as string[],
      told() {
        const trouble = library.tables.folders.get(folderId)?.trouble ?? null;
        const places = library.tables.unopened.list(folderId).map(({ path, code }) => `${path}: ${code}`);
        return [...(trouble === null ? [] : [trouble]), ...places];
      },
    });
  } finally {
    await watchings.close();
    library.close();
    await rm(root, { recursive: true });
  }
}

async function photo(root: string, name: string): Promise<void> {
  await writeFile(join(root, name), name);
  const hourAgo = new Date(Date.now() - 3_600_000);
  await utimes(join(root, name), hourAgo, hourAgo);
}

const coded = (code: string): Error => Object.assign(new Error(code), { code });
const errors: readonly (() => unknown)[] = [
  () => new TypeError('a bug'),
  () => new RangeError('The value is out of range'),
  () => coded('SQLITE_CONSTRAINT_DATATYPE'),
  () => coded('SQLITE_TOOBIG'),
  () => coded('SQLITE_BUSY'),
  () => coded('SQLITE_IOERR_WRITE'),
  () => coded('SQLITE_FULL'),
  () => coded('EACCES'),
  () => coded('EMFILE'),
  () => 'not even an error',
];

test('one failure at any call: what is not known is told, and after the next look nothing is missing and nothing told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(120), fc.constantFrom(...errors), async (at, error) => {
      let calls = 0;
      let isArmed = false;
      const meet = (): void => {
        if (isArmed && calls++ === at) throw error();
      };
      await inPlace(meet, async ({ root, watchings, folderId, clock, known, told }) => {
        for (const name of names) await photo(root, name);
        isArmed = true;
        await watchings.follow(folderId);
        await watchings.scan(null);
        // Silence means that everything was seen.
        if (told().length === 0) {
          expect(known()).toEqual(names);
          expect(watchings.isLookedThrough()).toBe(true);
        }
        // A file that was refused is told by its name, and the others are there.
        if (told().length > 0 && told().every((one) => one.includes('.jpg')))
          expect(known().length + told().length).toBeGreaterThanOrEqual(names.length);
        await rm(join(root, 'e.jpg'));
        await clock.advance(1_000_000);
        await expect.poll(() => watchings.isScanning()).toBe(false);
        await watchings.scan(null);
        // It may have waited until now.
        isArmed = false;
        await watchings.scan(null);
        expect(told()).toEqual([]);
        expect(known()).toEqual(names.filter((name) => name !== 'e.jpg'));
      });
    }),
    { numRuns: 60 },
  );
});

test('a call that fails every time: the folder says so for as long as it does', async () => {
  const methods = [
    'files.unchanged',
    'files.at',
    'files.add',
    'files.under',
    'together',
    'folders.setRoot',
    'folders.setScanned',
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...methods), fc.constantFrom(...errors), async (method, error) => {
      let isBroken = true;
      const meet = (called: string): void => {
        if (isBroken && called === method) throw error();
      };
      await inPlace(meet, async ({ root, watchings, folderId, known, told }) => {
        for (const name of names) await photo(root, name);
        for (let scans = 0; scans < 2; scans++) {
          await watchings.follow(folderId);
          await watchings.scan(null);
          expect(told()).not.toEqual([]);
        }
        isBroken = false;
        await watchings.scan(null);
        expect(told()).toEqual([]);
        expect(known()).toEqual(names);
      });
    }),
    { numRuns: 40 },
  );
});

test('a folder that fails stops no other, and is tried again, more and more seldom', async () => {
  let broken = true;
  let tries = 0;
  const other = await realpath(await mkdtemp(join(tmpdir(), 'told-other-')));
  await photo(other, 'other.jpg');
  let failing = 0;
  const meet = (called: string): void => {
    if (called !== 'folders.setScanned' || !broken) return;
    tries += 1;
    throw new TypeError('a bug');
  };
  await inPlace(meet, async ({ root, library, watchings, folderId, clock, known, told }) => {
    failing = folderId;
    await photo(root, 'a.jpg');
    await watchings.follow(failing);
    await watchings.scan(null);
    expect(told()).toEqual(['FAILED']);
    // What it has seen is known all the same.
    expect(known()).toEqual(['a.jpg']);
    const before = tries;
    await clock.advance(31_000);
    await expect.poll(() => tries).toBeGreaterThan(before);
    await expect.poll(() => watchings.isScanning()).toBe(false);
    const later = tries;
    await clock.advance(20_000);
    expect(tries).toBe(later);
    broken = false;
    const second = library.folder(other);
    await watchings.follow(second.folderId);
    await watchings.scan(second.folderId);
    expect(known()).toEqual(['a.jpg', 'other.jpg']);
    await clock.advance(1_000_000);
    await expect.poll(told).toEqual([]);
  });
  await rm(other, { recursive: true });
});
