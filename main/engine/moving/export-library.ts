// Writes a library into one archive that another computer can take over. Secrets stay behind.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { create } from 'tar';
import { copyForMoving } from '../db/storage/moved-library.ts';
import { libraryFile } from '../db/storage/open.ts';
import { receiptsFolder } from '../db/storage/receipts-file.ts';
import { archiveFormat, manifestName, type Manifest } from './manifest.ts';

export type Exported =
  | { kind: 'exported'; bytes: number }
  | { kind: 'no_library' }
  /** Nothing is overwritten. */
  | { kind: 'exists' }
  | { kind: 'unwritable'; code: string };

/** `toPath`: of the archive. Also beside a program that works on the library: it is as of now. */
export async function exportLibrary(
  dataFolder: string,
  toPath: string,
  { version, nowMs }: { version: string; nowMs: number },
): Promise<Exported> {
  if (existsSync(toPath)) return { kind: 'exists' };
  let staging: string | null = null;
  const part = `${toPath}.part`;
  try {
    staging = await mkdtemp(join(dirname(toPath), '.ok-photo-sync-export-'));
    const copied = await copyForMoving(dataFolder, join(staging, libraryFile));
    if (copied === null) return { kind: 'no_library' };
    const names = [libraryFile, ...(await copyBeside(dataFolder, staging))];
    const files = await Promise.all(names.map(async (name) => archived(staging ?? '', name)));
    const { userId } = copied;
    const told: Manifest = {
      program: 'OK Photo Sync',
      format: archiveFormat,
      version,
      exportedAtMs: nowMs,
      userId,
      files,
    };
    await writeFile(join(staging, manifestName), JSON.stringify(told));
    await create({ file: part, cwd: staging, gzip: true, portable: true, mode: 0o600 }, [manifestName, ...names]);
    await rename(part, toPath);
    return { kind: 'exported', bytes: (await stat(toPath)).size };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (typeof code !== 'string' || code.startsWith('ERR_')) throw error;
    return { kind: 'unwritable', code };
  } finally {
    await rm(part, { force: true }).catch(() => undefined);
    if (staging !== null) await rm(staging, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Receipts and the person's own limits. Answers their names in the archive. */
async function copyBeside(dataFolder: string, staging: string): Promise<string[]> {
  const names: string[] = [];
  if (existsSync(join(dataFolder, 'limits.json'))) {
    await copyFile(join(dataFolder, 'limits.json'), join(staging, 'limits.json'));
    names.push('limits.json');
  }
  const receipts = await readdir(receiptsFolder(dataFolder)).catch(() => []);
  await mkdir(join(staging, 'receipts'));
  for (const name of receipts.filter((one) => /^(?:receipts-[\d-]{1,20}|same-person)\.jsonl$/u.test(one))) {
    await copyFile(join(receiptsFolder(dataFolder), name), join(staging, 'receipts', name));
    names.push(`receipts/${name}`);
  }
  return names;
}

async function archived(folder: string, name: string): Promise<Manifest['files'][number]> {
  return { name, ...(await measured(join(folder, name))) };
}

/** Size and hash of a file. */
export async function measured(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
