// Limits are learned from what the service takes and refuses: the plan follows, one odd refusal holds nothing but its
// photo, what was learned can be forgotten, and limits.json wins.
import { join } from 'node:path';
import { utimes, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { photoBytes, type MadeFormat } from '../fixtures/make-photos.ts';
import type { Limits } from '../../shared/limits.ts';
import type { PhotoAction } from '../../shared/library/photo.ts';
import type { ProblemReason } from '../../shared/reasons.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { fixtureOfEachTest, scan } from '../../main/engine/testing/fixture-of-each-test.ts';
import { quickPolicy } from '../../main/engine/testing/quick.ts';

const fixture = fixtureOfEachTest();
let seed = 0;

async function put(width: number, height = width, format: MadeFormat = 'jpeg'): Promise<void> {
  const path = join(fixture.folder, `${(seed += 1)}.${format}`);
  await writeFile(path, await photoBytes({ width, height, format, seed }));
  await utimes(path, 1_000_000_000 + seed, 1_000_000_000 + seed);
}

async function begun(limits: Partial<Limits> = {}): Promise<Engine> {
  const engine = await fixture.started({ policy: quickPolicy, limits });
  await engine.calls['folders.add']({ path: fixture.folder, target: { kind: 'personal' }, rules: {} });
  expect(await engine.decided()).toBe('decided');
  return engine;
}

async function known(engine: Engine) {
  const view = await engine.calls['limits.get'](undefined);
  if (!view.ok) throw new Error(view.error.code);
  return view.value;
}

async function problems(engine: Engine): Promise<[string, number][]> {
  const groups = await engine.calls['problems.list'](undefined);
  return groups.ok ? groups.value.map(({ reason, photos }) => [reason, photos]) : [];
}

async function decideOne(engine: Engine, reason: ProblemReason, action: PhotoAction): Promise<void> {
  const groups = await engine.calls['problems.list'](undefined);
  const row = (groups.ok ? groups.value : []).find((one) => one.reason === reason)?.rows[0];
  await engine.calls['photos.act']({ fileIds: [row?.fileId ?? 0], action });
  expect(await engine.decided()).toBe('decided');
}

const there = (): number => fixture.emulator.ledger().photos.length;
const uploads = (): number => fixture.emulator.ledger().calls.filter(({ method }) => method === 'upload').length;

test('sides that the service refuses narrow the plan: the next such photo is held before it is sent', async () => {
  fixture.emulator.set({ limits: { minSide: 90 } });
  await put(60);
  await put(200);
  const engine = await begun();
  expect(await known(engine)).toMatchObject({ minSidePixels: 61, sources: { minSidePixels: { how: 'learned' } } });
  expect([there(), await problems(engine)]).toEqual([1, [['too_small', 1]]]);
  const before = uploads();
  await put(50);
  await scan(engine);
  expect([uploads(), await problems(engine)]).toEqual([before, [['too_small', 2]]]);
});

test('a limit that turns out to be wider lets the photos go that it held, and not those that the service refused', async () => {
  fixture.emulator.set({ limits: { minSide: 90 } });
  await put(80);
  const engine = await begun();
  await put(50);
  await put(40);
  await scan(engine);
  expect([there(), await problems(engine)]).toEqual([0, [['too_small', 3]]]);
  fixture.emulator.set({ limits: { minSide: 16 } });
  // The person sends one of them all the same, and it is taken.
  await decideOne(engine, 'too_small', 'send_anyway');
  expect(there()).toBe(2);
  expect(await problems(engine)).toEqual([['too_small', 1]]);
  expect(await known(engine)).toMatchObject({ minSidePixels: 16, sources: { minSidePixels: { how: 'assumed' } } });
});

test('one odd refusal holds its own photo and nothing else', async () => {
  fixture.emulator.fail({ method: 'upload', code: 500 });
  for (let number = 0; number < 5; number += 1) await put(70 + number);
  const engine = await begun();
  expect([there(), await problems(engine)]).toEqual([4, [['too_many_bytes', 1]]]);
  expect(await known(engine)).toMatchObject({ sources: { maxBytes: { how: 'assumed' } } });
});

// nextcloud/desktop #925, #1178: what a proxy refused with 413 was never sent again, whatever became of the proxy.
test('a refusal that no code of the service stands behind teaches nothing, and its photos can be sent', async () => {
  fixture.emulator.fail({ method: 'upload', httpStatus: 413, times: 3 });
  for (let number = 0; number < 3; number += 1) await put(70 + number);
  const engine = await begun();
  expect(await problems(engine)).toEqual([['too_many_bytes', 3]]);
  expect(await known(engine)).toMatchObject({ sources: { maxBytes: { how: 'assumed' } } });
  await engine.calls['problems.act']({ reason: 'too_many_bytes', albumId: null, action: 'send_anyway', target: null });
  expect(await engine.decided()).toBe('decided');
  expect([there(), await problems(engine)]).toEqual([3, []]);
});

test('a format that is refused is not sent again, that is remembered, and can be forgotten', async () => {
  fixture.emulator.set({ limits: { formats: ['jpeg'] } });
  for (let number = 0; number < 3; number += 1) await put(70 + number, 70, 'webp');
  await put(70);
  let engine = await begun();
  expect((await known(engine)).formats).not.toContain('webp');
  expect([there(), await problems(engine)]).toEqual([1, [['invalid_format', 3]]]);
  await engine.close();
  const before = uploads();
  engine = await fixture.started({ policy: quickPolicy });
  await put(80, 80, 'webp');
  await scan(engine);
  expect([uploads(), await problems(engine)]).toEqual([before, [['invalid_format', 4]]]);
  fixture.emulator.set({ limits: { formats: ['jpeg', 'webp'] } });
  await engine.calls['limits.forget'](undefined);
  await expect.poll(there, { timeout: 20_000 }).toBeGreaterThan(1);
  await engine.decided();
  // What the service itself refused waits for a person all the same.
  expect((await problems(engine))[0]?.[0]).toBe('invalid_format');
  expect(await known(engine)).toMatchObject({ sources: { formats: { how: 'assumed' } } });
  expect((await known(engine)).formats).toContain('webp');
});

test('limits.json wins over what the service does', async () => {
  fixture.emulator.set({ limits: { minSide: 90 } });
  await put(60);
  const engine = await begun({ minSidePixels: 5 });
  await put(50);
  await scan(engine);
  expect(await known(engine)).toMatchObject({ minSidePixels: 5, sources: { minSidePixels: { how: 'by_hand' } } });
  expect(uploads()).toBe(2);
});
