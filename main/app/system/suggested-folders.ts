// The folders that the first start suggests: existing folders where people usually keep photos. Reads no file in them.
import { readdir, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { posix, win32 } from 'node:path';

export interface UsualFolders {
  home: string;
  pictures: string;
  downloads: string;
  desktop: string;
  platform: NodeJS.Platform;
  user: string;
}

export interface SuggestedFolder {
  path: string;
  /** Meant for photos only, so it is ticked in advance. */
  ticked: boolean;
}

/** How the disk is read; tests replace it. */
export interface FolderProbe {
  /** Names in a folder; none when it cannot be read. */
  list(folder: string): Promise<string[]>;
  isFolder(path: string): Promise<boolean>;
}

/** The user's name; '' when the system has no entry for its own user, as in containers. */
export function systemUser(ask: () => { username: string } = userInfo): string {
  try {
    return ask().username;
  } catch {
    return process.env['USER'] ?? '';
  }
}

const mostSuggested = 8;
/** Drives below one mount folder: only a server has more. */
const mostDrives = 24;
/** A sleeping drive or a network drive must not delay the list. */
const searchAtMostMs = 1500;

const realProbe: FolderProbe = {
  list: (folder) => readdir(folder).catch(() => []),
  isFolder: async (path) => (await stat(path).catch(() => null))?.isDirectory() === true,
};

/** Existing folders, the likeliest first, without folders inside another one: the library refuses those. */
export async function suggestedFolders(paths: UsualFolders, probe = realProbe): Promise<SuggestedFolder[]> {
  const { join, relative, isAbsolute } = paths.platform === 'win32' ? win32 : posix;
  const cards: string[] = [];
  await within(searchAtMostMs, findCards(paths, probe, cards));
  const wanted = [
    paths.pictures,
    join(paths.home, 'OneDrive', 'Pictures'),
    join(paths.home, 'OneDrive', 'Изображения'),
    ...cards,
    paths.downloads,
    paths.desktop,
  ];
  const existing = new Set<string>();
  await within(
    searchAtMostMs,
    Promise.all(wanted.map(async (path) => (await probe.isFolder(path)) && existing.add(path))),
  );
  const isInside = (path: string, folder: string): boolean => {
    const inner = relative(folder, path);
    return inner === '' || (!inner.startsWith('..') && !isAbsolute(inner));
  };
  const found: string[] = [];
  for (const path of wanted) {
    // Some systems answer the home folder itself where one of these is missing.
    if (!existing.has(path) || path === paths.home) continue;
    if (!found.some((other) => isInside(path, other) || isInside(other, path))) found.push(path);
  }
  return found.slice(0, mostSuggested).map((path) => ({ path, ticked: path === paths.pictures }));
}

/**
 * Cards of cameras and phones have a DCIM folder. One drive after another: a drive that does not answer blocks a thread
 * of the process, so at most one is blocked. Adds to `found`, so that a timeout loses nothing.
 */
async function findCards({ platform, user }: UsualFolders, probe: FolderProbe, found: string[]): Promise<void> {
  for await (const drive of drives(platform, user, probe)) {
    const pictures = (platform === 'win32' ? win32 : posix).join(drive, 'DCIM');
    if (await probe.isFolder(pictures)) found.push(pictures);
  }
}

/** Roots of removable drives; on Windows of all drives but C:, because removable ones cannot be told apart there. */
async function* drives(platform: NodeJS.Platform, user: string, probe: FolderProbe): AsyncGenerator<string> {
  if (platform === 'win32') {
    for (const letter of 'DEFGHIJKLMNOPQRSTUVWXYZ') yield `${letter}:\\`;
    return;
  }
  const parents = platform === 'darwin' ? ['/Volumes'] : [posix.join('/run/media', user), posix.join('/media', user)];
  for (const parent of parents) {
    for (const name of (await probe.list(parent)).slice(0, mostDrives)) yield posix.join(parent, name);
  }
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
