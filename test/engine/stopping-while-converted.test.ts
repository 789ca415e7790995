// A photo that is stopped while its copy is made: neither the copy nor the file is sent.
import { copyFile, readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Lane, Snapshot } from '../../shared/snapshot.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';

const sampleHeic = join(import.meta.dirname, '../fixtures/sample.heic');
const fixture = fixtureOfEachTest();
const imaging = imagingOfFile();

test('a photo that is stopped while its copy is made is left out, and its copy goes', async () => {
  const file = join(fixture.folder, 'Lake.heic');
  await copyFile(sampleHeic, file);
  await utimes(file, new Date(0), new Date(0));
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let show = (_lane: Lane): void => undefined;
  const shown = new Promise<Lane>((resolve) => (show = resolve));
  const engine = await fixture.started({
    imaging: {
      ...imaging,
      async makeCopy(path, outPath, plan) {
        await released;
        return imaging.makeCopy(path, outPath, plan);
      },
    },
    listener(name, payload) {
      if (name !== 'snapshot.changed') return;
      const lane = (payload as Snapshot).lanes.find(({ step }) => step === 'converting');
      if (lane !== undefined) show(lane);
    },
  });
  await engine.calls['folders.add']({
    path: fixture.folder,
    target: { kind: 'new', title: 'Dacha', privacy: 'friends' },
    rules: { convert: true },
  });
  const { fileId } = await shown;
  expect(await engine.calls['lanes.stop']({ fileId })).toEqual({ ok: true, value: undefined });
  release();
  expect(await engine.decided()).toBe('decided');
  const detail = await engine.calls['photos.get']({ fileId });
  expect(detail).toMatchObject({ ok: true, value: { row: { shown: 'skipped' } } });
  expect(fixture.emulator.ledger().photos).toEqual([]);
  await expect.poll(() => readdir(join(fixture.dataFolder, 'copies'))).toEqual([]);
});
