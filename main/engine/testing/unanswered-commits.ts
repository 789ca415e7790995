// For tests of commits without an answer: photos of chosen dimensions, an engine that sends them, and what the service
// and the person see. Registers vitest's hooks.
import { createHash } from 'node:crypto';
import { readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { makePhoto, type PhotoWish } from '../../../test/fixtures/make-photos.ts';
import type { PhotoAction, PhotoDetail } from '../../../shared/library/photo.ts';
import type { ProblemReason } from '../../../shared/reasons.ts';
import type { Engine } from '../engine.ts';
import type { EngineOptions } from '../engine-options.ts';
import { credentialsOf } from './open-test-engine.ts';
import { fixtureOfEachTest } from './fixture-of-each-test.ts';
import { imagingOfFile } from './shared-imaging.ts';

/** To be asked for where a file begins. */
export function unansweredCommits() {
  const imaging = imagingOfFile();
  const fixture = fixtureOfEachTest();
  let made = 0;

  const there = (): string[] =>
    fixture.emulator
      .ledger()
      .photos.filter((one) => !one.deleted)
      .map((one) => one.sha256)
      .sort();

  async function asked(engine: Engine, reasons: readonly ProblemReason[]): Promise<PhotoDetail[]> {
    const page = await engine.calls['photos.page']({
      shown: 'needs_you',
      search: '',
      folderId: null,
      after: null,
      limit: 100,
    });
    if (!page.ok) throw new Error(page.error.code);
    const details: PhotoDetail[] = [];
    for (const row of page.value.rows.filter(({ reason }) => reasons.some((one) => one === reason))) {
      const detail = await engine.calls['photos.get']({ fileId: row.fileId });
      if (detail.ok) details.push(detail.value);
    }
    return details;
  }
  const unclear = (engine: Engine): Promise<PhotoDetail[]> => asked(engine, ['commit_unclear']);

  return {
    imaging,
    fixture,
    /** Makes one more, unlike the others, in the place's folder. Answers its sha256. */
    async photo(width = 64, height = 48, more: Partial<PhotoWish> = {}): Promise<string> {
      made += 1;
      const path = join(fixture.folder, `${String(made).padStart(4, '0')}.jpg`);
      await makePhoto({ path, width, height, seed: made, grain: 0, ...more });
      const longAgo = new Date(Date.now() - 24 * 3_600_000);
      await utimes(path, longAgo, longAgo);
      return createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
    },
    /** A new engine, when it has sent the folder. `together`: photos of one POST, and so of one commit. */
    async sent(options: Partial<EngineOptions> = {}, { together }: { together?: number } = {}): Promise<Engine> {
      const perPost = together === undefined ? {} : { photosPerPost: together };
      const engine = fixture.open({ imaging, ...options, ...perPost });
      engine.use(credentialsOf(fixture.emulator));
      if (together !== undefined) await engine.calls['sync.pause']({ untilMs: null });
      await engine.start();
      await engine.calls['folders.add']({
        path: fixture.folder,
        target: { kind: 'new', title: 'Дача', privacy: 'friends' },
        rules: {},
      });
      if (together !== undefined) {
        // Looked at first, so that all of them are ready for the same call.
        expect(await engine.decided()).toBe('paused');
        await engine.calls['sync.resume'](undefined);
      }
      expect(await engine.decided()).toBe('decided');
      return engine;
    },
    /** Hashes of what stands on the service, sorted. */
    there,
    callsOf: (method: string) => fixture.emulator.ledger().calls.filter((call) => call.method === method),
    /** Photos of which a person is asked whether they are there. */
    unclear,
    /** A person who looks at the service and answers truthfully. */
    async answer(engine: Engine): Promise<void> {
      for (const detail of await asked(engine, ['commit_unclear', 'maybe_there', 'probably_there'])) {
        const action: PhotoAction = there().includes(detail.row.thumbnail ?? '') ? 'it_is_there' : 'it_is_not_there';
        expect(detail.actions).toContain(action);
        await engine.calls['photos.act']({ fileIds: [detail.row.fileId], action });
      }
      expect(await engine.decided()).toBe('decided');
    },
  };
}
