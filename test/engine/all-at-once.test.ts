// Several libraries of one computer send the same photos at the same moment: each photo is published once, also when
// people say of it that it is not there.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { makePhoto, photoBytes } from '../fixtures/make-photos.ts';
import type { AlbumTarget } from '../../shared/library/album.ts';
import { publish } from '../../main/emulator/testing/ok-client.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';
import { nothingDoubled } from '../../main/engine/testing/promise-broken.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';

const imaging = imagingOfFile();
const fixture = fixtureOfEachTest();

const library = (name: string): Promise<Engine> =>
  fixture.started({
    imaging,
    dataFolder: join(dirname(fixture.dataFolder), name),
    turnsFolder: join(dirname(fixture.dataFolder), 'turns'),
  });

async function add(engine: Engine, target: AlbumTarget): Promise<void> {
  const added = await engine.calls['folders.add']({ path: fixture.folder, target, rules: {} });
  if (!added.ok) throw new Error(added.error.code);
}

async function waitingFor(engine: Engine): Promise<{ fileIds: number[]; reasons: (string | null)[] }> {
  const filter = { shown: 'needs_you', search: '', folderId: null, after: null, limit: 100 } as const;
  const page = await engine.calls['photos.page'](filter);
  if (!page.ok) throw new Error(page.error.code);
  return { fileIds: page.value.rows.map(({ fileId }) => fileId), reasons: page.value.rows.map(({ reason }) => reason) };
}

test.for<[string, AlbumTarget]>([
  ['an album that each of them would make', { kind: 'titled', title: 'Дача', privacy: 'private' }],
  ['the personal photos', { kind: 'personal' }],
])('%s: three libraries begin at once', async ([, target]) => {
  await mkdir(fixture.folder, { recursive: true });
  const photos = 24;
  for (let seed = 1; seed <= photos; seed += 1)
    await makePhoto({ path: join(fixture.folder, `photo ${seed}.jpg`), width: 400 + seed * 4, height: 300, seed });
  fixture.emulator.set({ latencyMs: 15 });
  const engines = await Promise.all(['one', 'two', 'three'].map(library));
  await Promise.all(engines.map((engine) => add(engine, target)));
  for (const engine of engines) expect(await engine.decided()).toBe('decided');
  nothingDoubled(fixture.emulator.ledger());
  expect(fixture.emulator.ledger().summary).toMatchObject({ photos, albums: target.kind === 'personal' ? 0 : 1 });
  for (const engine of engines) expect((await waitingFor(engine)).reasons).toEqual([]);
});

test('«it is not there», said to two libraries at once: one sends it, the other asks about what came since', async () => {
  await mkdir(fixture.folder, { recursive: true });
  await publish(fixture.emulator, [await photoBytes({ width: 800, height: 600, seed: 4 })]);
  await makePhoto({ path: join(fixture.folder, 'ours.jpg'), width: 800, height: 600, seed: 7 });
  // Without pictures both are asked about by their sides.
  fixture.emulator.fail({ method: 'image', httpStatus: 500, times: null });
  const engines = await Promise.all(['one', 'two'].map(library));
  for (const engine of engines) {
    await add(engine, { kind: 'personal' });
    expect(await engine.decided()).toBe('decided');
    expect((await waitingFor(engine)).reasons).toEqual(['maybe_there']);
  }
  await Promise.all(
    engines.map(async (engine) => {
      const { fileIds } = await waitingFor(engine);
      await engine.calls['photos.act']({ fileIds, action: 'it_is_not_there' });
    }),
  );
  for (const engine of engines) expect(await engine.decided()).toBe('decided');
  nothingDoubled(fixture.emulator.ledger());
  expect(fixture.emulator.ledger().summary).toMatchObject({ photos: 2 });
  const questions = await Promise.all(engines.map(waitingFor));
  expect(questions.flatMap(({ reasons }) => reasons)).toEqual(['maybe_there']);

  // The photo that the person has denied is not named again: only the one that came since.
  const asking = engines[questions.findIndex(({ reasons }) => reasons.length > 0)];
  const [fileId] = questions.flatMap(({ fileIds }) => fileIds);
  const detail = await asking?.calls['photos.get']({ fileId: fileId ?? 0 });
  const named = detail?.ok === true ? detail.value.journal.at(-1)?.detail['candidates'] : null;
  const [, ours] = fixture.emulator.ledger().photos;
  expect(named).toBe(ours?.assignedId);
});
