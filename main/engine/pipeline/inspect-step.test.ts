// When inspection takes its time: a whole engine with real imaging, and what it asked of it.
import { open, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { makeLibrary, photoBytes } from '../../../test/fixtures/make-photos.ts';
import type { Engine } from '../engine.ts';
import type { EngineOptions } from '../engine-options.ts';
import { fixtureOfEachTest } from '../testing/fixture-of-each-test.ts';
import type { ImagingPool } from '../imaging/pool.ts';
import { systemClock } from '../system-clock.ts';
import { imagingOfFile } from '../testing/shared-imaging.ts';

const pool = imagingOfFile();
const fixture = fixtureOfEachTest();
/** What was asked for, photo by photo. */
let asked: { path: string; thorough: boolean }[];
beforeEach(() => {
  asked = [];
});

async function sent(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const imaging: ImagingPool = {
    ...pool,
    inspect(path, thumbnailFolder, options) {
      asked.push({ path, thorough: options?.thorough ?? false });
      return pool.inspect(path, thumbnailFolder, options);
    },
  };
  const engine = await fixture.started({ imaging, ...options });
  const target = { kind: 'new', title: 'Дача', privacy: 'friends' } as const;
  const added = await engine.calls['folders.add']({ path: fixture.folder, target, rules: {} });
  expect(added.ok).toBe(true);
  expect(await engine.decided()).toBe('decided');
  return engine;
}

test('a large photo damaged in its middle is told of, and sent all the same', async () => {
  const bytes = await photoBytes({ width: 1600, height: 1200, seed: 3 });
  const middle = Math.floor(bytes.length / 2);
  const path = join(fixture.folder, 'scratched.jpg');
  await writeFile(path, bytes.fill(0, middle, middle + 4096));
  const hourAgo = new Date(Date.now() - 3_600_000);
  await utimes(path, hourAgo, hourAgo);
  const engine = await sent();
  expect(asked).toEqual([{ path, thorough: true }]);
  expect(fixture.emulator.ledger().photos.length).toBe(1);
  const page = await engine.calls['photos.page']({ shown: null, search: '', folderId: null, after: null, limit: 10 });
  const fileId = page.ok ? page.value.rows[0]?.fileId : undefined;
  const detail = await engine.calls['photos.get']({ fileId: fileId ?? 0 });
  expect(detail).toMatchObject({ ok: true, value: { soundness: 'flawed', row: { shown: 'done' } } });
});

test('while more photos wait than can be inspected at once, none is decoded in full', async () => {
  await makeLibrary(fixture.folder, 9, { width: 320, height: 240 });
  await sent();
  expect(asked.length).toBe(9);
  // Two inspectors: the last ones may or may not be decoded in full, but no photo waits behind the very last.
  expect(asked.slice(0, 6).some(({ thorough }) => thorough)).toBe(false);
  expect(asked.at(-1)?.thorough).toBe(true);
});

test('many large photos that came at once are each decoded in full once no photo waits', async () => {
  await makeLibrary(fixture.folder, 7, { width: 1600, height: 1200, pictures: 1 });
  const middle = Buffer.alloc(4096);
  const path = join(fixture.folder, 'photo-00001.jpg');
  const file = await open(path, 'r+');
  await file.write(middle, 0, middle.length, Math.floor((await file.stat()).size / 2));
  await file.close();
  const hourAgo = new Date(Date.now() - 3_600_000);
  await utimes(path, hourAgo, hourAgo);
  // Long rests are short here; nothing else about the time is changed.
  const clock = { ...systemClock, after: (ms: number, run: () => void) => systemClock.after(Math.min(ms, 500), run) };
  const engine = await sent({ clock, live: true });
  const quickly = asked.slice(0, 7).filter(({ thorough }) => !thorough).length;
  expect(quickly).toBeGreaterThan(0);
  await expect.poll(() => asked.length).toBe(7 + quickly);
  expect(asked.slice(7).every(({ thorough }) => thorough)).toBe(true);
  const page = await engine.calls['photos.page']({
    shown: 'done',
    search: 'photo-00001',
    folderId: null,
    after: null,
    limit: 9,
  });
  const fileId = (page.ok && page.value.rows[0]?.fileId) || 0;
  await expect
    .poll(() => engine.calls['photos.get']({ fileId }))
    .toMatchObject({ ok: true, value: { soundness: 'flawed', row: { shown: 'done' } } });
  expect(fixture.emulator.ledger().photos.length).toBe(7);
});
