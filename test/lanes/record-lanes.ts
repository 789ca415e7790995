// A real run of the engine against the emulator, slow enough that every step of every photo is told.
import { copyFile, mkdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultSendRules } from '../../shared/send-rules.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { makePhoto } from '../fixtures/make-photos.ts';
import { forkImaging } from '../../main/engine/imaging/fork.ts';
import { openImagingPool } from '../../main/engine/imaging/pool.ts';
import { systemClock } from '../../main/engine/system-clock.ts';
import { imagingEntry, openTestPlace } from '../../main/engine/testing/open-test-engine.ts';

/** Longer than two snapshots are apart, and than a busy machine stands still. */
const stepMs = 1_500;
/** A limit of the program's own: behind the service's, the system's buffers would swallow whole photos at once. */
const bytesPerSecond = 200_000;
const sampleHeic = join(import.meta.dirname, '../fixtures/sample.heic');

export const copiedPhoto = 'Lake.heic';
export const plainPhoto = 'DSC_0412.jpg';

/** Every snapshot of a run that sends one photo as a copy and two as they are. */
export async function recordLanes(): Promise<Snapshot[]> {
  const place = await openTestPlace();
  const pool = openImagingPool({ spawn: () => forkImaging(imagingEntry), processes: 2, clock: systemClock });
  try {
    await mkdir(place.folder, { recursive: true });
    const names = [plainPhoto, 'DSC_0413.jpg'];
    for (const [index, name] of names.entries())
      await makePhoto({ path: join(place.folder, name), width: 900, height: 600, seed: index + 1, grain: 12 });
    await copyFile(sampleHeic, join(place.folder, copiedPhoto));
    for (const name of [...names, copiedPhoto]) await utimes(join(place.folder, name), new Date(0), new Date(0));
    for (const method of ['photosV2.getUploadUrl', 'upload', 'photosV2.commit'])
      place.emulator.fail({ method, latencyMs: stepMs, times: null });
    const told: Snapshot[] = [];
    const engine = await place.started({
      sending: { ...defaultSendRules, speed: 'limited', limitBytesPerSecond: bytesPerSecond },
      imaging: {
        ...pool,
        async makeCopy(path, outPath, plan) {
          await new Promise((resolve) => setTimeout(resolve, stepMs));
          return pool.makeCopy(path, outPath, plan);
        },
      },
      listener(name, payload) {
        if (name === 'snapshot.changed') told.push(payload as Snapshot);
      },
    });
    await engine.calls['folders.add']({
      path: place.folder,
      target: { kind: 'new', title: 'Dacha 2026', privacy: 'friends' },
      rules: { convert: true },
    });
    await engine.decided();
    return told;
  } finally {
    await pool.close();
    await place.close();
  }
}
