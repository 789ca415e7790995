// Another application sees the same person under another id: the library is theirs as before, once it is proven, and no
// photo is sent twice. A wrong «yes» changes nothing.
import { rmSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makePhoto } from '../fixtures/make-photos.ts';
import type { AlbumTarget } from '../../shared/library/album.ts';
import { startEmulator } from '../../main/emulator/start.ts';
import { signedInTo } from '../../main/emulator/testing/ok-client.ts';
import { readReceipts } from '../../main/engine/db/storage/receipts-file.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { credentialsOf } from '../../main/engine/testing/open-test-engine.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { fixtureOfEachTest, scan } from '../../main/engine/testing/fixture-of-each-test.ts';
import type { Credentials } from '../../main/ok/ports.ts';

const imaging = imagingOfFile();
const fixture = fixtureOfEachTest();
const other = { id: '512000000077', key: 'COTHERKEYBABABABA' };

/** Signed in through the other application, as which the person has another id. */
async function otherCredentials(emulator = fixture.emulator): Promise<Credentials> {
  emulator.set({ otherApplications: [other], userIdPerApplication: true });
  const { address, applicationKey, accessToken, sessionSecretKey } = await signedInTo(emulator, other);
  return { apiAddress: address, applicationKey, accessToken, signingSecret: sessionSecretKey };
}

const photo = (seed: number) =>
  makePhoto({ path: join(fixture.folder, `photo ${seed}.jpg`), width: 320, height: 240, seed });
const there = (): number => fixture.emulator.ledger().photos.length;
const dacha: AlbumTarget = { kind: 'titled', title: 'Дача', privacy: 'friends' };

async function filled(target: AlbumTarget = dacha): Promise<void> {
  for (const seed of [1, 2]) await photo(seed);
  const engine = await fixture.started({ imaging });
  await engine.calls['folders.add']({ path: fixture.folder, target, rules: {} });
  expect(await engine.decided()).toBe('decided');
  await engine.close();
}

async function openedWith(credentials: Credentials, isSamePerson: boolean): Promise<Engine> {
  const engine = fixture.open({ imaging });
  engine.use(credentials, isSamePerson);
  await engine.accountChecked();
  return engine;
}

test.each<[string, AlbumTarget]>([
  ['an album', dacha],
  ['a personal photo', { kind: 'personal' }],
])('%s of the library is there: it goes on under the other id, and sends only what is new', async (_, target) => {
  await filled(target);
  const credentials = await otherCredentials();
  const asked = await openedWith(credentials, false);
  expect(await asked.accountChecked()).toMatchObject({ kind: 'other_account', why: 'application' });
  await photo(3);
  await asked.start();
  expect(await asked.decided()).toBe('account');
  expect(there()).toBe(2);
  await asked.close();

  const engine = await openedWith(credentials, true);
  expect(await engine.accountChecked()).toBeNull();
  await engine.start();
  await scan(engine);
  expect(there()).toBe(3);
  await engine.close();

  // From here on nothing is asked, and the former application is the other one.
  const next = await openedWith(credentials, false);
  expect(await next.accountChecked()).toBeNull();
  await next.close();
  const former = await fixture.started({ imaging });
  expect(await former.accountChecked()).toMatchObject({ why: 'application' });
});

test('a library that is lost afterwards, with all backups, knows its receipts under the new id', async () => {
  await filled();
  const credentials = await otherCredentials();
  const engine = await openedWith(credentials, true);
  await photo(3);
  await engine.start();
  await scan(engine);
  await engine.close();
  const ids = new Set([...readReceipts(fixture.dataFolder)].map(({ account }) => account));
  expect(ids.size).toBe(1);
  expect(ids).not.toContain(fixture.emulator.uid);
  rmSync(join(fixture.dataFolder, 'backups'), { recursive: true, force: true });
  await truncate(join(fixture.dataFolder, 'library.db'), 6000);

  const again = await openedWith(credentials, false);
  await again.start();
  await again.calls['folders.add']({ path: fixture.folder, target: dacha, rules: {} });
  await scan(again);
  expect(await again.accountChecked()).toBeNull();
  expect(there()).toBe(3);
});

test('from one application to the other and back: one library all the while, and each receipt counts', async () => {
  await filled();
  const away = await otherCredentials();
  const back = credentialsOf(fixture.emulator);
  for (const [seed, credentials] of [away, back, away, back].entries()) {
    const engine = await openedWith(credentials, true);
    expect(await engine.accountChecked()).toBeNull();
    await photo(10 + seed);
    await engine.start();
    await scan(engine);
    expect(there()).toBe(3 + seed);
    await engine.close();
  }
  const ids = new Set([...readReceipts(fixture.dataFolder)].map(({ account }) => account));
  expect([...ids]).toEqual([fixture.emulator.uid]);
});

test('a wrong «yes»: nothing of the library is in that account, so nothing is sent and nothing changes', async () => {
  await filled();
  const strangers = await startEmulator({ person: { uid: '570000000099', firstName: 'Вера', lastName: 'Ким' } });
  try {
    const credentials = await otherCredentials(strangers);
    await photo(3);
    const engine = await openedWith(credentials, true);
    expect(await engine.accountChecked()).toMatchObject({ kind: 'other_account', why: 'nothing_found' });
    await engine.start();
    expect(await engine.decided()).toBe('account');
    await engine.close();
    expect(strangers.ledger().photos).toHaveLength(0);
    expect(strangers.ledger().albums).toHaveLength(0);
  } finally {
    await strangers.close();
  }
  // The right account goes on as if nothing had been asked.
  const engine = await fixture.started({ imaging });
  await scan(engine);
  expect(there()).toBe(3);
});

test('while the account cannot be looked at, nothing is believed; the answer holds until it can', async () => {
  await filled();
  const credentials = await otherCredentials();
  fixture.emulator.fail({ method: 'photos.getAlbums', code: 2, times: 3 });
  const engine = await openedWith(credentials, true);
  await photo(3);
  await engine.start();
  await expect.poll(() => engine.accountChecked(), { timeout: 20_000 }).toBeNull();
  await scan(engine);
  expect(there()).toBe(3);
});

test('the same application names another user: that is another person, whatever the person says', async () => {
  await filled();
  const { uid } = fixture.emulator;
  const strangers = await startEmulator({ person: { uid: `${uid}9` } });
  const engine = await openedWith(
    {
      apiAddress: strangers.address,
      applicationKey: strangers.applicationKey,
      accessToken: strangers.accessToken,
      signingSecret: strangers.sessionSecretKey,
    },
    true,
  );
  expect(await engine.accountChecked()).toMatchObject({ kind: 'other_account', why: 'user', expected: uid });
  await engine.close();
  await strangers.close();
});
