// A damaged library, as a person in a terminal meets it.
import { existsSync, truncateSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLibrary } from '../../test/fixtures/make-photos.ts';
import { exitStatus } from './exit-status.ts';
import { expectOnceEach } from './testing/ledger.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { runMain } from './testing/run-main.ts';

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace();
});
afterEach(() => place.close());

test('that the library had to be restored is told by sync and status, and nothing is sent twice', async () => {
  const paths = await makeLibrary(place.folder, 3, { width: 160, height: 120, pictures: 3 });
  const first = await place.sync();
  expect(first.objects.some(({ type }) => type === 'restored')).toBe(false);
  truncateSync(join(place.data, 'library.db'), 6000);
  const { status, objects } = await place.sync();
  expect(status).toBe(exitStatus.good);
  const told = objects[0];
  expect(told).toMatchObject({ type: 'restored', backupMs: expect.any(Number) as number });
  expect(existsSync(String(told?.['asidePath']))).toBe(true);
  expect(objects.at(-1)).toMatchObject({ type: 'summary', done: 3, bytesSent: 0 });
  await expectOnceEach(place.emulator, paths);

  const ask = (...args: string[]) => runMain(['status', '--data', place.data, ...args], place.env);
  const json = await ask('--json');
  expect(json.objects.map(({ type }) => type)).toEqual(['restored', 'status']);
  const plain = await ask();
  expect(plain.stderr).toContain('restored from a backup');
  expect(plain.stderr).toContain(String(told?.['asidePath']));
  expect(plain.stdout).not.toContain('restored');
});

test('a library that is lost with its backups says that it begins anew', async () => {
  await makeLibrary(place.folder, 2, { width: 160, height: 120, pictures: 2 });
  await place.sync();
  for (const name of ['library.db', 'backups']) await rm(join(place.data, name), { recursive: true });
  const { stderr, stdout } = await runMain(['sync', place.folder, '--data', place.data], place.env);
  expect(stderr).toContain('lost and begins anew');
  expect(stdout).toContain('2 done');
  expect(place.emulator.ledger().photos.length).toBe(2);
});
