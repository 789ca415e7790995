// What happens to files of a folder that is sent already: what costs bytes, what does not, and that each photo keeps
// its history.
import { link, mkdir, open, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeLibrary, makePhoto } from '../fixtures/make-photos.ts';
import type { AlbumTarget } from '../../shared/library/album.ts';
import type { PhotoDetail } from '../../shared/library/photo.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { fixtureOfEachTest, scan } from '../../main/engine/testing/fixture-of-each-test.ts';

const imaging = imagingOfFile();
const fixture = fixtureOfEachTest();
const at = (...parts: string[]): string => join(fixture.folder, ...parts);

/** Old enough to be taken at once, and not the moment that it had. */
let moment = 1_600_000_000;
async function old(path: string): Promise<void> {
  moment += 100;
  await utimes(path, moment, moment);
}

async function writeAnew(path: string, seed: number): Promise<void> {
  await makePhoto({ path, format: 'jpeg', width: 640, height: 480, seed });
  await old(path);
}

const uploads = (): number => fixture.emulator.ledger().calls.filter(({ method }) => method === 'upload').length;

async function details(engine: Engine): Promise<PhotoDetail[]> {
  const page = await engine.calls['photos.page']({ shown: null, search: '', folderId: null, after: null, limit: 100 });
  const all: PhotoDetail[] = [];
  for (const { fileId } of page.ok ? page.value.rows : []) {
    const detail = await engine.calls['photos.get']({ fileId });
    if (detail.ok) all.push(detail.value);
  }
  return all;
}

interface Happening {
  what: string;
  happens: (scanned: () => Promise<void>) => Promise<void>;
  /** Photos that are sent for it. */
  costs?: number;
}

const happenings: Happening[] = [
  { what: 'renamed', happens: () => rename(at('a.jpg'), at('z.jpg')) },
  { what: 'renamed in its case only', happens: () => rename(at('a.jpg'), at('A.JPG')) },
  {
    what: 'moved into a folder below',
    happens: () => mkdir(at('new')).then(() => rename(at('a.jpg'), at('new', 'a.jpg'))),
  },
  { what: 'moved with its folder', happens: () => rename(at('sub'), at('renamed')) },
  { what: 'moved into the folder of another album', happens: () => rename(at('a.jpg'), at('..', 'other', 'a.jpg')) },
  {
    what: 'exchanged with another',
    async happens() {
      await rename(at('a.jpg'), at('t.jpg'));
      await rename(at('b.jpg'), at('a.jpg'));
      await rename(at('t.jpg'), at('b.jpg'));
    },
  },
  { what: 'linked a second time', happens: () => link(at('a.jpg'), at('twin.jpg')) },
  { what: 'touched', happens: () => old(at('a.jpg')) },
  {
    what: 'deleted and restored',
    async happens(scanned) {
      const bytes = await readFile(at('a.jpg'));
      await rm(at('a.jpg'));
      await scanned();
      await writeFile(at('a.jpg'), bytes);
      await old(at('a.jpg'));
    },
  },
  {
    what: 'replaced by a rename, with the same bytes',
    async happens() {
      await writeFile(at('.new'), await readFile(at('a.jpg')));
      await old(at('.new'));
      await rename(at('.new'), at('a.jpg'));
    },
  },
  {
    what: 'replaced by a rename, with another picture',
    async happens() {
      await writeAnew(at('.new.jpg'), 700);
      await rename(at('.new.jpg'), at('a.jpg'));
    },
    costs: 1,
  },
  { what: 'edited in place', happens: () => writeAnew(at('a.jpg'), 701), costs: 1 },
  {
    what: 'joined by one that is half copied, grows, and is whole in the end',
    async happens(scanned) {
      await writeAnew(at('.whole.jpg'), 702);
      const bytes = await readFile(at('.whole.jpg'));
      await rm(at('.whole.jpg'));
      await writeFile(at('copied.jpg'), bytes);
      // Its final size from the start, as a network disk shows it; then the half; then nearly all.
      const file = await open(at('copied.jpg'), 'r+');
      await file.write(Buffer.alloc(bytes.length - 2_000), 0, bytes.length - 2_000, 2_000);
      await file.close();
      await old(at('copied.jpg'));
      await scanned();
      for (const share of [0.5, 0.9]) {
        await writeFile(at('copied.jpg'), bytes);
        await truncate(at('copied.jpg'), Math.floor(bytes.length * share));
        await old(at('copied.jpg'));
        await scanned();
      }
      await writeFile(at('copied.jpg'), bytes);
      await old(at('copied.jpg'));
    },
    costs: 1,
  },
];

test.each(happenings)('a photo that is $what', async ({ happens, costs = 0 }) => {
  const wish = { width: 640, height: 480 };
  const made = [
    ...(await makeLibrary(at(), 2, wish)),
    ...(await makeLibrary(at('sub'), 2, { ...wish, firstSeed: 50 })),
  ];
  const names = ['a.jpg', 'b.jpg', 'sub/c.jpg', 'sub/d.jpg'];
  for (const [index, path] of made.entries()) await rename(path, at(names[index] ?? ''));
  await mkdir(at('..', 'other'));
  const engine = await fixture.started({ imaging });
  const add = async (path: string, title: string): Promise<void> => {
    const target: AlbumTarget = { kind: 'new', title, privacy: 'private' };
    expect(await engine.calls['folders.add']({ path, target, rules: {} })).toMatchObject({ ok: true });
  };
  await add(at(), 'Дача');
  await add(at('..', 'other'), 'Другой');
  await scan(engine);
  const sent = uploads();
  expect(fixture.emulator.ledger().photos.length).toBe(4);
  const histories = (await details(engine)).map(({ row, journal }) => ({ id: row.fileId, events: journal.length }));

  await happens(() => scan(engine));
  await scan(engine);

  expect(uploads() - sent).toBe(costs);
  const { photos, summary } = fixture.emulator.ledger();
  expect(photos.length).toBe(4 + costs);
  expect(summary).toMatchObject({ idsCommittedTwice: 0, contentsTwiceInAlbum: 0 });
  const after = await details(engine);
  expect(after.filter(({ row }) => row.shown === 'needs_you')).toEqual([]);
  // Nobody has lost a line of their history, and everything that is there is on the service.
  for (const { id, events } of histories) {
    const now = after.find(({ row }) => row.fileId === id);
    expect(now?.journal.length).toBeGreaterThanOrEqual(events);
  }
  expect(after.every(({ row }) => row.shown === 'done' || row.shown === 'duplicate')).toBe(true);
});
