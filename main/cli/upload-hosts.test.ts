// An upload address on a host that nobody knows, in the terminal: named with what can be done, allowed for one run or
// for good, and taken back.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLibrary } from '../../test/fixtures/make-photos.ts';
import { exitStatus } from './exit-status.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { runMain } from './testing/run-main.ts';

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace({ switches: { uploadAddress: { scheme: 'http', host: 'up.nowhere.invalid' } } });
  await makeLibrary(place.folder, 2, { width: 160, height: 120 });
});
afterEach(() => place.close());

const hosts = (...more: string[]) => runMain(['hosts', '--data', place.data, ...more], place.env);

test('a run ends, says which host, and how to allow it; nothing was sent there', async () => {
  const run = await place.sync();
  expect(run.status).toBe(exitStatus.account);
  expect(run.stderr).toContain('OK named an upload address that this program does not know: up.nowhere.invalid');
  expect(run.stderr).toContain('sync … --allow-host up.nowhere.invalid');
  expect(place.emulator.ledger().calls.filter(({ method }) => method === 'upload')).toEqual([]);
  place.emulator.set({ uploadAddress: null });
  expect((await place.sync()).status).toBe(exitStatus.good);
  expect(place.emulator.ledger().photos).toHaveLength(2);
});

test('a host is allowed for good, listed, and taken back', async () => {
  expect((await hosts()).status).toBe(exitStatus.usage);
  await place.sync();
  expect((await hosts()).stdout).toBe('No host but OK’s own is allowed.\n');
  expect((await hosts('--allow', 'Up.Nowhere.invalid')).stdout).toBe('up.nowhere.invalid\n');
  expect((await hosts('--json')).objects).toEqual([{ type: 'hosts', allowed: ['up.nowhere.invalid'] }]);
  expect((await hosts('--forget', 'up.nowhere.invalid', '--json')).objects).toEqual([{ type: 'hosts', allowed: [] }]);
});

test.each(['https://up.example', 'a b', 'x/y', 'me@host'])('%j is no host', async (given) => {
  const end = await hosts('--allow', given);
  expect(end.status).toBe(exitStatus.usage);
  expect(end.stderr).toContain('Name a host as the program told it');
});
