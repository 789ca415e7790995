// Captions on their way: which words go, to which photo, and what becomes of those that the service does not take.
import { mkdir, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FolderRules } from '../../shared/library/folder-rules.ts';
import type { PhotoDetail } from '../../shared/library/photo.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';
import { quickPolicy } from '../../main/engine/testing/quick.ts';
import { withJpegHeaders } from '../fixtures/exif-block.ts';
import { photoBytes } from '../fixtures/make-photos.ts';

const fixture = fixtureOfEachTest();
const dacha = { kind: 'new', title: 'Дача', privacy: 'private' } as const;

const widthOf = (number: number): number => 40 + number * 30;

/** The photo's number is in its width, so that the service's side can be told apart whatever it is called. */
async function put(number: number, caption: string | null, seed = number): Promise<void> {
  const jpeg = await photoBytes({ width: widthOf(number), height: 60, seed, grain: 0 });
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">${caption}</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>`;
  const path = join(fixture.folder, `IMG_${number}.jpg`);
  await writeFile(path, withJpegHeaders(jpeg, null, null, caption === null ? null : xmp));
  await utimes(path, 1_000_000_000 + number, 1_000_000_000 + number);
}

async function send(engine: Engine, rules: Partial<FolderRules> = {}): Promise<number> {
  const added = await engine.calls['folders.add']({ path: fixture.folder, target: dacha, rules });
  if (!added.ok) throw new Error(added.error.code);
  expect(await engine.decided()).toBe('decided');
  return added.value.folderId;
}

/** What stands on the service: the photo's number with its caption. */
function there(): [number, string][] {
  const { photos } = fixture.emulator.ledger();
  return photos
    .map(({ width, comment }): [number, string] => [(width - 40) / 30, comment])
    .sort(([one], [other]) => one - other);
}

async function detailOf(engine: Engine, number: number): Promise<PhotoDetail> {
  const answer = await engine.calls['photos.explain']({ path: join(fixture.folder, `IMG_${number}.jpg`) });
  if (!answer.ok || answer.value.kind !== 'known') throw new Error(`IMG_${number}.jpg is not known`);
  return answer.value.detail;
}

const stateOf = (engine: Engine, number: number) =>
  detailOf(engine, number).then(
    ({ state }) => state,
    () => null,
  );

const fileIdOf = async (engine: Engine, number: number): Promise<number> => (await detailOf(engine, number)).row.fileId;

test('without a rule no word leaves', async () => {
  await put(1, 'Лодка у реки');
  const engine = await fixture.started({ policy: quickPolicy });
  await send(engine);
  expect(there()).toEqual([[1, '']]);
  expect((await detailOf(engine, 1)).caption).toEqual({ text: '', from: 'none', file: 'Лодка у реки', sent: '' });
});

test('each photo gets the words of its own file, also where many share a group, and long ones are cut', async () => {
  for (let number = 1; number <= 6; number += 1) await put(number, `Подпись ${number} 🌲`);
  await put(7, null);
  await put(8, 'OLYMPUS DIGITAL CAMERA');
  await put(9, 'слово '.repeat(2_000));
  const engine = await fixture.started({ policy: quickPolicy });
  await send(engine, { captions: 'file' });
  const last = there().at(-1)?.[1] ?? '';
  expect(there().slice(0, -1)).toEqual([
    ...[1, 2, 3, 4, 5, 6].map((number) => [number, `Подпись ${number} 🌲`]),
    [7, ''],
    [8, ''],
  ]);
  expect(last.length).toBeLessThanOrEqual(255);
  expect(last).toMatch(/слово сл…$/u);
  expect((await detailOf(engine, 3)).caption).toMatchObject({ sent: 'Подпись 3 🌲', from: 'file' });
});

test.each(['position', 'reversed'] as const)(
  'photos that share POSTs share none once they have captions (parts by %s)',
  async (partOrder) => {
    fixture.emulator.set({ partOrder });
    for (let number = 1; number <= 6; number += 1) await put(number, number % 2 === 0 ? `Подпись ${number}` : null);
    const engine = await fixture.started({ policy: quickPolicy, photosPerPost: 6, lanes: 1 });
    await send(engine, { captions: 'file' });
    // The odd ones share one; which of them is which does not matter: they say nothing.
    const captions = there().filter(([, comment]) => comment !== '');
    expect(captions).toEqual([2, 4, 6].map((number) => [number, `Подпись ${number}`]));
    expect(there()).toHaveLength(6);
  },
);

test('words that come when the bytes have shared a POST do not go: nobody knows to which photo', async () => {
  fixture.emulator.set({ partOrder: 'reversed' });
  for (let number = 1; number <= 3; number += 1) await put(number, null);
  const engine = await fixture.started({ policy: quickPolicy, photosPerPost: 3, lanes: 1 });
  fixture.emulator.fail({ method: 'photosV2.commit', code: 11, times: null });
  const added = await engine.calls['folders.add']({ path: fixture.folder, target: dacha, rules: {}, planned: true });
  if (!added.ok) throw new Error(added.error.code);
  // Only what is ready at the same moment shares a POST.
  for (const number of [1, 2, 3]) await expect.poll(() => stateOf(engine, number)).toBe('queued');
  await engine.calls['folders.start']({ folderIds: [added.value.folderId] });
  await expect.poll(() => stateOf(engine, 1)).toBe('uploaded');
  await engine.calls['photos.setCaption']({ fileId: await fileIdOf(engine, 1), caption: 'Первая' });
  fixture.emulator.clearFaults();
  await engine.calls['sync.retry'](undefined);
  expect(await engine.decided()).toBe('decided');
  expect(there()).toEqual([
    [1, ''],
    [2, ''],
    [3, ''],
  ]);
  expect(await engine.calls['photos.sendCaption']({ fileId: await fileIdOf(engine, 1) })).toMatchObject({
    ok: false,
    error: { code: 'caption_unproven' },
  });
});

test('the name of the folder goes where the rule says so', async () => {
  await put(1, 'from the file');
  await mkdir(join(fixture.folder, 'Море', '100CANON'), { recursive: true });
  await rename(join(fixture.folder, 'IMG_1.jpg'), join(fixture.folder, 'Море', '100CANON', 'IMG_1.jpg'));
  const engine = await fixture.started({ policy: quickPolicy });
  await send(engine, { captions: 'folder' });
  expect(there()).toEqual([[1, 'Море']]);
});

test('a person’s own words win over the rule, are cleaned, and survive another inspection', async () => {
  await put(1, 'from the file');
  await put(2, 'from the file');
  const engine = await fixture.started({ policy: quickPolicy });
  const added = await engine.calls['folders.add']({
    path: fixture.folder,
    target: dacha,
    rules: { captions: 'file', review: true },
  });
  if (!added.ok) throw new Error(added.error.code);
  await expect.poll(() => stateOf(engine, 2)).toBe('review');
  await expect.poll(() => stateOf(engine, 1)).toBe('review');
  const fileIds = [await fileIdOf(engine, 1), await fileIdOf(engine, 2)];
  const [first = 0, second = 0] = fileIds;
  const set = await engine.calls['photos.setCaption']({ fileId: first, caption: '  Мои\u202E   слова \uD83D ' });
  expect(set).toEqual({ ok: true, value: { caption: 'Мои слова' } });
  await engine.calls['photos.setCaption']({ fileId: second, caption: '' });
  await engine.calls['photos.act']({ fileIds, action: 'check_again' });
  await expect
    .poll(() => detailOf(engine, 1).then(({ state, row }) => [state, row.shown]))
    .toEqual(['review', 'review']);
  expect((await detailOf(engine, 1)).caption).toMatchObject({ text: 'Мои слова', from: 'own', file: 'from the file' });
  await engine.calls['photos.act']({ fileIds, action: 'approve' });
  expect(await engine.decided()).toBe('decided');
  expect(there()).toEqual([
    [1, 'Мои слова'],
    [2, ''],
  ]);
});

test.each(['status', 'error'] as const)(
  'a caption that is refused (by %s) holds its photo alone',
  async (badCommit) => {
    fixture.emulator.set({ badCommit, censoredWords: ['спам'] });
    for (let number = 1; number <= 4; number += 1)
      await put(number, number % 2 === 0 ? 'реклама и спам' : `Подпись ${number}`);
    const engine = await fixture.started({ policy: quickPolicy });
    await send(engine, { captions: 'file' });
    expect(there()).toEqual([
      [1, 'Подпись 1'],
      [3, 'Подпись 3'],
    ]);
    const groups = await engine.calls['problems.list'](undefined);
    if (!groups.ok) throw new Error(groups.error.code);
    expect(groups.value).toMatchObject([{ reason: 'caption_refused', photos: 2 }]);
    expect(groups.value[0]?.actions).toEqual(['send_without_caption', 'try_again', 'leave_out']);
    // One with other words, the other without any.
    await engine.calls['photos.setCaption']({ fileId: await fileIdOf(engine, 2), caption: 'Другие слова' });
    await engine.calls['photos.act']({ fileIds: [await fileIdOf(engine, 4)], action: 'send_without_caption' });
    expect(await engine.decided()).toBe('decided');
    expect(there()).toEqual([
      [1, 'Подпись 1'],
      [2, 'Другие слова'],
      [3, 'Подпись 3'],
      [4, ''],
    ]);
  },
);

test('a caption that is no parameter for the service (100) holds the photo, not the account', async () => {
  await put(1, 'Подпись');
  fixture.emulator.fail({ method: 'photosV2.commit', code: 100 });
  const engine = await fixture.started({ policy: quickPolicy });
  await send(engine, { captions: 'file' });
  expect((await detailOf(engine, 1)).row.reason).toBe('caption_refused');
  await engine.calls['photos.act']({ fileIds: [await fileIdOf(engine, 1)], action: 'send_without_caption' });
  expect(await engine.decided()).toBe('decided');
  expect(there()).toEqual([[1, '']]);
});

test('a commit whose answer was lost is repeated with the same words, whatever was written since', async () => {
  await put(1, 'Подпись');
  fixture.emulator.fail({ method: 'photosV2.commit', cut: 'before', times: null });
  const engine = await fixture.started({ policy: quickPolicy });
  const added = await engine.calls['folders.add']({ path: fixture.folder, target: dacha, rules: { captions: 'file' } });
  expect(added.ok).toBe(true);
  await expect.poll(() => stateOf(engine, 1)).toBe('committing');
  await engine.calls['photos.setCaption']({ fileId: await fileIdOf(engine, 1), caption: 'Позже' });
  fixture.emulator.clearFaults();
  await engine.calls['sync.retry'](undefined);
  expect(await engine.decided()).toBe('decided');
  expect((await detailOf(engine, 1)).caption).toMatchObject({ text: 'Позже', sent: 'Подпись' });
  expect(there()).toEqual([[1, 'Подпись']]);
});

test('a caption on OK is changed only when the person asks for it', async () => {
  await put(1, 'Подпись');
  fixture.emulator.set({ censoredWords: ['спам'] });
  const engine = await fixture.started({ policy: quickPolicy });
  await send(engine, { captions: 'file' });
  const fileId = await fileIdOf(engine, 1);
  await engine.calls['photos.setCaption']({ fileId, caption: 'Новая подпись' });
  expect(await engine.decided()).toBe('decided');
  expect(there()).toEqual([[1, 'Подпись']]);
  expect((await detailOf(engine, 1)).caption).toMatchObject({ text: 'Новая подпись', sent: 'Подпись' });
  expect(await engine.calls['photos.sendCaption']({ fileId })).toMatchObject({ ok: true });
  expect(there()).toEqual([[1, 'Новая подпись']]);
  const after = await detailOf(engine, 1);
  expect(after.caption).toMatchObject({ sent: 'Новая подпись' });
  // What was written stays out of the journal.
  expect(after.journal.at(-1)).toMatchObject({ event: 'caption_changed', detail: {} });
  expect(JSON.stringify(after.journal)).not.toMatch(/одпись/u);
  await engine.calls['photos.setCaption']({ fileId, caption: 'спам' });
  expect(await engine.calls['photos.sendCaption']({ fileId })).toMatchObject({
    ok: false,
    error: { code: 'caption_refused' },
  });
  expect(there()).toEqual([[1, 'Новая подпись']]);
  await engine.calls['photos.setCaption']({ fileId, caption: '' });
  expect(await engine.calls['photos.sendCaption']({ fileId })).toMatchObject({ ok: true });
  expect(there()).toEqual([[1, '']]);
});
