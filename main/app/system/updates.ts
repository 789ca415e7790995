// Finds and downloads newer versions of the installed program; they are installed when the program ends. Off in
// development, and in builds without a publisher.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { AboutUpdate } from '../../../shared/program-views.ts';
import { errorFields } from '../log/log.ts';
import type { AppLog } from '../log/log.ts';

export interface Updates {
  state(): AboutUpdate;
  stop(): void;
}

/** The first minutes after the start belong to the person's work. */
const FIRST_CHECK_MS = 3 * 60_000;
const CHECK_EVERY_MS = 6 * 60 * 60_000;

/**
 * `ready`: downloaded, checked, and installed when the program ends. `there`: it is out, and the person installs it. So
 * it is with a system package (deb): it would be installed as root, from a folder that every program of this person can
 * write to. `onMoved`: the program has another path from now on; the name of an AppImage contains its version.
 */
export function watchUpdates(
  log: AppLog,
  tell: (version: string, state: 'there' | 'ready') => void,
  onMoved: (program: string) => void,
): Updates {
  let state: AboutUpdate = { state: 'off', version: null };
  // The packager writes this file for a build with a publisher (.github/workflows/release.yml).
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
  const check = async (): Promise<void> => {
    // Loaded late: only an installed program needs it, and seldom.
    const { autoUpdater } = (await import('electron-updater')).default;
    autoUpdater.logger = null;
    autoUpdater.autoDownload = !isSystemPackage;
    autoUpdater.autoInstallOnAppQuit = !isSystemPackage;
    autoUpdater.allowDowngrade = false;
    autoUpdater.removeAllListeners();
    autoUpdater.on('error', (error) => log.warn('update.failed', errorFields(error)));
    autoUpdater.on('update-available', ({ version }) => {
      if (isSystemPackage) found(version, 'there');
      // Each check reports it again, also when it is downloaded already.
      else if (state.version !== version) state = { state: 'fetching', version };
    });
    // Emitted while this program ends, just before the new one replaces it.
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
  const checkAndLog = (): void => void check().catch((error: unknown) => log.warn('update.failed', errorFields(error)));
  const first = setTimeout(checkAndLog, FIRST_CHECK_MS);
  const again = setInterval(checkAndLog, CHECK_EVERY_MS);
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
