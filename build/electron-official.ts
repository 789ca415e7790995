// Fetches the official Electron with the package's own installer.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stage, type ReportBytes } from './stage.ts';

const require = createRequire(import.meta.url);
const packageFolder = dirname(require.resolve('electron/package.json'));

/** Give up when nothing has arrived for so long: a firewall that swallows packets must not hang an installation. */
const SILENCE_MS = 20_000;

/** The part of `@electron/get` (a dependency of electron's own installer) that is used here. */
interface ElectronGet {
  downloadArtifact: (options: {
    version: string;
    artifactName: string;
    platform: string;
    arch: string;
    checksums: unknown;
    downloadOptions: {
      signal: AbortSignal;
      getProgressCallback: (progress: { transferred: number; total?: number }) => Promise<void>;
    };
  }) => Promise<string>;
}

export function officialVersion(): string {
  const { version } = require('electron/package.json') as { version: string };
  return version;
}

/** Path of the official program when it is completely there in the version asked for, else undefined. */
export function officialElectron(): string | undefined {
  try {
    const version = readFileSync(join(packageFolder, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/u, '');
    const program = join(packageFolder, 'dist', readFileSync(join(packageFolder, 'path.txt'), 'utf8'));
    return version === officialVersion() && existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** Fetches and unpacks the official program. Resolves to a short reason when that did not work; never rejects. */
export async function fetchOfficial(): Promise<string | undefined> {
  try {
    await stage(`Electron: fetching the official program ${officialVersion()}, once`, fillCache);
    await stage('Electron: unpacking it', runInstaller);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** The installer has no time-out of its own, so the archive is first brought into the cache that it reads. */
async function fillCache(report: ReportBytes): Promise<void> {
  const entry = createRequire(join(packageFolder, 'package.json')).resolve('@electron/get');
  const { downloadArtifact } = (await import(pathToFileURL(entry).href)) as ElectronGet;
  const silence = new AbortController();
  const giveUp = (): void => silence.abort(new Error(`nothing arrived for ${SILENCE_MS / 1000} s`));
  let timer = setTimeout(giveUp, SILENCE_MS);
  try {
    await downloadArtifact({
      version: officialVersion(),
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: require('electron/checksums.json'),
      downloadOptions: {
        signal: silence.signal,
        getProgressCallback: ({ transferred, total }) => {
          clearTimeout(timer);
          timer = setTimeout(giveUp, SILENCE_MS);
          report(transferred, total ?? null);
          return Promise.resolve();
        },
      },
    });
  } finally {
    clearTimeout(timer);
  }
}

function runInstaller(): Promise<void> {
  return new Promise((resolve, reject) => {
    const installer = spawn(process.execPath, [join(packageFolder, 'install.js')], { stdio: 'ignore' });
    installer.once('error', reject);
    installer.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the installer ended with ${String(code)}`));
    });
  });
}

/** `fetch` hides what happened in `cause`; a person wants that word (ENOTFOUND, ECONNREFUSED …), not «fetch failed». */
function reasonOf(error: unknown): string {
  let innermost: unknown = error;
  while (innermost instanceof Error && innermost.cause) innermost = innermost.cause;
  if (innermost instanceof Error) return (innermost as NodeJS.ErrnoException).code ?? innermost.message;
  return String(innermost);
}
