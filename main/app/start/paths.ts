// Where the program's own files and the person's data lie. Names paths only: reads and makes nothing.
import { join } from 'node:path';

/** Files of the program itself. `bundles` is `out/main`: the folder of the running bundle. */
export interface ProgramPaths {
  preload: string;
  renderer: string;
  engine: string;
  imaging: string;
  emulator: string;
  trayIcons: string;
  /** Licences of everything that is inside; made by the build. */
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

/** The person's data below one folder. An account has a library of its own: nothing is mixed by signing out and in. */
export interface DataPaths {
  folder: string;
  settings: string;
  logs: string;
  /** Chromium's own files. */
  session: string;
  /** What the demo account's service keeps. */
  demoService: string;
  /** `ok`: by the user's id, a word. */
  libraries: { demo: string; ok: (userId: string) => string };
  /** Pictures pasted from the clipboard: a file has to be somewhere to be sent. */
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

/** Pictures to decide by; made again whenever they are asked for. */
export function previewFolder(library: string): string {
  return join(library, 'previews');
}

/** Thumbnails live in the library they belong to; see `thumbnailPath` in shared/facts.ts for the rest of the path. */
export function thumbnailFolder(library: string): string {
  return join(library, 'thumbnails');
}
