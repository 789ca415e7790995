// Runs a script that opens windows of the freshly built app: with system libraries, an Electron, and a display made for
// the purpose where there is none. Used by the window tests and by the screenshots.
import { resolveElectron, runtimeEnvironment } from './electron-runtime.ts';
import { buildApp } from './build-app.ts';
import { run } from './run.ts';
import { ensureSystemLibraries, hasDisplay } from './system-libraries.ts';

/** Wide and high enough for any window that a test asks for. */
const SCREEN = '1920x1200x24';

/** Builds the app, then runs `node ...args`. Resolves to its exit code; rejects with one line when it cannot begin. */
export async function runWithWindows(args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  ensureSystemLibraries();
  const electron = await resolveElectron();
  const environment = {
    ...runtimeEnvironment(electron),
    // What was decided here holds for the processes below, and is said once.
    OK_PHOTO_SYNC_ELECTRON: electron.executable,
    ...env,
  };
  await buildApp(environment);
  return hasDisplay()
    ? run(process.execPath, args, environment)
    : run('xvfb-run', ['-a', '-s', `-screen 0 ${SCREEN}`, process.execPath, ...args], environment);
}
