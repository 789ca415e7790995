// Runs a script that opens windows of the freshly built app: with system libraries, an Electron, and displays made for
// the purpose where there is none. Used by the window tests and by the screenshots.
import { resolveElectron, runtimeEnvironment } from './electron-runtime.ts';
import { buildApp } from './build-app.ts';
import { openDisplays } from './displays.ts';
import { run } from './run.ts';
import { ensureSystemLibraries, hasDisplay } from './system-libraries.ts';

interface WindowRun {
  env?: Record<string, string>;
  /** So many displays are opened where there is none, and named in OK_PHOTO_SYNC_DISPLAYS. */
  displays?: number;
}

/** Builds the app, then runs `node ...args`. Resolves to its exit code; rejects with one line when it cannot begin. */
export async function runWithWindows(args: readonly string[], { env, displays = 1 }: WindowRun = {}): Promise<number> {
  ensureSystemLibraries();
  const electron = await resolveElectron();
  const environment = {
    ...runtimeEnvironment(electron),
    // What was decided here holds for the processes below, and is said once.
    OK_PHOTO_SYNC_ELECTRON: electron.executable,
    ...env,
  };
  await buildApp(environment);
  if (hasDisplay()) return run(process.execPath, args, environment);
  const opened = await openDisplays(displays);
  try {
    const names = opened.names.join(' ');
    return await run(process.execPath, args, {
      ...environment,
      ...opened.environment,
      OK_PHOTO_SYNC_DISPLAYS: names,
    });
  } finally {
    await opened.close();
  }
}
