// The place a photo was taken never leaves where a rule takes it out: every way in, every carrier, whatever comes
// between judging and sending.
import { copyFile, mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { exifBlock, withJpegHeaders } from '../fixtures/exif-block.ts';
import { defaultLimits } from '../../shared/limits.ts';
import type { AlbumTarget } from '../../shared/library/album.ts';
import type { AskedRules } from '../../shared/library/folder-rules.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';
import { published, tellsPlace } from '../../main/engine/testing/published.ts';

const fixture = fixtureOfEachTest();
const gps = { latitude: 55.75, longitude: 37.62 };
const xmp = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 exif:GPSLatitude="55,45.0N" exif:GPSLongitude="37,37.2E"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

const pixels = (seed: number) =>
  sharp({ create: { width: 320, height: 240, channels: 3, background: { r: seed * 40, g: 90, b: 200 - seed * 30 } } });
const gpsOfSharp = {
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '55/1 45/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '37/1 37/1 12/1' },
};

/** Ways to carry a place that this program can take out. */
const carriers: Record<string, (seed: number) => Promise<Buffer>> = {
  'exif.jpg': async (seed) => withJpegHeaders(await pixels(seed).jpeg().toBuffer(), exifBlock({ gps }), null),
  'xmp.jpg': async (seed) => withJpegHeaders(await pixels(seed).jpeg().toBuffer(), null, null, xmp),
  'both.jpg': async (seed) => withJpegHeaders(await pixels(seed).jpeg().toBuffer(), exifBlock({ gps }), null, xmp),
  'exif.png': (seed) => pixels(seed).png().withExif(gpsOfSharp).toBuffer(),
  'exif.webp': (seed) => pixels(seed).webp().withExif(gpsOfSharp).toBuffer(),
};

const old = new Date(Date.now() - 3_600_000);
async function put(path: string, bytes: Buffer): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, bytes);
  await utimes(path, old, old);
  return path;
}
/** One photo of each carrier, the seeds apart so that no two are the same content. */
async function photosIn(folder: string, from = 0): Promise<string[]> {
  const all = Object.entries(carriers);
  return Promise.all(
    all.map(async ([name, make], index) => put(join(folder, name), await make(from + index / all.length))),
  );
}

const album = (title: string): AlbumTarget => ({ kind: 'new', title, privacy: 'private' });
const remove = { removeGps: true };
const keep = { removeGps: false };
const asRule = (removeGps: boolean): AskedRules => ({ removeGps, convert: false, shrink: false });

async function addFolder(engine: Engine, path: string, target: AlbumTarget, rules = {}): Promise<number> {
  const added = await engine.calls['folders.add']({ path, target, rules });
  if (!added.ok) throw new Error(added.error.code);
  return added.value.folderId;
}
async function drop(engine: Engine, paths: string[], target: AlbumTarget, rules?: Partial<AskedRules>): Promise<void> {
  const added = await engine.calls['drop.add']({ paths, target, ...(rules === undefined ? {} : { rules }) });
  if (!added.ok) throw new Error(added.error.code);
}
async function sent(engine: Engine): Promise<boolean[]> {
  expect(await engine.decided()).toBe('decided');
  return (await published(fixture.emulator)).map((one) => one.tellsPlace);
}
const problems = async (engine: Engine) => {
  const listed = await engine.calls['problems.list'](undefined);
  return listed.ok ? listed.value.map(({ reason }) => reason) : [];
};
const rows = async (engine: Engine) => {
  const page = await engine.calls['photos.page']({ shown: null, search: '', folderId: null, after: null, limit: 100 });
  return page.ok ? page.value.rows : [];
};

test('the photos of these tests do tell their place', async () => {
  for (const make of Object.values(carriers)) expect(tellsPlace(await make(1))).toBe(true);
});

/** Every way in that a call can be: by the default in force, and by a word of its own that says the contrary. */
const ways: Record<string, (engine: Engine, folder: string, rules?: Partial<AskedRules>) => Promise<unknown>> = {
  'a watched folder': (engine, folder, rules) => addFolder(engine, folder, album('Cottage'), rules),
  'a folder with an album per subfolder': (engine, folder, rules) =>
    addFolder(engine, folder, { kind: 'per_subfolder', privacy: 'private' }, rules),
  'a folder into the personal photos': (engine, folder, rules) =>
    addFolder(engine, folder, { kind: 'personal' }, rules),
  'a planned folder that is started': async (engine, folder, rules) => {
    const added = await engine.calls['folders.add']({
      path: folder,
      target: album('Plan'),
      rules: rules ?? {},
      planned: true,
    });
    if (added.ok) await engine.calls['folders.start']({ folderIds: [added.value.folderId] });
  },
  'dropped files': async (engine, folder, rules) => drop(engine, await photosIn(folder), album('Dropped'), rules),
  'a dropped folder': (engine, folder, rules) => drop(engine, [folder], { kind: 'personal' }, rules),
};
for (const [way, come] of Object.entries(ways))
  for (const isDefault of [true, false])
    for (const removes of [true, false])
      test(`${way}, ${isDefault ? 'by default' : 'by its own rule'}: the place ${removes ? 'leaves' : 'stays'}`, async () => {
        const count = (await photosIn(join(fixture.folder, 'sub'))).length;
        const engine = await fixture.started({ newRules: asRule(isDefault ? removes : !removes) });
        await come(engine, join(fixture.folder, 'sub'), isDefault ? undefined : { removeGps: removes });
        expect(await sent(engine)).toEqual(Array(count).fill(!removes));
      });

test('another default holds for what comes after it, and for nothing that was there before', async () => {
  await photosIn(join(fixture.folder, 'a'));
  const engine = await fixture.started({ newRules: asRule(true) });
  const folderId = await addFolder(engine, join(fixture.folder, 'a'), album('A'));
  engine.settings({ lanes: 3, sending: { pace: 'full', limitBytesPerSecond: null } as never, newRules: asRule(false) });
  const listed = await engine.calls['folders.list'](undefined);
  expect(listed.ok && listed.value.find((card) => card.folderId === folderId)?.rules.removeGps).toBe(true);
});

test('two drops into one album by different rules are each sent by their own', async () => {
  const first = await photosIn(join(fixture.folder, 'first'), 0);
  const second = await photosIn(join(fixture.folder, 'second'), 3);
  const engine = await fixture.started();
  await engine.calls['sync.pause']({ untilMs: null });
  await drop(engine, first, { kind: 'personal' }, remove);
  expect(await engine.decided()).toBe('paused');
  await drop(engine, second, { kind: 'personal' }, keep);
  await engine.calls['sync.resume'](undefined);
  const tells = await sent(engine);
  expect(tells.filter(Boolean).length).toBe(second.length);
  expect(tells.length).toBe(first.length + second.length);
});

for (const [before, after] of [
  [keep, remove],
  [remove, keep],
])
  test(`of a file dropped twice before it is sent, the last word holds: ${after?.removeGps === true ? 'without' : 'with'} its place`, async () => {
    const paths = await photosIn(fixture.folder);
    const engine = await fixture.started();
    await engine.calls['sync.pause']({ untilMs: null });
    await drop(engine, paths, { kind: 'personal' }, before);
    expect(await engine.decided()).toBe('paused');
    await drop(engine, paths, { kind: 'personal' }, after);
    await engine.calls['sync.resume'](undefined);
    expect(await sent(engine)).toEqual(paths.map(() => after?.removeGps !== true));
  });

for (const order of ['the strict one first', 'the strict one last'])
  test(`of copies in two folders of one album the stricter rule holds: ${order}`, async () => {
    const count = (await photosIn(join(fixture.folder, 'a'))).length;
    await photosIn(join(fixture.folder, 'b'));
    const engine = await fixture.started();
    await engine.calls['sync.pause']({ untilMs: null });
    const rules = order === 'the strict one first' ? [remove, keep] : [keep, remove];
    for (const [index, name] of ['a', 'b'].entries()) {
      await addFolder(engine, join(fixture.folder, name), { kind: 'personal' }, rules[index]);
      expect(await engine.decided()).toBe('paused');
    }
    await engine.calls['sync.resume'](undefined);
    expect(await sent(engine)).toEqual(Array(count).fill(false));
  });

test('a copy that takes over from a file that is gone is sent by the rule of its own folder', async () => {
  await photosIn(join(fixture.folder, 'a'));
  const count = (await photosIn(join(fixture.folder, 'b'))).length;
  const engine = await fixture.started();
  await engine.calls['sync.pause']({ untilMs: null });
  await addFolder(engine, join(fixture.folder, 'a'), { kind: 'personal' }, keep);
  expect(await engine.decided()).toBe('paused');
  const strict = await addFolder(engine, join(fixture.folder, 'b'), { kind: 'personal' }, keep);
  expect(await engine.decided()).toBe('paused');
  await rm(join(fixture.folder, 'a', 'exif.jpg'));
  await engine.calls['folders.change']({ folderId: strict, rules: remove });
  await engine.calls['folders.scan']({ folderId: null });
  await engine.calls['sync.resume'](undefined);
  expect(await sent(engine)).toEqual(Array(count).fill(false));
});

test('«send it all the same» after the rule has changed goes by the rule', async () => {
  const paths = await photosIn(fixture.folder);
  const engine = await fixture.started();
  await engine.calls['sync.pause']({ untilMs: null });
  const folderId = await addFolder(engine, fixture.folder, album('Cottage'), keep);
  expect(await engine.decided()).toBe('paused');
  const fileIds = (await rows(engine)).map((row) => row.fileId);
  await engine.calls['photos.act']({ fileIds, action: 'leave_out' });
  // Chosen by a person while the place was still to stay: rules are not judged anew for it.
  await engine.calls['photos.act']({ fileIds, action: 'send_anyway' });
  await engine.calls['folders.change']({ folderId, rules: remove });
  await engine.calls['sync.resume'](undefined);
  expect(await sent(engine)).toEqual(paths.map(() => false));
});

test('what waits for its album to be chosen goes by the rule that came meanwhile', async () => {
  const paths = await photosIn(fixture.folder);
  fixture.emulator.fail({ method: 'photosV2.getUploadUrl', code: 120, times: 1, probability: 1, skip: 0 });
  const engine = await fixture.started();
  const folderId = await addFolder(engine, fixture.folder, album('Cottage'), keep);
  expect(await engine.decided()).toBe('decided');
  expect(await problems(engine)).toEqual(['album_gone']);
  await engine.calls['folders.change']({ folderId, rules: remove });
  const listed = await engine.calls['problems.list'](undefined);
  const albumId = listed.ok ? (listed.value[0]?.albumId ?? null) : null;
  await engine.calls['problems.act']({ reason: 'album_gone', albumId, action: 'create_album', target: null });
  expect(await sent(engine)).toEqual(paths.map(() => false));
});

test('a picture from which the place cannot be taken is held, and goes with it only by a person’s word', async () => {
  await put(
    join(fixture.folder, 'map.svg'),
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><metadata>${xmp.replaceAll(/<\?xpacket[^>]*>/gu, '')}</metadata></svg>`,
    ),
  );
  const limits = { ...defaultLimits, precheck: false };
  const engine = await fixture.started({ limits });
  await addFolder(engine, fixture.folder, album('Maps'), remove);
  expect(await engine.decided()).toBe('decided');
  expect(fixture.emulator.ledger().photos).toEqual([]);
  expect(await problems(engine)).toEqual(['place_stays']);
  const [row] = await rows(engine);
  const detail = await engine.calls['photos.get']({ fileId: row?.fileId ?? 0 });
  expect(detail.ok && detail.value.actions).toEqual(['leave_out', 'check_again', 'send_anyway']);
  await engine.calls['photos.act']({ fileIds: [row?.fileId ?? 0], action: 'send_anyway' });
  expect(await engine.decided()).toBe('decided');
  expect(await problems(engine)).not.toContain('place_stays');
});

test('a file in a format that nobody here can read is not sent all the same where the place is to be removed', async () => {
  const raw = await readFile(
    await put(join(fixture.folder, 'sub', 'x.jpg'), (await carriers['exif.jpg']?.(1)) ?? Buffer.alloc(0)),
  );
  await rm(join(fixture.folder, 'sub'), { recursive: true });
  await put(join(fixture.folder, 'a.cr3'), Buffer.concat([Buffer.from('\0\0\0\x18ftypcrx '), raw]));
  await put(join(fixture.folder, 'b.jpg'), Buffer.concat([Buffer.from('not a picture '), raw]));
  const engine = await fixture.started();
  await addFolder(engine, fixture.folder, album('Raw'), remove);
  expect(await engine.decided()).toBe('decided');
  const fileIds = (await rows(engine)).map((row) => row.fileId);
  await engine.calls['photos.act']({ fileIds, action: 'send_anyway' });
  expect(await engine.decided()).toBe('decided');
  expect(fixture.emulator.ledger().reservations).toEqual([]);
  expect(await problems(engine)).toEqual(['place_stays']);
  // A second word, now about the place: it is tried as it is, and what the service says is told.
  await engine.calls['photos.act']({ fileIds, action: 'send_anyway' });
  expect(await engine.decided()).toBe('decided');
  expect(await problems(engine)).not.toContain('place_stays');
  expect(fixture.emulator.ledger().reservations.length).toBeGreaterThan(0);
});

test('a dropped copy of a watched file takes the place out of it where the drop says so', async () => {
  const paths = await photosIn(fixture.folder);
  const elsewhere = join(fixture.dataFolder, '..', 'elsewhere');
  await mkdir(elsewhere);
  const engine = await fixture.started();
  await engine.calls['sync.pause']({ untilMs: null });
  await addFolder(engine, fixture.folder, { kind: 'personal' }, keep);
  expect(await engine.decided()).toBe('paused');
  const copies = await Promise.all(
    paths.map(async (path, index) => {
      const copy = join(elsewhere, `${index}.jpg`);
      await copyFile(path, copy);
      await utimes(copy, old, old);
      return copy;
    }),
  );
  await drop(engine, copies, { kind: 'personal' }, remove);
  expect(await engine.decided()).toBe('paused');
  await engine.calls['sync.resume'](undefined);
  expect(await sent(engine)).toEqual(paths.map(() => false));
});
