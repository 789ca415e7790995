import { rename, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makePhoto } from '../../../test/fixtures/make-photos.ts';
import { statusSentence } from '../../../shared/locales/status-sentence.ts';
import { translator } from '../../../shared/locales/translate.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { Engine } from '../engine.ts';
import { credentialsOf } from '../testing/open-test-engine.ts';
import { fixtureOfEachTest } from '../testing/fixture-of-each-test.ts';
import { imagingOfFile } from '../testing/shared-imaging.ts';

const imaging = imagingOfFile();
const fixture = fixtureOfEachTest();

async function snapshot(engine: Engine): Promise<Snapshot> {
  const answer = await engine.calls['snapshot.get'](undefined);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

const told = async (engine: Engine): Promise<unknown> => {
  const { status, unseenFolders } = await snapshot(engine);
  return [status.kind, unseenFolders];
};

test('a folder that is away is told beside what is on the service, and no more when it is back', async () => {
  const path = join(fixture.folder, 'one.jpg');
  await makePhoto({ path, width: 64, height: 48, seed: 1, grain: 0 });
  await utimes(path, new Date(0), new Date(0));
  const engine = await fixture.started({ imaging });
  await engine.calls['folders.add']({
    path: fixture.folder,
    target: { kind: 'new', title: 'Дача', privacy: 'friends' },
    rules: {},
  });
  expect(await engine.decided()).toBe('decided');
  expect(await told(engine)).toEqual(['ready', 0]);
  await rename(fixture.folder, `${fixture.folder} elsewhere`);
  await engine.calls['folders.scan']({ folderId: null });
  await expect.poll(() => told(engine)).toEqual(['ready', 1]);
  await rename(`${fixture.folder} elsewhere`, fixture.folder);
  await engine.calls['folders.scan']({ folderId: null });
  await expect.poll(() => told(engine)).toEqual(['ready', 0]);
});

/** Not looked at for a while: a time ahead of every clock may still be changing. */
async function young(name: string, seed: number): Promise<void> {
  const path = join(fixture.folder, name);
  await makePhoto({ path, width: 64, height: 48, seed, grain: 0 });
  const ahead = new Date(Date.UTC(2300, 0, 1));
  await utimes(path, ahead, ahead);
}

test('photos of a drive that went before they were checked wait for it, and go on when it is back', async () => {
  await young('one.jpg', 1);
  await young('two.jpg', 2);
  const engine = await fixture.started({ imaging });
  await engine.calls['folders.add']({
    path: fixture.folder,
    target: { kind: 'new', title: 'Дача', privacy: 'friends' },
    rules: {},
  });
  await expect.poll(() => snapshot(engine).then(({ counts }) => counts.checking)).toBe(2);
  await rename(fixture.folder, `${fixture.folder} elsewhere`);
  await engine.calls['folders.scan']({ folderId: null });
  await expect
    .poll(() => snapshot(engine))
    .toMatchObject({
      status: { kind: 'waiting', why: 'drive_off' },
      waits: [{ kind: 'drive_off', photos: 2, unchecked: 2 }],
      round: { growing: false },
    });
  const sentence = statusSentence(await snapshot(engine), 'en', translator('en'));
  expect(sentence).toMatchObject({ icon: 'waiting', headline: { key: 'status.waitingDrive' } });
  const page = await engine.calls['photos.page']({ shown: null, search: '', folderId: null, after: null, limit: 9 });
  expect(page).toMatchObject({ value: { rows: [1, 2].map(() => ({ shown: 'waiting', waitsFor: 'drive_off' })) } });
  // A start in between finds the drive still away, and does not take that for news.
  await engine.close();
  const next = await fixture.started({ imaging });
  expect(await snapshot(next)).toMatchObject({ waits: [{ kind: 'drive_off', photos: 2 }] });
  await rename(`${fixture.folder} elsewhere`, fixture.folder);
  await next.calls['folders.scan']({ folderId: null });
  await expect.poll(() => snapshot(next).then(({ counts }) => counts.done)).toBe(2);
});

test('photos of a paused folder are not said to be checked, nor to wait for a drive', async () => {
  await young('one.jpg', 1);
  const engine = await fixture.started({ imaging });
  const added = await engine.calls['folders.add']({
    path: fixture.folder,
    target: { kind: 'new', title: 'Дача', privacy: 'friends' },
    rules: {},
  });
  await expect.poll(() => snapshot(engine).then(({ counts }) => counts.checking)).toBe(1);
  await engine.calls['folders.pause']({ folderId: added.ok ? added.value.folderId : 0, paused: true });
  await expect
    .poll(() => snapshot(engine))
    .toMatchObject({
      status: { kind: 'waiting', why: 'folder_paused' },
      waits: [{ kind: 'folder_paused', photos: 1, unchecked: 1 }],
    });
});

test('a locked keyring is told as the reason, also while there is nothing to send; a sign-in ends that', async () => {
  const engine = await fixture.started({ imaging });
  await expect.poll(async () => (await snapshot(engine)).account).not.toBeNull();
  engine.use(null);
  engine.waitForKeyring();
  const { status, trouble } = await snapshot(engine);
  expect(trouble).toEqual({ kind: 'keyring_locked' });
  expect(status).toEqual({ kind: 'account', trouble });
  engine.use(credentialsOf(fixture.emulator));
  await expect.poll(async () => (await snapshot(engine)).trouble).toBeNull();
  // Said too late, it says nothing any more.
  engine.waitForKeyring();
  expect((await snapshot(engine)).trouble).toBeNull();
});
