// Suggested folders exist, and none lies inside another.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { suggestedFolders, type UsualPlaces } from './suggested-folders.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ok-photo-sync-home-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const places = (over: Partial<UsualPlaces> = {}): UsualPlaces => ({
  home,
  pictures: join(home, 'Pictures'),
  downloads: join(home, 'Downloads'),
  desktop: join(home, 'Desktop'),
  platform: 'linux',
  user: 'anna',
  ...over,
});

test('only folders that are there are suggested, pictures first', async () => {
  await mkdir(join(home, 'Pictures'));
  await mkdir(join(home, 'Desktop'));
  await writeFile(join(home, 'Downloads'), 'a file of this name');
  expect(await suggestedFolders(places(), [])).toEqual([join(home, 'Pictures'), join(home, 'Desktop')]);
});

test('a camera card among the drives is suggested by its DCIM', async () => {
  await mkdir(join(home, 'drives', 'CARD', 'DCIM'), { recursive: true });
  await mkdir(join(home, 'drives', 'BACKUP'));
  expect(await suggestedFolders(places(), [join(home, 'drives'), join(home, 'nowhere')])).toEqual([
    join(home, 'drives', 'CARD', 'DCIM'),
  ]);
});

test('a folder inside a suggested one, the same one twice and the home folder are left out', async () => {
  await mkdir(join(home, 'Pictures', 'Desktop'), { recursive: true });
  const odd = places({ desktop: join(home, 'Pictures', 'Desktop'), downloads: home });
  expect(await suggestedFolders(odd, [])).toEqual([join(home, 'Pictures')]);
  expect(await suggestedFolders(places({ desktop: join(home, 'Pictures') }), [])).toEqual([join(home, 'Pictures')]);
});
