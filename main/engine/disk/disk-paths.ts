// Paths and names between our text form (byte-names.ts) and what the system takes. Every call of node:fs in the engine
// that takes a photo's path goes through here.
import { readdirSync, readlinkSync, type Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { bytesOfName, isByteName, nameOfBytes } from '../../../shared/byte-names.ts';
import { readable } from '../../../shared/readable-names.ts';

/** What the calls of node:fs take. A name that is no UTF-8 (on Windows: no valid UTF-16) goes out as its bytes. */
export function onDisk(text: string): string | Buffer {
  return isByteName(text) ? Buffer.from(bytesOfName(text)) : text;
}

/** A name with its kind, as far as the disk tells it. */
export type NamedKind = Pick<Dirent, 'name' | 'isFile' | 'isDirectory' | 'isSymbolicLink'>;

/**
 * Node puts U+FFFD where bytes are no UTF-8, and many names become one. Only a folder with such names, or with names
 * that hold our own marks, is read a second time, as bytes.
 */
const needsBytes = (names: readonly string[]): boolean =>
  names.some((name) => name.includes('\uFFFD') || isByteName(name));

export async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(onDisk(folder));
  return needsBytes(names) ? (await readdir(onDisk(folder), { encoding: 'buffer' })).map(nameOfBytes) : names;
}

export function namesInNow(folder: string): string[] {
  const names = readdirSync(onDisk(folder));
  return needsBytes(names) ? readdirSync(onDisk(folder), { encoding: 'buffer' }).map(nameOfBytes) : names;
}

export async function kindsIn(folder: string): Promise<NamedKind[]> {
  const found = await readdir(onDisk(folder), { withFileTypes: true });
  if (!needsBytes(found.map(({ name }) => name))) return found;
  return (await readdir(onDisk(folder), { withFileTypes: true, encoding: 'buffer' })).map(named);
}

export function kindsInNow(folder: string): NamedKind[] {
  const found = readdirSync(onDisk(folder), { withFileTypes: true });
  if (!needsBytes(found.map(({ name }) => name))) return found;
  return readdirSync(onDisk(folder), { withFileTypes: true, encoding: 'buffer' }).map(named);
}

const named = (bare: Dirent<Buffer>): NamedKind => ({
  name: nameOfBytes(bare.name),
  isFile: () => bare.isFile(),
  isDirectory: () => bare.isDirectory(),
  isSymbolicLink: () => bare.isSymbolicLink(),
});

/** Links resolved. Rejects as `realpath` of node:fs does. */
export async function realPath(text: string): Promise<string> {
  // As bytes: only the answer shows whether it holds bytes that are no UTF-8.
  const real = await realpath(onDisk(text), { encoding: 'buffer' });
  return nameOfBytes(real);
}

/**
 * A path as a person, a dialog or another program gave it: absolute, links not resolved. Where nothing has that very
 * name, it may be text in which bytes were lost (U+FFFD), or the readable text that we show for a name: then the one
 * entry that reads so is taken; of several, none.
 */
export async function givenPath(given: string): Promise<string> {
  const absolute = path.isAbsolute(given) ? path.resolve(given) : path.resolve(workingFolder(), given);
  if (await isThere(absolute)) return absolute;
  const root = path.parse(absolute).root;
  let found = root;
  const parts = absolute.slice(root.length).split(path.sep);
  for (const [index, part] of parts.entries()) {
    const exact = path.join(found, part);
    const meant = (await isThere(exact)) ? exact : await entryThatReads(found, part);
    if (meant === null) return path.join(found, ...parts.slice(index));
    found = meant;
  }
  return found;
}

/** null: none, or more than one. */
async function entryThatReads(folder: string, text: string): Promise<string | null> {
  const names = await namesIn(folder).catch(() => []);
  const meant = names.filter((name) => isByteName(name) && (lossy(name) === text || readsSo(folder, name, text)));
  return meant.length === 1 && meant[0] !== undefined ? path.join(folder, meant[0]) : null;
}

/** As Node and most programs write it: bytes that are no UTF-8 are lost. */
export const lossy = (name: string): string => Buffer.from(bytesOfName(name)).toString();

/** Alone or beside the names of its folders: both are shown. */
const readsSo = (folder: string, name: string, text: string): boolean =>
  readable(name) === text || path.basename(readable(path.join(folder, name))) === text;

const isThere = (text: string): Promise<boolean> =>
  lstat(onDisk(text)).then(
    () => true,
    () => false,
  );

/** Where this process was started. Node loses the bytes of a name that is no UTF-8; Linux tells them. */
function workingFolder(): string {
  const folder = process.cwd();
  if (process.platform !== 'linux' || !folder.includes('\uFFFD')) return folder;
  return nameOfBytes(readlinkSync('/proc/self/cwd', { encoding: 'buffer' }));
}
