import { copyFile, open, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { makeLibrary } from '../fixtures/make-photos.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { backupsFolder, listBackups } from '../../main/engine/db/storage/backups.ts';
import { receiptsFolder } from '../../main/engine/db/storage/receipts-file.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { credentialsOf } from '../../main/engine/testing/open-test-engine.ts';
import { fixtureOfEachTest, scan } from '../../main/engine/testing/fixture-of-each-test.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';

const imaging = imagingOfFile();
const fixture = fixtureOfEachTest();

const databaseFile = (): string => join(fixture.dataFolder, 'library.db');

const started = (): Promise<Engine> => fixture.started({ imaging });

async function add(engine: Engine): Promise<void> {
  const added = await engine.calls['folders.add']({
    path: fixture.folder,
    target: { kind: 'titled', title: 'Дача', privacy: 'friends' },
    rules: {},
  });
  if (!added.ok) throw new Error(added.error.code);
}

const arrived = (): string[] =>
  fixture.emulator
    .ledger()
    .photos.map((photo) => photo.sha256)
    .sort();

async function snapshotOf(engine: Engine): Promise<Snapshot> {
  const snapshot = await engine.calls['snapshot.get'](undefined);
  if (!snapshot.ok) throw new Error('no snapshot');
  return snapshot.value;
}
const counts = async (engine: Engine) => (await snapshotOf(engine)).counts;
const noticeOf = async (engine: Engine) => (await snapshotOf(engine)).restored;

/** Three photos sent, a backup; three more sent. Closed. */
async function sixSentThreeOfThemAfterTheBackup(): Promise<string[]> {
  await makeLibrary(fixture.folder, 3);
  const first = await started();
  await add(first);
  await first.decided();
  await first.close();
  const more = await makeLibrary(join(fixture.folder, 'later'), 6).then((paths) => paths.slice(3));
  for (const path of await readdir(join(fixture.folder, 'later')))
    if (!more.some((kept) => kept.endsWith(path))) await rm(join(fixture.folder, 'later', path));
  const second = await started();
  await scan(second);
  await second.close();
  expect(arrived().length).toBe(6);
  expect(listBackups(fixture.dataFolder, Date.now()).length).toBe(1);
  return arrived();
}

async function damage(): Promise<void> {
  await truncate(databaseFile(), 6000);
}

test('a damaged library is put aside, the backup takes its place, and what was sent after it is not sent again', async () => {
  const before = await sixSentThreeOfThemAfterTheBackup();
  await damage();
  const engine = await started();
  const notice = await noticeOf(engine);
  const [backup] = listBackups(fixture.dataFolder, Date.now());
  expect(notice?.backupMs).toBeGreaterThan(0);
  expect(notice?.backupMs).toBeLessThanOrEqual(statSync(backup?.path ?? '').mtimeMs);
  expect(existsSync(notice?.asidePath ?? '')).toBe(true);
  await scan(engine);
  expect(arrived()).toEqual(before);
  expect(fixture.emulator.ledger().albums.length).toBe(1);
  expect(await counts(engine)).toMatchObject({ all: 6, done: 6 });
  expect(engine.bytesSent()).toBe(0);
});

test('without receipts a photo that may be there is a question, not a second photo', async () => {
  const before = await sixSentThreeOfThemAfterTheBackup();
  await damage();
  await rm(receiptsFolder(fixture.dataFolder), { recursive: true });
  // Without pictures nothing proves that a photo there is a copy of ours.
  fixture.emulator.fail({ method: 'image', httpStatus: 500, times: null });
  const engine = await started();
  await scan(engine);
  expect(arrived()).toEqual(before);
  expect(await counts(engine)).toMatchObject({ done: 3, needs_you: 3 });
  const problems = await engine.calls['problems.list'](undefined);
  expect(problems).toMatchObject({
    value: [{ reason: 'maybe_there', photos: 3, actions: ['it_is_there', 'it_is_not_there', 'leave_out'] }],
  });
  const page = await engine.calls['photos.page']({
    shown: 'needs_you',
    search: '',
    folderId: null,
    after: null,
    limit: 9,
  });
  const [one, two, three] = page.ok ? page.value.rows.map((row) => row.fileId) : [];
  await engine.calls['photos.act']({ fileIds: [one ?? 0, two ?? 0], action: 'it_is_there' });
  await engine.calls['photos.act']({ fileIds: [three ?? 0], action: 'it_is_not_there' });
  fixture.sentTwiceOnPurpose(1);
  expect(await engine.decided()).toBe('decided');
  expect(arrived().length).toBe(7);
  expect(await counts(engine)).toMatchObject({ done: 6, needs_you: 0 });
});

test('with neither database nor backup the receipts alone keep everything from being sent again', async () => {
  const before = await sixSentThreeOfThemAfterTheBackup();
  for (const name of readdirSync(fixture.dataFolder))
    if (name.startsWith('library')) await rm(join(fixture.dataFolder, name), { force: true });
  await rm(backupsFolder(fixture.dataFolder), { recursive: true });
  const engine = await started();
  expect(await noticeOf(engine)).toMatchObject({ backupMs: null, asidePath: null });
  await add(engine);
  await engine.decided();
  expect(arrived()).toEqual(before);
  expect(fixture.emulator.ledger().albums.length).toBe(1);
  expect(await counts(engine)).toMatchObject({ all: 6, done: 6 });
});

test('an older library that somebody put back is noticed, whole as it is', async () => {
  const before = await sixSentThreeOfThemAfterTheBackup();
  const [backup] = listBackups(fixture.dataFolder, Date.now());
  await copyFile(backup?.path ?? '', databaseFile());
  const engine = await started();
  expect(await noticeOf(engine)).toMatchObject({ backupMs: expect.any(Number) as number, asidePath: null });
  await scan(engine);
  expect(arrived()).toEqual(before);
  expect(await counts(engine)).toMatchObject({ done: 6 });
});

test('a damaged backup is passed over, and a file that is no database at all is put aside, too', async () => {
  const before = await sixSentThreeOfThemAfterTheBackup();
  const [backup] = listBackups(fixture.dataFolder, Date.now());
  await copyFile(backup?.path ?? '', join(backupsFolder(fixture.dataFolder), 'library-2020-01-01.db'));
  await truncate(backup?.path ?? '', 5000);
  await writeFile(
    databaseFile(),
    'this is not a database, but it is long enough to look like a file of one'.repeat(20),
  );
  const engine = await started();
  await scan(engine);
  expect(arrived()).toEqual(before);
  expect(await counts(engine)).toMatchObject({ done: 6 });
});

test('what SQLite finds damaged while the program runs is looked at and repaired at the next start', async () => {
  const before = await sixSentThreeOfThemAfterTheBackup();
  const db = new Sqlite(databaseFile());
  const page = db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'files_work'`).pluck().get() as number;
  db.close();
  const bytes = Buffer.alloc(4096, 0xff);
  const file = await open(databaseFile(), 'r+');
  await file.write(bytes, 0, 4096, (page - 1) * 4096);
  await file.close();
  let told = 0;
  const first = fixture.open({ imaging, onDamaged: () => (told += 1) });
  expect(await noticeOf(first)).toBeNull();
  first.use(credentialsOf(fixture.emulator));
  await first.start().catch(() => undefined);
  await expect.poll(() => told).toBeGreaterThan(0);
  await first.close();
  const engine = await started();
  expect((await noticeOf(engine))?.asidePath).not.toBeNull();
  await scan(engine);
  expect(arrived()).toEqual(before);
});

test('that the library was restored is told until the person has seen it, however often the program is started', async () => {
  await sixSentThreeOfThemAfterTheBackup();
  await damage();
  const first = await started();
  const told = await noticeOf(first);
  expect(told).not.toBeNull();
  await first.close();
  const second = await started();
  expect(await noticeOf(second)).toEqual(told);
  expect(await second.calls['library.restoredSeen'](undefined)).toEqual({ ok: true, value: undefined });
  expect(await noticeOf(second)).toBeNull();
  await second.close();
  expect(await noticeOf(await started())).toBeNull();
});
