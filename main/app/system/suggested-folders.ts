// Folders that the first start suggests: where people usually keep photos. Looks whether they are there; reads no file in them.
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
  /** Meant for photos and nothing else, so it is chosen beforehand; its person may take the tick away. */
  ticked: boolean;
}

/** How the disk is looked at; tests have a computer of their own. */
export interface FolderProbe {
  /** Names in a folder; none where it cannot be read. */
  list(folder: string): Promise<string[]>;
  isFolder(path: string): Promise<boolean>;
}

/** Whose drives are looked for; '' when the system does not know its own user, as in containers and where a directory of users is away. */
export function systemUser(ask: () => { username: string } = userInfo): string {
  try {
    return ask().username;
  } catch {
    return process.env['USER'] ?? '';
  }
}

const mostSuggested = 8;
/** Drives in one place that are looked at: more is no desk, but a server. */
const mostDrives = 24;
/** A drive that sleeps, or is behind a network, does not hold the list up. */
const lookAtMostMs = 1500;

const realLook: FolderProbe = {
  list: (folder) => readdir(folder).catch(() => []),
  isFolder: async (path) => (await stat(path).catch(() => null))?.isDirectory() === true,
};

/** Existing folders, the likeliest first. One that lies inside another is left out: it would be sent twice, and is refused. */
export async function suggestedFolders(paths: UsualFolders, look = realLook): Promise<SuggestedFolder[]> {
  const { join, relative, isAbsolute } = paths.platform === 'win32' ? win32 : posix;
  const cards: string[] = [];
  await within(lookAtMostMs, findCards(paths, look, cards));
  const wanted = [
    paths.pictures,
    join(paths.home, 'OneDrive', 'Pictures'),
    join(paths.home, 'OneDrive', 'Изображения'),
    ...cards,
    paths.downloads,
    paths.desktop,
  ];
  const there = new Set<string>();
  await within(lookAtMostMs, Promise.all(wanted.map(async (path) => (await look.isFolder(path)) && there.add(path))));
  const isInside = (path: string, folder: string): boolean => {
    const way = relative(folder, path);
    return way === '' || (!way.startsWith('..') && !isAbsolute(way));
  };
  const found: string[] = [];
  for (const path of wanted) {
    // Some systems name the home folder itself where one of these is missing: it is no answer.
    if (!there.has(path) || path === paths.home) continue;
    if (!found.some((other) => isInside(path, other) || isInside(other, path))) found.push(path);
  }
  return found.slice(0, mostSuggested).map((path) => ({ path, ticked: path === paths.pictures }));
}

/**
 * A card of a camera or a phone has a DCIM in it. One place after another: a drive that does not answer keeps a thread
 * of the process busy, and two of them would keep two. What is found by the time is in `found`.
 */
async function findCards({ platform, user }: UsualFolders, look: FolderProbe, found: string[]): Promise<void> {
  for await (const drive of drives(platform, user, look)) {
    const pictures = (platform === 'win32' ? win32 : posix).join(drive, 'DCIM');
    if (await look.isFolder(pictures)) found.push(pictures);
  }
}

/** Roots of drives that can be taken away, and on Windows of all but the system's own: which is which cannot be seen there. */
async function* drives(platform: NodeJS.Platform, user: string, look: FolderProbe): AsyncGenerator<string> {
  if (platform === 'win32') {
    for (const letter of 'DEFGHIJKLMNOPQRSTUVWXYZ') yield `${letter}:\\`;
    return;
  }
  const parents = platform === 'darwin' ? ['/Volumes'] : [posix.join('/run/media', user), posix.join('/media', user)];
  for (const parent of parents) {
    for (const name of (await look.list(parent)).slice(0, mostDrives)) yield posix.join(parent, name);
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
