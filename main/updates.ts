// Looks for a newer version of the installed program and fetches it; it is put in place when the program ends. Never in development, and
// never where the build does not say who publishes it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { AboutUpdate } from '../shared/ipc.ts';
import { errorFields } from './log.ts';
import type { ShellLog } from './log.ts';

export interface Updates {
  state(): AboutUpdate;
  stop(): void;
}

/** The first minutes of a session belong to the person. */
const FIRST_LOOK_MS = 3 * 60_000;
const LOOK_EVERY_MS = 6 * 60 * 60_000;

/** `onReady`: fetched, checked, and put in place at the next end. */
export function watchUpdates(log: ShellLog, onReady: (version: string) => void): Updates {
  let state: AboutUpdate = { state: 'off', version: null };
  // Written by the packing of a build that has a publisher (.github/workflows/release.yml).
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml')))
    return { state: () => state, stop: () => undefined };

  state = { state: 'current', version: null };
  const look = async (): Promise<void> => {
    // Only an installed program needs it, and only now and then.
    const { autoUpdater } = (await import('electron-updater')).default;
    autoUpdater.logger = null;
    autoUpdater.autoDownload = true;
    autoUpdater.autoInstallOnAppQuit = true;
    autoUpdater.allowDowngrade = false;
    autoUpdater.removeAllListeners();
    autoUpdater.on('error', (error) => log.warn('update.failed', errorFields(error)));
    autoUpdater.on('update-available', ({ version }) => {
      state = { state: 'fetching', version };
    });
    autoUpdater.on('update-downloaded', ({ version }) => {
      const known = state.state === 'ready' && state.version === version;
      state = { state: 'ready', version };
      log.info('update.ready', { version });
      if (!known) onReady(version);
    });
    await autoUpdater.checkForUpdates();
  };
  const lookQuietly = (): void => void look().catch((error: unknown) => log.warn('update.failed', errorFields(error)));
  const first = setTimeout(lookQuietly, FIRST_LOOK_MS);
  const again = setInterval(lookQuietly, LOOK_EVERY_MS);
  first.unref();
  again.unref();
  return {
    state: () => state,
    stop() {
      clearTimeout(first);
      clearInterval(again);
    },
  };
}
