// Photos whose names, or whose folders' names, are no UTF-8: sent once, byte for byte, and shown by a name that can be
// read.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { nameOfBytes } from '../../shared/byte-names.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { fixtureOfEachTest, scan } from '../../main/engine/testing/fixture-of-each-test.ts';

const fixture = fixtureOfEachTest();
const isLinux = process.platform === 'linux';

/** «Архив» in koi8-r, «Море» in cp1251, «Пляж.jpg» in cp866, «дети.jpg» in cp1251; then names that nobody can read. */
const archive = Buffer.from('e1d2c8c9d7', 'hex');
const sea = Buffer.from('cceef0e5', 'hex');
const beach = Buffer.from('8fabefa62e6a7067', 'hex');
const children = Buffer.from('e4e5f2e82e6a7067', 'hex');
const hostile = [
  'eda0802e6a7067',
  'c0af2e6a7067',
  'ff0a1b5b324a2e6a7067',
  'f49080802e6a7067',
  'fe2e6a7067',
  '836583582e6a7067',
].map((hex) => Buffer.from(hex, 'hex'));

const under = (...parts: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.flatMap((part, index) => [...(index === 0 ? [] : [Buffer.from('/')]), Buffer.from(part)]));

async function put(photo: string, to: Buffer): Promise<string> {
  await copyFile(photo, to);
  const hourAgo = new Date(Date.now() - 3_600_000);
  await utimes(to, hourAgo, hourAgo);
  return createHash('sha256')
    .update(await readFile(photo))
    .digest('hex');
}

const received = (): string[] =>
  fixture.emulator
    .ledger()
    .photos.map(({ sha256 }) => sha256)
    .sort();

async function names(engine: Engine, search = ''): Promise<string[]> {
  const page = await engine.calls['photos.page']({ shown: null, search, folderId: null, after: null, limit: 500 });
  if (!page.ok) throw new Error(page.error.code);
  return page.value.rows.map(({ name }) => name).sort();
}

test.runIf(isLinux)(
  'folders and files in three encodings, and names of no encoding: each is sent once, byte for byte',
  async () => {
    const photos = await makeLibrary(join(fixture.folder, '..', 'made'), 3 + hostile.length);
    const root = fixture.folder;
    await mkdir(under(root, archive, sea), { recursive: true });
    const targets = [under(root, archive, sea, beach), under(root, archive, children), under(root, 'plain.jpg')];
    const sent = [];
    for (const [index, to] of [...targets, ...hostile.map((name) => under(root, archive, name))].entries())
      sent.push(await put(photos[index] ?? '', to));
    const engine = await fixture.started();
    await engine.calls['folders.add']({ path: root, target: { kind: 'per_subfolder', privacy: 'private' }, rules: {} });
    expect(await engine.decided()).toBe('decided');
    expect(received()).toEqual(sent.sort());
    expect(
      fixture.emulator
        .ledger()
        .albums.map(({ title }) => title)
        .sort(),
    ).toEqual(['photos', 'Архив', 'Море']);
    expect(await names(engine, 'пляж')).toEqual(['Пляж.jpg']);
    expect(await names(engine)).toEqual(expect.arrayContaining(['дети.jpg', 'plain.jpg', '\\xED\\xA0\\x80.jpg']));

    // Put right, as convmv does it: nothing is sent again, no album is made anew.
    await rename(under(root, archive), under(root, 'Архив'));
    await rename(under(root, 'Архив', sea), under(root, 'Архив', 'Море'));
    await rename(under(root, 'Архив', 'Море', beach), under(root, 'Архив', 'Море', 'Пляж.jpg'));
    const bytes = engine.bytesSent();
    await scan(engine);
    expect(await engine.decided()).toBe('decided');
    expect(engine.bytesSent()).toBe(bytes);
    expect(received()).toEqual(sent.sort());
    expect(fixture.emulator.ledger().albums.length).toBe(3);
    const about = await engine.calls['photos.explain']({ path: join(root, 'Архив', 'Море', 'Пляж.jpg') });
    expect(about).toMatchObject({ ok: true, value: { kind: 'known', detail: { row: { shown: 'done' } } } });
  },
);

test.runIf(isLinux)(
  'a watched folder and what is dropped may have such a name themselves, however it was lost on the way',
  async () => {
    const photos = await makeLibrary(join(fixture.folder, '..', 'made'), 4);
    await mkdir(under(fixture.folder, sea), { recursive: true });
    await mkdir(under(fixture.folder, archive, sea), { recursive: true });
    const sent = [
      await put(photos[0] ?? '', under(fixture.folder, sea, children)),
      await put(photos[1] ?? '', under(fixture.folder, archive, children)),
      await put(photos[2] ?? '', under(fixture.folder, archive, sea, beach)),
    ];
    const left = await put(photos[3] ?? '', under(fixture.folder, archive, 'left.jpg'));
    const engine = await fixture.started();
    // As a dialog names it: bytes that are no UTF-8 are lost, but only one folder reads so.
    const asked = join(fixture.folder, sea.toString());
    const target = { kind: 'titled', title: 'Отпуск', privacy: 'private' } as const;
    expect(await engine.calls['folders.add']({ path: asked, target, rules: {} })).toMatchObject({ ok: true });
    const listed = await engine.calls['folders.list'](undefined);
    expect(listed).toMatchObject({
      ok: true,
      value: [{ title: 'Море', path: join(fixture.folder, nameOfBytes(sea)) }],
    });
    const dropped = await engine.calls['drop.add']({
      paths: [
        join(fixture.folder, 'Архив', 'дети.jpg'),
        join(fixture.folder, nameOfBytes(under(archive, sea))),
        join(fixture.folder, 'Архив', 'no such.jpg'),
      ],
      target,
    });
    expect(dropped).toMatchObject({ ok: true, value: { files: 2, folders: 1, refused: [{ code: 'vanished' }] } });
    expect(await engine.decided()).toBe('decided');
    expect(received()).toEqual(sent.sort());
    expect(received()).not.toContain(left);
  },
);

test.runIf(isLinux)('of two names that read alike none is taken by chance', async () => {
  const photos = await makeLibrary(join(fixture.folder, '..', 'made'), 2);
  await mkdir(fixture.folder, { recursive: true });
  // «мама» and «папа» in cp1251: with lost bytes both are four times U+FFFD.
  const [mother, father] = ['ece0ece02e6a7067', 'efe0efe02e6a7067'].map((hex) => Buffer.from(hex, 'hex'));
  await put(photos[0] ?? '', under(fixture.folder, mother ?? ''));
  const sent = await put(photos[1] ?? '', under(fixture.folder, father ?? ''));
  const engine = await fixture.started();
  const target = { kind: 'personal' } as const;
  const lost = await engine.calls['drop.add']({ paths: [join(fixture.folder, (mother ?? '').toString())], target });
  expect(lost).toMatchObject({ ok: true, value: { files: 0, refused: [{ code: 'vanished' }] } });
  const read = await engine.calls['drop.add']({ paths: [join(fixture.folder, 'папа.jpg')], target });
  expect(read).toMatchObject({ ok: true, value: { files: 1, refused: [] } });
  expect(await engine.decided()).toBe('decided');
  expect(received()).toEqual([sent]);
});

test.runIf(isLinux)(
  'while a folder is watched, such files and folders are sent as they come, and a rename for the better costs nothing',
  async () => {
    const photos = await makeLibrary(join(fixture.folder, '..', 'made'), 3);
    await mkdir(under(fixture.folder, sea), { recursive: true });
    const sent = [await put(photos[0] ?? '', under(fixture.folder, sea, children))];
    const engine = await fixture.started({ live: true });
    await engine.calls['folders.add']({
      path: fixture.folder,
      target: { kind: 'per_subfolder', privacy: 'private' },
      rules: {},
    });
    await expect.poll(() => received()).toEqual(sent);
    sent.push(await put(photos[1] ?? '', under(fixture.folder, sea, beach)));
    await expect.poll(() => received()).toEqual([...sent].sort());
    await mkdir(under(fixture.folder, sea, archive));
    sent.push(await put(photos[2] ?? '', under(fixture.folder, sea, archive, children)));
    await expect.poll(() => received()).toEqual([...sent].sort());
    const bytes = engine.bytesSent();
    await rename(under(fixture.folder, sea), under(fixture.folder, 'Море'));
    const known = async (): Promise<unknown> => {
      const about = await engine.calls['photos.explain']({ path: join(fixture.folder, 'Море', 'Архив', 'дети.jpg') });
      return about.ok && about.value.kind === 'known' ? about.value.detail.path : about;
    };
    await expect.poll(known).toBe(join(fixture.folder, 'Море', nameOfBytes(under(archive, children))));
    expect(await engine.decided()).toBe('decided');
    expect(engine.bytesSent()).toBe(bytes);
    expect(received()).toEqual([...sent].sort());
    expect(
      fixture.emulator
        .ledger()
        .albums.map(({ title }) => title)
        .sort(),
    ).toEqual(['Архив', 'Море']);
  },
);
