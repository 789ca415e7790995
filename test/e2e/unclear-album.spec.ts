// After the loss of the whole library two albums share a title: the person chooses in Problems, and photos go only
// there.
import { readdirSync, truncateSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary, makePhoto } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, goInside, goTo, photosThere, sha256Of, statusOf } from './person.ts';

let base: string;
let launched: LaunchedApp;

const start = async (...args: string[]): Promise<void> => {
  launched = await launchApp({ userData: join(base, 'data'), args: ['--lang=en', ...args] });
};
test.beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-which-'));
  await start('--demo');
});
test.afterAll(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

/** The library is damaged, and neither backup nor receipts are left beside it. */
async function loseLibrary(): Promise<void> {
  const data = join(base, 'data');
  const name = readdirSync(data, { recursive: true })
    .map(String)
    .find((path) => path.endsWith('library.db'));
  if (name === undefined) throw new Error('there is no library');
  truncateSync(join(data, name), 6000);
  for (const beside of ['receipts', 'backups'])
    await rm(join(data, dirname(name), beside), { recursive: true, force: true });
}

test('with two albums of one title the person chooses one, and nothing is sent before', async () => {
  const folder = join(base, 'Photos');
  const target = { kind: 'per_subfolder', privacy: 'friends' };
  const [first, second] = [join(folder, '2023', 'Summer'), join(folder, '2024', 'Summer')];
  const [one = '', ...more] = await makeLibrary(first, 2);
  const [other = '', ...others] = await makeLibrary(second, 5, { firstSeed: 300 });
  let { page } = launched;
  await goInside(page);
  await ask(page, 'folders.add', { path: folder, target, rules: {} });
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(7);
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('ready');
  /** The albums that hold it, one for each time it was published. */
  const albumsOf = async (path: string): Promise<(string | null)[]> => {
    const sha = sha256Of(path);
    return (await arrived(page)).photos.filter((photo) => photo.sha256 === sha).map(({ albumId }) => albumId);
  };
  const [rightForOne, rightForOther] = [await albumsOf(one), await albumsOf(other)];
  const albums = (await arrived(page)).albums.map(({ aid, title }) => ({ aid, title }));
  expect(albums.map(({ title }) => title)).toEqual(['Summer', 'Summer']);
  expect(rightForOne).not.toEqual(rightForOther);

  await launched.close();
  await loseLibrary();
  const { path: newOne } = await makePhoto({ path: join(first, 'new.jpg'), width: 800, height: 600, seed: 700 });
  const { path: newOther } = await makePhoto({ path: join(second, 'new.jpg'), width: 800, height: 600, seed: 701 });
  await start();
  ({ page } = launched);
  // Looked through first: albums are found again when all photos are known, and otherwise after a wait.
  const { folderId } = (await ask(page, 'folders.add', { path: folder, target, rules: {}, planned: true })) as {
    folderId: number;
  };
  await expect
    .poll(() => ask(page, 'folders.plan', { folderIds: [folderId] }), { timeout: 60_000 })
    .toMatchObject({ checking: 0, toSend: { photos: 0 }, held: [{ reason: 'album_unclear', photos: 9 }] });
  await ask(page, 'folders.start', { folderIds: [folderId] });
  await goTo(page, 'Problems');
  const unclear = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Unclear which of the albums “Summer” is meant' }) });
  const choose = async (waiting: string, album: string): Promise<void> => {
    const group = unclear.filter({ hasText: `${waiting} wait until you choose one` });
    await group.getByRole('button', { name: 'Choose an album' }).click({ timeout: 60_000 });
    await page.getByRole('combobox', { name: 'Where to' }).click();
    await page.getByRole('option', { name: album }).click();
    await page.getByRole('button', { name: 'Send to “Summer”' }).click();
    await expect(group).toHaveCount(0);
  };
  await expect(unclear).toHaveCount(2, { timeout: 60_000 });
  expect(await photosThere(page)).toBe(7);

  // They are told apart by how many photos they have.
  await choose('3 photos', 'Summer friends can see, 2 photos');
  await expect.poll(() => albumsOf(newOne), { timeout: 60_000 }).toEqual(rightForOne);
  expect(await albumsOf(newOther)).toEqual([]);
  await choose('6 photos', 'Summer friends can see, 5 photos');
  await expect.poll(() => albumsOf(newOther), { timeout: 60_000 }).toEqual(rightForOther);

  // What was sent before the loss is recognised by how it looks, and is not sent again.
  await expect.poll(() => statusOf(page), { timeout: 60_000 }).toBe('ready');
  expect((await arrived(page)).photos.map((photo) => photo.sha256).sort()).toEqual(
    [one, ...more, other, ...others, newOne, newOther].map(sha256Of).sort(),
  );
  expect((await arrived(page)).albums.map(({ aid, title }) => ({ aid, title }))).toEqual(albums);
});
