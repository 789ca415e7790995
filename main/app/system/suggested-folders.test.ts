// Suggested folders exist, none is inside another, only Pictures is ticked, and cards are found by their DCIM folder.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { suggestedFolders, systemUser, type FolderProbe, type UsualFolders } from './suggested-folders.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ok-photo-sync-home-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const usual = (over: Partial<UsualFolders> = {}): UsualFolders => ({
  home,
  pictures: join(home, 'Pictures'),
  downloads: join(home, 'Downloads'),
  desktop: join(home, 'Desktop'),
  platform: 'linux',
  user: 'nobody-of-this-name',
  ...over,
});

/** A computer with these folders; `dead` never answers. */
function computer(folders: readonly string[], dead: readonly string[] = []): FolderProbe & { asked: string[] } {
  const asked: string[] = [];
  const never = (path: string): Promise<never> | null =>
    dead.some((drive) => path.startsWith(drive)) ? new Promise<never>(() => undefined) : null;
  return {
    asked,
    list: (folder) => {
      asked.push(folder);
      const below = folders.filter((one) => one.startsWith(`${folder}/`)).map((one) => one.slice(folder.length + 1));
      return never(folder) ?? Promise.resolve([...new Set(below.map((one) => one.split('/')[0] ?? ''))]);
    },
    isFolder: (path) => {
      asked.push(path);
      return never(path) ?? Promise.resolve(folders.includes(path));
    },
  };
}

const anna: UsualFolders = {
  home: 'C:\\Users\\Anna',
  pictures: 'C:\\Users\\Anna\\Pictures',
  downloads: 'C:\\Users\\Anna\\Downloads',
  desktop: 'C:\\Users\\Anna\\Desktop',
  platform: 'win32',
  user: 'Anna',
};

const paths = async (...given: Parameters<typeof suggestedFolders>): Promise<string[]> =>
  (await suggestedFolders(...given)).map((folder) => folder.path);

test('only existing folders are suggested, pictures first, and only pictures are ticked', async () => {
  await mkdir(join(home, 'Pictures'));
  await mkdir(join(home, 'Desktop'));
  await writeFile(join(home, 'Downloads'), 'a file of this name');
  expect(await suggestedFolders(usual())).toEqual([
    { path: join(home, 'Pictures'), ticked: true },
    { path: join(home, 'Desktop'), ticked: false },
  ]);
});

test('a folder inside a suggested one, the same one twice and the home folder are left out', async () => {
  await mkdir(join(home, 'Pictures', 'Desktop'), { recursive: true });
  const odd = usual({ desktop: join(home, 'Pictures', 'Desktop'), downloads: home });
  expect(await paths(odd)).toEqual([join(home, 'Pictures')]);
  expect(await paths(usual({ desktop: join(home, 'Pictures') }))).toEqual([join(home, 'Pictures')]);
});

test('on Windows a card is found on any drive but C:, and comes before the downloads', async () => {
  const windows = computer([anna.pictures, anna.downloads, 'D:\\', 'E:\\DCIM', 'Z:\\DCIM']);
  expect(await suggestedFolders(anna, windows)).toEqual([
    { path: anna.pictures, ticked: true },
    { path: 'E:\\DCIM', ticked: false },
    { path: 'Z:\\DCIM', ticked: false },
    { path: anna.downloads, ticked: false },
  ]);
  expect(windows.asked).not.toContain('C:\\DCIM');
});

test('on Windows a folder on another drive does not count as inside the home folder', async () => {
  const moved = { ...anna, pictures: 'D:\\Pictures', desktop: 'D:\\Pictures\\Desktop' };
  expect(await paths(moved, computer(['D:\\Pictures', 'D:\\Pictures\\Desktop', anna.downloads]))).toEqual([
    'D:\\Pictures',
    anna.downloads,
  ]);
});

test('on macOS and Linux drives are looked for where the system mounts them', async () => {
  const mac = { ...usual({ platform: 'darwin' }), user: 'anna' };
  expect(await paths(mac, computer(['/Volumes/EOS/DCIM', '/Volumes/Backup/Photos']))).toEqual(['/Volumes/EOS/DCIM']);
  const linux = { ...usual(), user: 'anna' };
  const cards = ['/run/media/anna/CARD/DCIM', '/media/anna/PHONE/DCIM'];
  expect(await paths(linux, computer([...cards, '/media/other/CARD/DCIM']))).toEqual(cards);
});

test('a drive that never answers hides neither the cards before it nor the usual folders', async () => {
  const windows = computer([anna.pictures, 'E:\\DCIM', 'G:\\DCIM'], ['F:']);
  vi.useFakeTimers();
  const found = paths(anna, windows);
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  expect(await found).toEqual([anna.pictures, 'E:\\DCIM']);
  expect(windows.asked).not.toContain('G:\\DCIM');
});

test('folders are suggested also when the system has no entry for the user', async () => {
  await mkdir(join(home, 'Pictures'));
  const user = systemUser(() => {
    throw Object.assign(new Error('uv_os_get_passwd returned ENOENT'), { code: 'ERR_SYSTEM_ERROR' });
  });
  expect(user).toBe(process.env['USER'] ?? '');
  expect(await paths(usual({ user }))).toEqual([join(home, 'Pictures')]);
});
