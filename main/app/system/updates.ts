// Looks for a newer version of the installed program and fetches it; it is put in place when the program ends. Never in development, and
// never where the build does not say who publishes it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { AboutUpdate } from '../../../shared/ipc.ts';
import { errorFields } from '../log/log.ts';
import type { ShellLog } from '../log/log.ts';

export interface Updates {
  state(): AboutUpdate;
  stop(): void;
}

/** The first minutes of a session belong to the person. */
const FIRST_LOOK_MS = 3 * 60_000;
const LOOK_EVERY_MS = 6 * 60 * 60_000;

/**
 * `ready`: fetched, checked, and put in place at the next end. `there`: it is out, and the person installs it. A package of the system
 * (deb) would be installed as root from a folder that every program of this person can write to, so that is left to the person.
 * `onMoved`: the program has another path from now on; an AppImage's name carries its version.
 */
export function watchUpdates(
  log: ShellLog,
  tell: (version: string, state: 'there' | 'ready') => void,
  onMoved: (program: string) => void,
): Updates {
  let state: AboutUpdate = { state: 'off', version: null };
  // Written by the packing of a build that has a publisher (.github/workflows/release.yml).
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml')))
    return { state: () => state, stop: () => undefined };

  const isSystemPackage = existsSync(join(process.resourcesPath, 'package-type'));
  const found = (version: string, next: 'there' | 'ready'): void => {
    const known = state.state === next && state.version === version;
    state = { state: next, version };
    log.info('update.found', { version, state: next });
    if (!known) tell(version, next);
  };
  state = { state: 'current', version: null };
  const look = async (): Promise<void> => {
    // Only an installed program needs it, and only now and then.
    const { autoUpdater } = (await import('electron-updater')).default;
    autoUpdater.logger = null;
    autoUpdater.autoDownload = !isSystemPackage;
    autoUpdater.autoInstallOnAppQuit = !isSystemPackage;
    autoUpdater.allowDowngrade = false;
    autoUpdater.removeAllListeners();
    autoUpdater.on('error', (error) => log.warn('update.failed', errorFields(error)));
    autoUpdater.on('update-available', ({ version }) => {
      if (isSystemPackage) found(version, 'there');
      // Each look says it again, also of what is fetched already.
      else if (state.version !== version) state = { state: 'fetching', version };
    });
    // Said while this program ends, just before the new one takes its place.
    autoUpdater.on('appimage-filename-updated', (program) => {
      log.info('update.moved', { program });
      try {
        onMoved(program);
      } catch (error) {
        log.warn('update.move_not_noted', errorFields(error));
      }
    });
    autoUpdater.on('update-downloaded', ({ version }) => found(version, 'ready'));
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
