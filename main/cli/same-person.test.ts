// Another application in the terminal: the person is asked, what they say is looked at, and the library goes on.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLibrary, makePhoto } from '../../test/fixtures/make-photos.ts';
import { startEmulator, type Emulator } from '../emulator/start.ts';
import { signedInTo } from '../emulator/testing/ok-client.ts';
import { exitStatus } from './exit-status.ts';
import { expectOnceEach } from './testing/ledger.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { runMain } from './testing/run-main.ts';

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace();
});
afterEach(() => place.close());

const other = { id: '512000000077', key: 'COTHERKEYBABABABA' };

async function environment(emulator: Emulator): Promise<Record<string, string>> {
  emulator.set({ otherApplications: [other], userIdPerApplication: true });
  const given = await signedInTo(emulator, other);
  return {
    ...place.env,
    OK_API_URL: given.address,
    OK_APPLICATION_KEY: given.applicationKey,
    OK_ACCESS_TOKEN: given.accessToken,
    OK_SESSION_SECRET_KEY: given.sessionSecretKey,
  };
}

const sync = (env: Record<string, string>, ...more: string[]) =>
  runMain(['sync', place.folder, '--data', place.data, ...more], env);

test('the run says what to add; with it the library is proven, told, and nothing is sent twice', async () => {
  const paths = await makeLibrary(place.folder, 2, { width: 160, height: 120 });
  await place.sync();
  const env = await environment(place.emulator);
  const asked = await sync(env);
  expect(asked.status).toBe(exitStatus.account);
  expect(asked.stderr).toContain('add --same-person');
  const path = join(place.folder, 'more.jpg');
  await makePhoto({ path, width: 160, height: 120, seed: 50 });
  const answered = await sync(env, '--same-person');
  expect(answered.status).toBe(exitStatus.good);
  expect(answered.stderr).toContain(`The library of account ${place.emulator.uid} goes on under your new id.`);
  await expectOnceEach(place.emulator, [...paths, path]);
  // Afterwards nothing needs to be said.
  expect((await sync(env)).status).toBe(exitStatus.good);
});

test('another person’s account: nothing of the library is there, so nothing is sent', async () => {
  await makeLibrary(place.folder, 2, { width: 160, height: 120 });
  await place.sync();
  const strangers = await startEmulator({ person: { uid: '570000000099' } });
  const run = await sync(await environment(strangers), '--same-person');
  expect(run.status).toBe(exitStatus.account);
  expect(run.stderr).toContain('none of the albums and photos of this library are in this account');
  expect(strangers.ledger().photos).toHaveLength(0);
  await strangers.close();
  expect((await place.sync()).status).toBe(exitStatus.good);
});
