// Pictures that are not named like pictures: one decision for each folder, kept as its rule; and the same set by every
// way in.
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { photoBytes } from '../fixtures/make-photos.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';

const fixture = fixtureOfEachTest();
const old = new Date(Date.now() - 3_600_000);
let seed = 0;

async function put(...names: string[]): Promise<void> {
  for (const name of names) {
    const path = join(fixture.folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    seed += 1;
    await writeFile(path, await photoBytes({ format: 'jpeg', width: 320, height: 240, grain: 0, seed }));
    await utimes(path, old, old);
  }
}
async function watch(engine: Engine, folder: string, rules = {}): Promise<number> {
  const target = { kind: 'new', title: basename(folder), privacy: 'private' } as const;
  const added = await engine.calls['folders.add']({ path: folder, target, rules });
  if (!added.ok) throw new Error(added.error.code);
  expect(await engine.decided()).toBe('decided');
  return added.value.folderId;
}
async function shown(engine: Engine): Promise<Record<string, string>> {
  const page = await engine.calls['photos.page']({ shown: null, search: '', folderId: null, after: null, limit: 100 });
  const rows = page.ok ? page.value.rows : [];
  return Object.fromEntries(
    rows.map(({ name, shown: as, reason }) => [name, reason === null ? as : `${as}: ${reason}`]),
  );
}
const groups = async (engine: Engine) => {
  const listed = await engine.calls['problems.list'](undefined);
  return listed.ok ? listed.value.map(({ reason, folder, photos }) => [reason, folder?.title, photos]) : [];
};
async function decide(engine: Engine, folderId: number, action: 'send_anyway' | 'leave_out'): Promise<unknown> {
  const done = await engine.calls['problems.act']({
    reason: 'unnamed_picture',
    albumId: null,
    folderId,
    action,
    target: null,
  });
  expect(await engine.decided()).toBe('decided');
  return done;
}

test('pictures under other names wait for one decision for each folder, and what comes later follows it', async () => {
  await put('a/1.jpg', 'a/scan0001', 'a/IMG_2.jpg.3', 'a/notes.dat', 'b/2.jpg', 'b/cover.cache');
  const engine = await fixture.started();
  const a = await watch(engine, join(fixture.folder, 'a'));
  const b = await watch(engine, join(fixture.folder, 'b'));
  expect(new Set(await groups(engine))).toEqual(
    new Set([
      ['unnamed_picture', 'a', 3],
      ['unnamed_picture', 'b', 1],
    ]),
  );
  expect(await decide(engine, a, 'send_anyway')).toEqual({ ok: true, value: { changed: 3 } });
  expect(await decide(engine, b, 'leave_out')).toEqual({ ok: true, value: { changed: 1 } });
  await put('a/more.xyz', 'b/more.xyz');
  await engine.calls['folders.scan']({ folderId: null });
  await expect.poll(async () => Object.keys(await shown(engine)).length).toBe(7);
  await engine.decided();
  expect(await groups(engine)).toEqual([]);
  expect(await shown(engine)).toMatchObject({
    '1.jpg': 'done',
    scan0001: 'done',
    'IMG_2.jpg.3': 'done',
    'notes.dat': 'done',
    '2.jpg': 'done',
    'cover.cache': 'skipped: unnamed_left_out',
  });
  // Another mind, in the folder's rules: what was left out goes after all.
  await engine.calls['folders.change']({ folderId: b, rules: { unnamed: 'send' } });
  await expect.poll(async () => (await shown(engine))['cover.cache']).toBe('done');
});

test('bytes that are known under a proper name are no question, whichever file is read first', async () => {
  const bytes = await photoBytes({ format: 'png', width: 300, height: 200, grain: 0 });
  await put('a/1.jpg');
  for (const name of ['0000.bin', 'x.png', 'zzzz.bin']) {
    await writeFile(join(fixture.folder, 'a', name), bytes);
    await utimes(join(fixture.folder, 'a', name), old, old);
  }
  const engine = await fixture.started();
  await watch(engine, join(fixture.folder, 'a'));
  expect(await groups(engine)).toEqual([]);
  const states = Object.values(await shown(engine)).sort();
  expect(states).toEqual(['done', 'done', 'duplicate', 'duplicate']);
});

test('one photo alone can be sent or left out without a rule', async () => {
  await put('a/one.xyz', 'a/two.xyz');
  const engine = await fixture.started();
  await watch(engine, join(fixture.folder, 'a'));
  const page = await engine.calls['photos.page']({ shown: null, search: 'one', folderId: null, after: null, limit: 9 });
  const fileIds = page.ok ? page.value.rows.map(({ fileId }) => fileId) : [];
  await engine.calls['photos.act']({ fileIds, action: 'send_anyway' });
  await engine.decided();
  expect(await shown(engine)).toEqual({ 'one.xyz': 'done', 'two.xyz': 'needs_you: unnamed_picture' });
  // Judged again, it is not called back.
  await engine.calls['folders.change']({ folderId: 1, rules: { unnamed: 'leave_out' } });
  await expect
    .poll(() => shown(engine))
    .toEqual({
      'one.xyz': 'done',
      'two.xyz': 'skipped: unnamed_left_out',
    });
});

test('a folder that is watched, counted and dropped gives the same set; whatever is not taken has its reason', async () => {
  const photos = ['1.jpg', '2.jpg_large', '3.SRW', 'deep/4.jfif', 'deep/5.mpo', 'deep/6.JPE', 'deep/14.sr2', '15.jp2'];
  const questions = ['7.xyz', 'deep/noname', '8.sync-conflict-20240501-101500-ABCDEFG.jpg'];
  const junk = ['9.jpg~', '10.jpg_original', '@Recycle/11.jpg', '12.jpg.aria2', 'CaptureOne/Cache/13.jpg'];
  await put(...[...photos, ...questions, ...junk].map((name) => `all/${name}`));
  await writeFile(join(fixture.folder, 'all', 'notes.txt'), 'notes');
  const engine = await fixture.started();
  const folder = join(fixture.folder, 'all');

  const counted = await engine.calls['folders.survey']({ path: folder });
  expect(counted.ok && counted.value.photos).toBe(photos.length);

  const target = { kind: 'new', title: 'Dropped', privacy: 'private' } as const;
  const dropped = await engine.calls['drop.add']({ paths: [folder], target });
  const answer = dropped.ok ? dropped.value : { files: 0, refused: [], refusedCounts: null };
  const refusedAs = (code: string): string[] =>
    answer.refused.flatMap((one) =>
      one.code === code ? [one.path.slice(folder.length + 1).replaceAll('\\', '/')] : [],
    );
  expect(answer.files).toBe(photos.length);
  expect(refusedAs('unnamed').sort()).toEqual([...questions].sort());
  expect(refusedAs('not_a_photo')).toEqual(['notes.txt']);
  // A folder that is left out is named, not all that lies in it.
  expect(refusedAs('ignored').sort()).toEqual(
    ['9.jpg~', '10.jpg_original', '@Recycle', '12.jpg.aria2', 'CaptureOne/Cache'].sort(),
  );
  expect(answer.refusedCounts).toMatchObject({ unnamed: questions.length, ignored: junk.length, not_a_photo: 1 });

  await watch(engine, folder);
  const names = (all: string[]): string[] => all.map((path) => basename(path)).sort();
  const states = await shown(engine);
  const inState = (wanted: RegExp): string[] => Object.keys(states).filter((name) => wanted.test(states[name] ?? ''));
  expect(names(inState(/^(done|duplicate)/))).toEqual(names(photos));
  expect(names(inState(/unnamed_picture/))).toEqual(names(questions));
  expect(names(inState(/not_a_photo/))).toEqual(['notes.txt']);
  const why = await engine.calls['photos.explain']({ path: join(folder, '9.jpg~') });
  expect(why.ok && why.value).toEqual({ kind: 'ignored', pattern: '*~' });
  expect((await readdir(folder)).length).toBeGreaterThan(0);
});
