// An original, its edited version and its raw file: what is sent by the folder's rule, whatever comes first and
// whatever becomes of the other.
import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { photoBytes } from '../fixtures/make-photos.ts';
import type { FolderRules } from '../../shared/library/folder-rules.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';

const fixture = fixtureOfEachTest();
const old = new Date(Date.now() - 3_600_000);
let seed = 100;

async function write(name: string, bytes: Buffer): Promise<void> {
  const path = join(fixture.folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, bytes);
  await utimes(path, old, old);
}
async function put(...names: string[]): Promise<void> {
  for (const name of names) {
    seed += 1;
    await write(name, await photoBytes({ format: 'jpeg', width: 320, height: 240, grain: 0, seed }));
  }
}
/** What a raw file begins with, and nothing that is a picture. */
const raw = (): Buffer => Buffer.concat([Buffer.from('FUJIFILMCCD-RAW 0201'), Buffer.alloc(4_000, (seed += 1))]);
const damaged = async (): Promise<Buffer> =>
  (await photoBytes({ format: 'jpeg', width: 640, height: 480, grain: 1, seed: (seed += 1) })).subarray(0, 2_000);

async function watch(engine: Engine, rules: Partial<FolderRules>, planned = false): Promise<number> {
  const target = { kind: 'new', title: basename(fixture.folder), privacy: 'private' } as const;
  const added = await engine.calls['folders.add']({ path: fixture.folder, target, rules, planned });
  if (!added.ok) throw new Error(added.error.code);
  if (!planned) expect(await engine.decided()).toBe('decided');
  return added.value.folderId;
}
async function states(engine: Engine): Promise<Record<string, string>> {
  const page = await engine.calls['photos.page']({ shown: null, search: '', folderId: null, after: null, limit: 100 });
  const rows = page.ok ? page.value.rows : [];
  return Object.fromEntries(
    rows.map(({ name, shown: as, reason }) => [name, reason === null ? as : `${as}: ${reason}`]),
  );
}
async function expectStates(engine: Engine, wanted: Record<string, string>): Promise<void> {
  await expect.poll(() => states(engine)).toEqual(wanted);
}
async function idOf(engine: Engine, name: string): Promise<number> {
  const page = await engine.calls['photos.page']({ shown: null, search: name, folderId: null, after: null, limit: 9 });
  const row = page.ok ? page.value.rows.find((one) => one.name === name) : undefined;
  if (row === undefined) throw new Error(`no ${name}`);
  return row.fileId;
}

test('both are sent unless the folder’s rule says «the edited one only»; then the original says why it is not', async () => {
  await put('IMG_1.jpg', 'IMG_1-bearbeitet.jpg', 'IMG_0007.jpg', 'IMG_E0007.jpg', 'alone.jpg', 'IMG_1 (1).jpg');
  const engine = await fixture.started();
  const folderId = await watch(engine, { versions: 'edited' });
  const wanted = {
    'IMG_1.jpg': 'skipped: edited_version',
    'IMG_1-bearbeitet.jpg': 'done',
    'IMG_0007.jpg': 'skipped: edited_version',
    'IMG_E0007.jpg': 'done',
    'alone.jpg': 'done',
    'IMG_1 (1).jpg': 'done',
  };
  expect(await states(engine)).toEqual(wanted);
  await engine.calls['folders.change']({ folderId, rules: { versions: 'both' } });
  await expectStates(engine, Object.fromEntries(Object.keys(wanted).map((name) => [name, 'done'])));
});

test('an original is sent after all when its edited version is damaged, left out or gone', async () => {
  await put('1.jpg', '2.jpg', '2_edited.jpg', '3.jpg', '3~2.jpg');
  await write('1-edited.jpg', await damaged());
  const engine = await fixture.started();
  const folderId = await watch(engine, { versions: 'edited' }, true);
  await expectStates(engine, {
    '1.jpg': 'waiting',
    '1-edited.jpg': 'needs_you: corrupted',
    '2.jpg': 'skipped: edited_version',
    '2_edited.jpg': 'waiting',
    '3.jpg': 'skipped: edited_version',
    '3~2.jpg': 'waiting',
  });
  const plan = await engine.calls['folders.plan']({ folderIds: [folderId] });
  expect(plan.ok && plan.value).toMatchObject({ toSend: { photos: 3 }, versions: 3, checking: 0 });
  await engine.calls['photos.act']({ fileIds: [await idOf(engine, '2_edited.jpg')], action: 'leave_out' });
  await rm(join(fixture.folder, '3~2.jpg'));
  await engine.calls['folders.scan']({ folderId });
  await expect.poll(async () => (await states(engine))['3.jpg']).toBe('waiting');
  await engine.calls['folders.start']({ folderIds: [folderId] });
  await expect.poll(async () => (await states(engine))['3.jpg']).toBe('done');
  await engine.decided();
  expect(await states(engine)).toMatchObject({ '1.jpg': 'done', '2.jpg': 'done', '2_edited.jpg': 'skipped: left_out' });
});

test('an edited version that comes after its original was sent is sent, too, and says that both are there', async () => {
  await put('1.jpg');
  const engine = await fixture.started();
  const folderId = await watch(engine, { versions: 'edited' });
  await put('1_HDR.jpg');
  await engine.calls['folders.scan']({ folderId });
  await expectStates(engine, { '1.jpg': 'done', '1_HDR.jpg': 'done' });
  const detail = await engine.calls['photos.get']({ fileId: await idOf(engine, '1_HDR.jpg') });
  expect(detail.ok && detail.value.journal.map(({ event }) => event)).toContain('original_there');
});

test('the same bytes under both names are one photo and are sent', async () => {
  const bytes = await photoBytes({ format: 'jpeg', width: 320, height: 240, grain: 0, seed: 7 });
  for (const name of ['1.jpg', '1-edited.jpg', 'sub/1.jpg']) await write(name, bytes);
  const engine = await fixture.started();
  await watch(engine, { versions: 'edited' });
  expect(Object.values(await states(engine)).filter((state) => state === 'done').length).toBe(1);
});

test('a person’s word for an original is not taken back by the rule', async () => {
  await put('1.jpg', '1-edited.jpg');
  const engine = await fixture.started();
  const folderId = await watch(engine, { versions: 'edited' }, true);
  await expectStates(engine, { '1.jpg': 'skipped: edited_version', '1-edited.jpg': 'waiting' });
  await engine.calls['photos.act']({ fileIds: [await idOf(engine, '1.jpg')], action: 'send_anyway' });
  await engine.calls['folders.change']({ folderId, rules: { shrink: true } });
  await engine.calls['folders.start']({ folderIds: [folderId] });
  await expectStates(engine, { '1.jpg': 'done', '1-edited.jpg': 'done' });
});

test('a raw file beside its JPEG is left out quietly; alone, or beside one that is not sent, it is a question', async () => {
  await put('1.jpg', '2.heic', '3.jpg');
  for (const name of ['1.RAF', '2.x3f', '3.dng', '4.MRW', '5.iiq', 'sub/1.raf']) await write(name, raw());
  await write('4.jpg', await damaged());
  const engine = await fixture.started();
  const folderId = await watch(engine, {});
  expect(await states(engine)).toEqual({
    '1.jpg': 'done',
    '2.heic': 'done',
    '3.jpg': 'done',
    '4.jpg': 'needs_you: corrupted',
    '1.RAF': 'skipped: jpeg_beside',
    '2.x3f': 'skipped: jpeg_beside',
    '3.dng': 'skipped: jpeg_beside',
    '4.MRW': 'needs_you: jpeg_not_sent',
    '5.iiq': 'needs_you: unknown_format',
    '1.raf': 'needs_you: unknown_format',
  });
  // Its JPEG comes later, and the other one is converted.
  await put('5.jpg');
  await rm(join(fixture.folder, '4.jpg'));
  await put('4.jpg');
  await engine.calls['folders.scan']({ folderId });
  await expect.poll(async () => (await states(engine))['4.MRW']).toBe('skipped: jpeg_beside');
  await expect.poll(async () => (await states(engine))['5.iiq']).toBe('skipped: jpeg_beside');
});

test('a file that gets another name is judged by it: what its old name held back goes', async () => {
  await put('1.jpg', '1-edited.jpg', '2.jpg', '2~2.jpg', 'found.0001');
  const engine = await fixture.started();
  const folderId = await watch(engine, { versions: 'edited' });
  expect(await states(engine)).toMatchObject({
    '1.jpg': 'skipped: edited_version',
    '2.jpg': 'skipped: edited_version',
    'found.0001': 'needs_you: unnamed_picture',
  });
  await rename(join(fixture.folder, '1.jpg'), join(fixture.folder, 'sea.jpg'));
  await rename(join(fixture.folder, 'found.0001'), join(fixture.folder, 'found.jpg'));
  await mkdir(join(fixture.folder, 'sub'));
  await rename(join(fixture.folder, '2.jpg'), join(fixture.folder, 'sub', '2.jpg'));
  await engine.calls['folders.scan']({ folderId });
  await expectStates(engine, {
    'sea.jpg': 'done',
    '1-edited.jpg': 'done',
    '2.jpg': 'done',
    '2~2.jpg': 'done',
    'found.jpg': 'done',
  });
});
