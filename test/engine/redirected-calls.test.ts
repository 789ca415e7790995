// A call that is sent on for good while the account's own call is answered well: told, tried less and less often, and
// ended by the service.
import { join } from 'node:path';
import { utimes } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { makePhoto } from '../fixtures/make-photos.ts';
import { isPassing } from '../../shared/snapshot.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';
import { quickPolicy, silentLog } from '../../main/engine/testing/quick.ts';

const fixture = fixtureOfEachTest();

async function fill(count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    const path = join(fixture.folder, `IMG_${number}.jpg`);
    await makePhoto({ path, width: 40 + number * 30, height: 60, seed: number, grain: 0 });
    await utimes(path, 1_000_000_000, 1_000_000_000);
  }
}

test.each(['photosV2.getUploadUrl', 'photosV2.commit', 'photos.createAlbum', 'photos.getAlbums'])(
  '%s leads elsewhere',
  async (method) => {
    await fill(2);
    fixture.emulator.fail({ method, redirect: { status: 301, to: 'http://127.0.0.1:1/x' }, times: null });
    const engine = await fixture.started({ policy: { ...quickPolicy, addressCalmMs: 5_000 } });
    const target = { kind: 'new', title: 'Лес', privacy: 'private' } as const;
    await engine.calls['folders.add']({ path: fixture.folder, target, rules: {} });
    const isTold = async () => {
      const snapshot = await engine.calls['snapshot.get'](undefined);
      const trouble = snapshot.ok ? snapshot.value.trouble : null;
      return trouble?.kind === 'redirected' && !isPassing(trouble);
    };
    await expect.poll(isTold).toBe(true);
    fixture.emulator.clearFaults();
    await engine.calls['sync.retry'](undefined);
    await expect.poll(() => engine.decided()).toBe('decided');
    expect(fixture.emulator.ledger().summary).toMatchObject({ photos: 2, contentsTwiceInAlbum: 0 });
  },
);

test('a commit that is not in the album yet waits by whole milliseconds, whatever the clock counts in', async () => {
  await fill(3);
  fixture.emulator.fail({ method: 'photosV2.commit', redirect: { status: 307, to: 'self' } });
  const failures: string[] = [];
  const log = { ...silentLog, error: (event: string, about?: object) => failures.push(event + JSON.stringify(about)) };
  const engine = await fixture.started({ policy: { ...quickPolicy, commitGraceMs: 1_500 }, log });
  const target = { kind: 'new', title: 'Лес', privacy: 'private' } as const;
  await engine.calls['folders.add']({ path: fixture.folder, target, rules: {} });
  expect(await engine.decided()).toBe('decided');
  expect(failures).toEqual([]);
  expect(fixture.emulator.ledger().summary).toMatchObject({ photos: 3, contentsTwiceInAlbum: 0 });
});
