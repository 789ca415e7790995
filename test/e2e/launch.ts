// Starts the built app for a window test, on a data folder of its own. Makes no claims about what the app shows.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { sandboxArguments } from '../../build/electron-arguments.ts';
import { resolveElectron } from '../../build/electron-runtime.ts';

const root = resolve(import.meta.dirname, '../..');

export interface LaunchOptions {
  /** Where the app keeps its database, settings and browser profile. Made and removed with the app when not given. */
  userData?: string;
  /** Further arguments for the app, e.g. `--demo`. */
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** The program of a packed app, instead of the built one. */
  packed?: string;
}

export interface LaunchedApp {
  app: ElectronApplication;
  /** The first window, once its document has loaded. */
  page: Page;
  userData: string;
  /** All that the app's processes wrote to their two outputs so far. */
  output(): string;
  /** Quits the app as a person would. Safe to repeat. */
  close(): Promise<void>;
}

/** Resolves when the first window has loaded; rejects with the app's output when it has not within 30 s. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  if (!options.packed && !existsSync(join(root, 'out', 'main', 'index.cjs'))) {
    throw new Error('The app is not built: run "npm run build" first, or the tests through "npm run e2e"');
  }
  const userData = options.userData ?? (await mkdtemp(join(tmpdir(), 'ok-photo-sync-')));
  const electron = options.packed ? undefined : await resolveElectron();
  const app = await _electron.launch({
    executablePath: options.packed ?? electron?.executable ?? '',
    args: [
      ...sandboxArguments(electron?.folder ?? root),
      '--disable-gpu',
      ...(options.packed ? [] : [root]),
      ...(options.args ?? []),
    ],
    cwd: root,
    env: { ...definedEnvironment(), OK_PHOTO_SYNC_DATA: userData, ...options.env },
    timeout: 30_000,
  });

  let output = '';
  const collect = (chunk: Buffer): void => void (output += chunk.toString());
  app.process().stdout?.on('data', collect);
  app.process().stderr?.on('data', collect);

  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await app.close();
    if (!options.userData) await rm(userData, { recursive: true, force: true, maxRetries: 5 });
  };

  try {
    const page = await app.firstWindow({ timeout: 30_000 });
    await page.waitForLoadState('domcontentloaded');
    return { app, page, userData, output: () => output, close };
  } catch (error) {
    await close();
    throw new Error(`The app showed no window. It said:\n${output}`, { cause: error });
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
