// Where the terminal keeps its library unless `--data` names a folder. Creates nothing.
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** The folder of this system and environment; a demo account has a library of its own. `given` is taken as it is. */
export function dataFolder(
  given: string | null,
  demo: boolean,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string {
  if (given !== null) return resolve(given);
  const folder = usualFolder(env, platform);
  return demo ? join(folder, 'demo') : folder;
}

function usualFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = env[platform === 'win32' ? 'USERPROFILE' : 'HOME'] || homedir();
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'OK Photo Sync', 'cli');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'OK Photo Sync', 'cli');
  const given = env['XDG_DATA_HOME'];
  // The XDG rule: a relative path there is to be ignored.
  const base = given !== undefined && isAbsolute(given) ? given : join(home, '.local', 'share');
  return join(base, 'ok-photo-sync', 'cli');
}
