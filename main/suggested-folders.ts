// Folders that the first start suggests: where people usually keep photos. Looks whether they are there; reads no file in them.
import { readdir, stat } from 'node:fs/promises';
import { join, relative, isAbsolute } from 'node:path';

export interface UsualPlaces {
  home: string;
  pictures: string;
  downloads: string;
  desktop: string;
  platform: NodeJS.Platform;
  user: string;
}

const mostSuggested = 8;
/** A drive that sleeps, or is behind a network, does not hold the list up. */
const lookAtMostMs = 1500;

/** Existing folders, the likeliest first. One that lies inside another is left out: it would be sent twice, and is refused. */
export async function suggestedFolders(places: UsualPlaces, mounted = mountedIn(places)): Promise<string[]> {
  const cards = await Promise.all(mounted.map((parent) => within(lookAtMostMs, camerasBelow(parent), [])));
  const wanted = [
    places.pictures,
    join(places.home, 'OneDrive', 'Pictures'),
    join(places.home, 'OneDrive', 'Изображения'),
    ...cards.flat(),
    places.downloads,
    places.desktop,
  ];
  const there = await Promise.all(wanted.map((path) => within(lookAtMostMs, isFolder(path), false)));
  const found: string[] = [];
  wanted.forEach((path, index) => {
    // Some systems name the home folder itself where one of these is missing: it is no answer.
    if (there[index] !== true || path === places.home) return;
    if (!found.some((other) => isInside(path, other) || isInside(other, path))) found.push(path);
  });
  return found.slice(0, mostSuggested);
}

/** Folders whose subfolders are drives: a camera's card has a DCIM in it. */
function mountedIn({ platform, user }: UsualPlaces): string[] {
  if (platform === 'darwin') return ['/Volumes'];
  return platform === 'linux' ? [join('/run/media', user), join('/media', user)] : [];
}

async function camerasBelow(parent: string): Promise<string[]> {
  const names = await readdir(parent).catch(() => []);
  return names.slice(0, 20).map((name) => join(parent, name, 'DCIM'));
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}

async function within<T>(ms: number, work: Promise<T>, otherwise: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
