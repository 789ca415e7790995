// Whatever happens to files between two looks, in whatever order: each content that is there at the end is on the
// service once, none twice.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EngineOptions } from '../../main/engine/engine-options.ts';
import { fastClock } from '../../main/engine/testing/fast-clock.ts';
import { openTestPlace } from '../../main/engine/testing/open-test-engine.ts';
import { scan } from '../../main/engine/testing/fixture-of-each-test.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { editInPlace, sha256Of, twins, unpack } from '../../main/engine/testing/twins.ts';

const pool = imagingOfFile();
const imaging: EngineOptions['imaging'] = { ...pool, close: async () => undefined };
const photos = await twins(200);

const names = ['a.jpg', 'b.jpg', 'c.jpg', 'sub/a.jpg', 'sub/d.jpg'] as const;
const name = fc.constantFrom(...names);

/** One thing that a person or a program does. What is not possible at that moment is left out. */
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('unpack' as const), to: name }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('delete' as const), from: name }) },
  // Deleted and followed by another photo with its size, its time, and mostly its inode.
  { weight: 4, arbitrary: fc.record({ what: fc.constant('succeed' as const), from: name, to: name }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('edit' as const), from: name }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('rename' as const), from: name, to: name }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('exchange' as const), from: name, to: name }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('copy' as const), from: name, to: name }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('link' as const), from: name, to: name }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('chmod' as const), from: name }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('touch' as const), from: name }) },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('look' as const) }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** Does it. `next`: a content that was never there. */
function happen(root: string, one: Exclude<Happening, { what: 'look' }>, next: () => Buffer): void {
  const at = (path: string): string => join(root, path);
  const isThere = (path: string): boolean => existsSync(at(path));
  if (one.what === 'unpack') return unpack(at(one.to), next());
  if (!isThere(one.from)) return;
  switch (one.what) {
    case 'delete':
      return rmSync(at(one.from));
    case 'succeed': {
      const { atime, mtime } = lstatSync(at(one.from));
      rmSync(at(one.from));
      unpack(at(one.to), next());
      return utimesSync(at(one.to), atime, mtime);
    }
    case 'edit':
      return editInPlace(at(one.from), next());
    case 'rename':
      return renameSync(at(one.from), at(one.to));
    case 'exchange':
      if (!isThere(one.to) || one.from === one.to) return;
      renameSync(at(one.from), at('between'));
      renameSync(at(one.to), at(one.from));
      return renameSync(at('between'), at(one.to));
    case 'copy':
      if (one.from !== one.to) copyFileSync(at(one.from), at(one.to));
      return;
    case 'link':
      if (!isThere(one.to)) linkSync(at(one.from), at(one.to));
      return;
    case 'chmod':
      return chmodSync(at(one.from), lstatSync(at(one.from)).mode & 0o100 ? 0o600 : 0o700);
    case 'touch':
      return utimesSync(at(one.from), 1_500_000_000, 1_500_000_000);
  }
}

async function run(happenings: readonly Happening[]): Promise<void> {
  const place = await openTestPlace();
  try {
    mkdirSync(join(place.folder, 'sub'), { recursive: true });
    unpack(join(place.folder, 'keep.jpg'), photos[0] ?? Buffer.alloc(0));
    const engine = await place.started({ imaging, clock: fastClock(50) });
    const target = { kind: 'new', title: 'Дача', privacy: 'private' } as const;
    await engine.calls['folders.add']({ path: place.folder, target, rules: {} });
    await scan(engine);
    let made = 0;
    const next = (): Buffer => photos[(made += 1)] ?? Buffer.alloc(0);
    for (const one of [...happenings, { what: 'look' as const }]) {
      if (one.what !== 'look') {
        happen(place.folder, one, next);
        continue;
      }
      await scan(engine);
      // This clock runs fast, so that no stamp is too fresh for it: the grain of the disk's has to pass by itself.
      await sleep(15);
    }
    const files = (readdirSync(place.folder, { recursive: true }) as string[]).filter((path) => path.endsWith('.jpg'));
    const wanted = new Set(files.map((path) => sha256Of(readFileSync(join(place.folder, path)))));
    const published = place.emulator.ledger().photos.map(({ sha256 }) => sha256);
    const times = (sha256: string): number => published.filter((one) => one === sha256).length;
    expect([...wanted].filter((sha256) => times(sha256) === 0)).toEqual([]);
    expect(published.length).toBe(new Set(published).size);
    const ever = new Set(photos.slice(0, made + 1).map(sha256Of));
    expect(published.filter((sha256) => !ever.has(sha256))).toEqual([]);
    expect(await engine.calls['problems.list'](undefined)).toEqual({ ok: true, value: [] });
  } finally {
    await place.close();
  }
}

const runs = Number(process.env['OK_PHOTO_SYNC_RUNS'] ?? 12);

test('files are made, deleted, succeeded, renamed, exchanged, linked, edited and touched in any order', async () => {
  await fc.assert(fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 24 }), run), {
    numRuns: runs,
    endOnFailure: true,
  });
}, 600_000);
