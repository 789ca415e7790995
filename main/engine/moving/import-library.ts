// Takes over a library that another computer exported. All of the archive is checked before anything is put in place.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { extract } from 'tar';
import { noteHolder } from '../db/storage/holder.ts';
import { lockDataFolder } from '../db/storage/lock.ts';
import { prepareMoved } from '../db/storage/moved-library.ts';
import { libraryFile } from '../db/storage/open.ts';
import { measured } from './export-library.ts';
import { manifest, manifestHead, manifestName, type Manifest } from './manifest.ts';
import { movedPath, type Move } from './moved-path.ts';

export type Refused =
  | 'not_found'
  /** No archive of this program. */
  | 'foreign'
  /** It ends too early, or a file of it is missing. */
  | 'cut'
  /** Its bytes are not those that were exported. */
  | 'changed'
  | 'newer'
  /** There is a library here already. */
  | 'library_there'
  | 'in_use'
  /** Two folders would lie at one path. */
  | 'same_path'
  | 'unwritable';

export type Imported =
  | { kind: 'imported'; userId: string | null; folders: { from: string; to: string }[] }
  | { kind: 'refused'; why: Refused; subject: string };

const refused = (why: Refused, subject: string): Imported => ({ kind: 'refused', why, subject });

/** `moves`: where folders of the old computer lie on this one. Refused: nothing was changed. */
export async function importLibrary(
  archivePath: string,
  dataFolder: string,
  moves: readonly Move[],
): Promise<Imported> {
  if (!existsSync(archivePath)) return refused('not_found', archivePath);
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    const lock = lockDataFolder(dataFolder);
    if (lock.kind === 'taken') return refused('in_use', dataFolder);
    // The note of a holder that was killed must not speak for this one.
    noteHolder(dataFolder, null);
    const staging = await mkdtemp(join(dataFolder, 'import-'));
    try {
      if (existsSync(join(dataFolder, libraryFile))) return refused('library_there', dataFolder);
      return await takeOver(archivePath, staging, dataFolder, moves);
    } finally {
      await rm(staging, { recursive: true, force: true }).catch(() => undefined);
      lock.release();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (typeof code !== 'string' || code.startsWith('ERR_')) throw error;
    return refused('unwritable', `${dataFolder} (${code})`);
  }
}

async function takeOver(
  archivePath: string,
  staging: string,
  dataFolder: string,
  moves: readonly Move[],
): Promise<Imported> {
  const unpacked = await unpack(archivePath, staging);
  const told = await readManifest(staging);
  if (told === 'newer') return refused('newer', archivePath);
  if (told === null) return refused(unpacked === 'cut' ? 'cut' : 'foreign', archivePath);
  for (const file of told.files) {
    const found = await measured(join(staging, file.name)).catch(() => null);
    if (found === null || found.bytes < file.bytes) return refused('cut', archivePath);
    if (found.sha256 !== file.sha256) return refused('changed', archivePath);
  }
  if (unpacked !== 'whole') return refused('cut', archivePath);
  const prepared = prepareMoved(join(staging, libraryFile), told.exportedAtMs, (path) => movedPath(path, moves));
  if (prepared.kind === 'damaged') return refused('changed', archivePath);
  if (prepared.kind === 'newer') return refused('newer', archivePath);
  if (prepared.kind === 'conflict') return refused('same_path', prepared.path);
  // The library last: before it is there, a crash leaves only what the next import replaces.
  for (const { name } of [...told.files].sort(
    (a, b) => Number(a.name === libraryFile) - Number(b.name === libraryFile),
  )) {
    const to = join(dataFolder, name);
    await mkdir(dirname(to), { recursive: true });
    await onDisk(join(staging, name));
    await rename(join(staging, name), to);
  }
  return { kind: 'imported', userId: told.userId, folders: prepared.folders };
}

/** Only plain files with the names that an export has; links and other paths are left out. */
async function unpack(archivePath: string, staging: string): Promise<'whole' | 'cut' | 'foreign'> {
  const { size } = await stat(archivePath);
  if (size === 0) return 'cut';
  try {
    await extract({
      file: archivePath,
      cwd: staging,
      strict: true,
      preserveOwner: false,
      filter: (path, entry) =>
        'type' in entry &&
        entry.type === 'File' &&
        (path === manifestName || manifest.shape.files.element.shape.name.safeParse(path).success),
    });
    return 'whole';
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    // The disk's own errors are told as such.
    if (/^E[A-Z]+$/u.test(code)) throw error;
    return existsSync(join(staging, manifestName)) || /unexpected end|truncated/iu.test(String(error))
      ? 'cut'
      : 'foreign';
  }
}

async function readManifest(staging: string): Promise<Manifest | 'newer' | null> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(join(staging, manifestName), 'utf8'));
  } catch {
    return null;
  }
  const head = manifestHead.safeParse(json);
  if (!head.success) return null;
  const parsed = manifest.safeParse(json);
  if (parsed.success) return parsed.data;
  return head.data.format > 1 ? 'newer' : null;
}

async function onDisk(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().catch(() => undefined);
  await file.close();
}
