// The order of a folder in its album: the real engine, real HTTP, and uploads that take any time they like.
import { copyFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { makePhoto } from '../fixtures/make-photos.ts';
import type { FaultOrder } from '../../main/emulator/faults/faults.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';
import { quickPolicy } from '../../main/engine/testing/quick.ts';

const fixture = fixtureOfEachTest();
/** Longer than the slowest upload of these tests on any machine. */
const patient = { ...quickPolicy, orderPatienceMs: 60_000 };

/** Dates in another order than names and numbers, several photos in one second, none in others. */
const taken: Readonly<Record<string, string | null>> = {
  'IMG_10.jpg': '2024-05-01T10:00:00Z',
  'IMG_9.jpg': '2024-05-01T10:00:00Z',
  'IMG_100.jpg': '2024-05-01T10:00:00Z',
  'a/DSC_1.jpg': '2023-01-01T00:00:00Z',
  'a/DSC_2.jpg': '2025-01-01T00:00:00Z',
  'b/scan 2.jpg': null,
  'b/scan 11.jpg': null,
  'b/scan 1.jpg': null,
  'Я.jpg': '2022-01-01T00:00:00Z',
  'IMG_11.jpg': '2024-05-01T10:00:01Z',
  'IMG_8.jpg': '2024-04-30T10:00:00Z',
  'x.jpg': '2024-05-02T10:00:00Z',
};
const inOrder = [
  'b/scan 1.jpg',
  'b/scan 2.jpg',
  'b/scan 11.jpg',
  'Я.jpg',
  'a/DSC_1.jpg',
  'IMG_8.jpg',
  'IMG_9.jpg',
  'IMG_10.jpg',
  'IMG_100.jpg',
  'IMG_11.jpg',
  'x.jpg',
  'a/DSC_2.jpg',
];

async function fill(): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const [index, [name, date]] of Object.entries(taken).entries()) {
    const path = join(fixture.folder, name);
    const capturedAt = date === null ? {} : { capturedAt: new Date(date) };
    await makePhoto({ path, width: 60 + index, height: 50, seed: index + 1, grain: 0, ...capturedAt });
    await utimes(path, 1_000_000_000, 1_000_000_000);
    names.set(await shaOf(path), name);
  }
  return names;
}

const shaOf = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

/** Any latency from 0 to 150 ms, for each upload another. */
const anyTime: FaultOrder[] = [10, 20, 40, 80].map((latencyMs) => ({
  method: 'upload',
  latencyMs,
  probability: 0.5,
  times: null,
}));

async function sendAll(engine: Engine): Promise<void> {
  const target = { kind: 'new', title: 'Дача', privacy: 'friends' } as const;
  const added = await engine.calls['folders.add']({ path: fixture.folder, target, rules: {}, planned: true });
  if (!added.ok) throw new Error(added.error.code);
  await engine.decided();
  await engine.calls['folders.start']({ folderIds: [added.value.folderId] });
  expect(await engine.decided()).toBe('decided');
}

const album = (names: ReadonlyMap<string, string>): (string | undefined)[] =>
  fixture.emulator.ledger().photos.map((photo) => names.get(photo.sha256));

test.each([1, 2, 3])('the album has the folder’s order: by date, then by name (chance %i)', async (seed) => {
  const names = await fill();
  fixture.emulator.set({ seed });
  fixture.emulator.fail(...anyTime);
  await sendAll(await fixture.started({ policy: patient, lanes: 4 }));
  expect(album(names)).toEqual(inOrder);
});

test('several photos in a POST keep it, too', async () => {
  const names = await fill();
  fixture.emulator.fail(...anyTime);
  await sendAll(await fixture.started({ policy: patient, photosPerPost: 3 }));
  expect(album(names)).toEqual(inOrder);
});

test('a photo that fails, is held, or takes too long holds up nobody; all arrive, each once', async () => {
  const names = await fill();
  // The first one is refused, the second fails once, one takes much longer than anybody waits.
  fixture.emulator.fail(
    { method: 'upload', code: 504 },
    { method: 'upload', httpStatus: 502 },
    { method: 'upload', latencyMs: 1_500 },
  );
  const engine = await fixture.started({
    policy: { ...quickPolicy, firstWaitMs: 1_200, longestWaitMs: 1_200 },
    lanes: 3,
  });
  await sendAll(engine);
  const there = album(names);
  expect(there.length).toBe(inOrder.length - 1);
  expect(new Set(there).size).toBe(there.length);
  // Whoever met no fault stands in the order.
  const late = new Set(inOrder.slice(0, 3));
  const others = there.filter((name) => !late.has(name ?? ''));
  expect(others).toEqual(inOrder.filter((name) => others.includes(name)));
  expect(others.length).toBe(inOrder.length - 3);
});

test('a reservation that lives shortly is not waited away', async () => {
  const names = await fill();
  fixture.emulator.set({ reservationMs: 1_000 });
  fixture.emulator.fail({ method: 'upload', latencyMs: 700, skip: 1, times: 1 });
  await sendAll(await fixture.started({ policy: patient, lanes: 3 }));
  expect(new Set(album(names))).toEqual(new Set(inOrder));
  expect(album(names).length).toBe(inOrder.length);
});

test('of equal files the one whose name comes first is sent, whichever was found first', async () => {
  const original = join(fixture.folder, 'Фото 2.jpg');
  await makePhoto({ path: original, width: 64, height: 48, seed: 5, grain: 0 });
  for (const name of ['Фото 2 (1).jpg', 'Фото 2 - копия.jpg', 'Фото 10.jpg', 'Фото 02 (2).jpg'])
    await copyFile(original, join(fixture.folder, name));
  for (const name of ['Фото 2.jpg', 'Фото 2 (1).jpg', 'Фото 2 - копия.jpg', 'Фото 10.jpg', 'Фото 02 (2).jpg'])
    await utimes(join(fixture.folder, name), 1_000_000_000, 1_000_000_000);
  const engine = await fixture.started({ inspectors: 2 });
  await sendAll(engine);
  const page = await engine.calls['photos.page']({ shown: 'done', search: '', folderId: null, after: null, limit: 10 });
  expect(page.ok && page.value.rows.map((row) => row.name)).toEqual(['Фото 2.jpg']);
});
