// The paths of the program's own files and of the person's data. Pure.
import { join } from 'node:path';

/** Files of the program itself. `bundles` is `out/main`: the folder of the running bundle. */
export interface ProgramPaths {
  preload: string;
  renderer: string;
  engine: string;
  imaging: string;
  emulator: string;
  trayIcons: string;
  /** Licences of all packages in the program; written by the build. */
  licences: string;
}

export function programPaths(bundles: string, appPath: string): ProgramPaths {
  return {
    preload: join(bundles, '..', 'preload', 'preload.cjs'),
    renderer: join(bundles, '..', 'renderer'),
    engine: join(bundles, 'engine.cjs'),
    imaging: join(bundles, 'imaging.cjs'),
    emulator: join(bundles, 'emulator.cjs'),
    trayIcons: join(appPath, 'build', 'tray'),
    licences: join(bundles, '..', 'licences.txt'),
  };
}

/** The person's data, below one folder. Each account has its own library: signing in and out mixes nothing. */
export interface DataPaths {
  folder: string;
  settings: string;
  logs: string;
  /** Chromium's own files. */
  session: string;
  /** The data of the demo account's service. */
  demoService: string;
  /** `ok`: by the user's id, which is letters and digits. */
  libraries: { demo: string; ok: (userId: string) => string };
  /** Pictures pasted from the clipboard become files here. */
  pasted: string;
}

export function dataPaths(folder: string): DataPaths {
  return {
    folder,
    settings: join(folder, 'settings.json'),
    logs: join(folder, 'logs'),
    session: join(folder, 'browser'),
    demoService: join(folder, 'demo', 'service'),
    libraries: { demo: join(folder, 'demo', 'library'), ok: (userId) => join(folder, 'accounts', userId, 'library') },
    pasted: join(folder, 'pasted'),
  };
}

/** Previews of folders that the first start suggests; they can be made again at any time. */
export function previewsFolder(library: string): string {
  return join(library, 'previews');
}

/** Below it, `thumbnailPath` in shared/facts.ts gives the path of each thumbnail. */
export function thumbnailsFolder(library: string): string {
  return join(library, 'thumbnails');
}
