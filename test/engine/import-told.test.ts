// What is told while photos are imported: every snapshot of real imports is kept, and nothing in it may flicker, go
// back, or deny what happens.
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makePhoto, sideBySide } from '../fixtures/make-photos.ts';
import { statusSentence, statusText } from '../../shared/locales/status-sentence.ts';
import { translator } from '../../shared/locales/translate.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { EngineListener } from '../../main/engine/report/event-throttle.ts';
import type { Engine } from '../../main/engine/engine.ts';
import type { Imaging } from '../../main/engine/ports.ts';
import { fakeClock } from '../../main/engine/testing/fake-clock.ts';
import { quickPolicy } from '../../main/engine/testing/quick.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';

const imaging = imagingOfFile();
const fixture = fixtureOfEachTest();

function recording(): { told: Snapshot[]; listener: EngineListener } {
  const told: Snapshot[] = [];
  const listener: EngineListener = (name, payload) => {
    if (name === 'snapshot.changed') told.push(payload as Snapshot);
  };
  return { told, listener };
}

async function bring(from: number, count: number): Promise<void> {
  await sideBySide(count, 4, async (index) => {
    const path = join(fixture.folder, `${String(from + index).padStart(4, '0')}.jpg`);
    await makePhoto({ path, width: 64, height: 48, seed: from + index, grain: 0 });
    await utimes(path, new Date(0), new Date(0));
  });
}

async function watch(engine: Engine): Promise<void> {
  await engine.calls['folders.add']({
    path: fixture.folder,
    target: { kind: 'new', title: 'Дача', privacy: 'friends' },
    rules: {},
  });
}

const kindsOf = (told: readonly Snapshot[]): string[] =>
  told.map(({ status }) => status.kind).filter((kind, at, all) => kind !== all[at - 1]);

/** No number of a round falls; a round begins anew only after a state that is no work. */
function expectOnlyGrowth(told: readonly Snapshot[]): void {
  for (const [at, { round, status }] of told.entries()) {
    const before = told[at - 1];
    if (before === undefined || !['checking', 'sending'].includes(before.status.kind)) continue;
    if (!['checking', 'sending'].includes(status.kind)) continue;
    for (const key of ['photosDone', 'photosTotal', 'bytesDone', 'bytesTotal'] as const)
      expect(round[key], `${key} of snapshot ${at}`).toBeGreaterThanOrEqual(before.round[key]);
  }
}

/** Nothing says that nothing is sent while photos go out. */
function expectNoDenial(told: readonly Snapshot[]): void {
  for (const snapshot of told) {
    if (snapshot.lastDoneMs === null || snapshot.atMs - snapshot.lastDoneMs > 3_000) continue;
    for (const language of ['ru', 'en'] as const) {
      const t = translator(language);
      const sentence = statusSentence(snapshot, language, t);
      expect(`${statusText(sentence, t)} ${sentence.detail ?? ''}`).not.toMatch(/ничего|nothing is being|nothing yet/i);
      expect(snapshot.status.kind).not.toBe('checking');
    }
  }
}

test('an import of hundreds of photos, checked in bursts, is one state with numbers that only grow', async () => {
  const photos = 320;
  const { told, listener } = recording();
  let looked = 0;
  // A decoder that stops now and then for longer than the queue lasts: what is checked is sent, and the queue is empty.
  const slow: Imaging = {
    ...imaging,
    async inspect(path, folder, options) {
      if (++looked % 40 === 0) await new Promise((resolve) => setTimeout(resolve, 700));
      return imaging.inspect(path, folder, options);
    },
  };
  await bring(0, photos);
  const engine = await fixture.started({ imaging: slow, inspectors: 1, listener });
  await watch(engine);
  expect(await engine.decided()).toBe('decided');
  await expect.poll(() => told.at(-1)?.status.kind).toBe('ready');

  // The queue was empty in the middle of it, more than once, or this shows nothing.
  const pauses = told.filter(({ counts, lanes }) => counts.checking > 0 && counts.waiting === 0 && lanes.length === 0);
  expect(pauses.length).toBeGreaterThan(2);
  expectOnlyGrowth(told);
  expectNoDenial(told);
  // The very first photo may be sent before anything was told.
  expect(kindsOf(told.filter(({ counts }) => counts.all > 0)).join(' ')).toMatch(/^(checking )?sending ready$/);
  expect(told.at(-1)?.round).toMatchObject({ photosDone: photos, photosTotal: photos, growing: false });
});

test('a photo a second for a minute is one state', async () => {
  const { told, listener } = recording();
  const clock = fakeClock();
  const engine = await fixture.started({ imaging, clock, listener });
  await watch(engine);
  await bring(0, 1);
  for (let photo = 1; photo <= 60; photo++) {
    await bring(photo, 1);
    const begun = clock.steady();
    void engine.calls['folders.scan']({ folderId: null });
    await expect
      .poll(
        async () => {
          await clock.advance(20);
          return told.at(-1)?.counts.done;
        },
        { interval: 1 },
      )
      .toBe(photo + 1);
    await clock.advance(Math.max(0, begun + 1_000 - clock.steady()));
  }
  await clock.advance(10_000);
  expectOnlyGrowth(told);
  expectNoDenial(told);
  expect(kindsOf(told.filter(({ counts }) => counts.all > 0)).length).toBeLessThanOrEqual(4);
  expect(told.at(-1)).toMatchObject({ status: { kind: 'ready' }, round: { photosDone: 61, photosTotal: 61 } });
}, 180_000);

test('a pause in the middle and photos that are given up begin no new round, and its end is an end', async () => {
  const { told, listener } = recording();
  await bring(0, 60);
  fixture.emulator.fail({ method: 'upload', httpStatus: 500, times: null, probability: 0.3 });
  const engine = await fixture.started({ imaging, listener, policy: { ...quickPolicy, attempts: 1 } });
  await watch(engine);
  await expect.poll(() => told.at(-1)?.round.photosDone ?? 0, { interval: 5 }).toBeGreaterThan(3);
  await engine.calls['sync.pause']({ untilMs: null });
  await expect.poll(() => told.at(-1)?.status.kind).toBe('paused');
  await engine.calls['sync.resume'](undefined);
  expect(await engine.decided()).toBe('decided');
  await expect.poll(() => told.at(-1)?.status.kind).toBe('needs_you');
  await expect.poll(() => told.at(-1)?.round.growing).toBe(false);

  const last = told.at(-1);
  for (const [at, { round }] of told.entries()) {
    const before = told[at - 1]?.round;
    if (before === undefined) continue;
    expect(round.photosDone).toBeGreaterThanOrEqual(before.photosDone);
    // The last of all: what was given up is no longer waited for.
    if (round.photosDone < round.photosTotal) expect(round.photosTotal).toBeGreaterThanOrEqual(before.photosTotal);
  }
  expect(last?.counts.needs_you).toBeGreaterThan(0);
  expect(last?.round).toMatchObject({ photosDone: last?.counts.done, photosTotal: last?.counts.done });
  expect(kindsOf(told).filter((kind) => kind === 'paused')).toHaveLength(1);
});
