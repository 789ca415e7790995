// A computer that slept: nothing is believed of what was known before, and everything is looked at at once.
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeLibrary, makePhoto } from '../fixtures/make-photos.ts';
import type { Log } from '../../main/engine/ports.ts';
import { quickPolicy, silentLog } from '../../main/engine/testing/quick.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';

const fixture = fixtureOfEachTest();

test('after waking every folder is scanned, the account is asked, and waits are over', async () => {
  await makeLibrary(fixture.folder, 2);
  let scans = 0;
  const log: Log = { ...silentLog, info: (event) => (scans += event === 'folder.scanned' ? 1 : 0) };
  const aDay = 24 * 3_600_000;
  const policy = { ...quickPolicy, firstWaitMs: aDay, longestWaitMs: aDay };
  const engine = await fixture.started({ live: true, log, policy });
  await engine.calls['folders.add']({
    path: fixture.folder,
    target: { kind: 'new', title: 'Дача', privacy: 'friends' },
    rules: {},
  });
  expect(await engine.decided()).toBe('decided');
  const before = { scans, looks: looks() };
  expect(before.scans).toBeGreaterThan(0);
  engine.wake();
  await expect.poll(() => scans).toBe(before.scans + 1);
  expect(looks()).toBe(before.looks + 1);

  // A photo that waits for a day after failures is tried at once.
  fixture.emulator.fail({ method: 'upload', httpStatus: 500 });
  const { path } = await makePhoto({ path: join(fixture.folder, 'later.jpg'), width: 90, height: 60, seed: 9 });
  await utimes(path, new Date(0), new Date(0));
  await expect.poll(() => uploads().at(-1)?.outcome).toMatch(/500/u);
  engine.wake();
  expect(await engine.decided()).toBe('decided');
  expect(fixture.emulator.ledger().photos.length).toBe(3);
});

const callsOf = (method: string) => fixture.emulator.ledger().calls.filter((call) => call.method === method);
const looks = (): number => callsOf('users.getCurrentUser').length;
const uploads = () => callsOf('upload');
