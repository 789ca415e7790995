// Where the libraries of one person on one computer meet, whatever their data folders. Creates nothing.
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The person's own folder for this product on this system and environment. */
export function personFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const home = env[platform === 'win32' ? 'USERPROFILE' : 'HOME'] || homedir();
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'OK Photo Sync');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'OK Photo Sync');
  const given = env['XDG_DATA_HOME'];
  // The XDG rule: a relative path there is to be ignored.
  const base = given !== undefined && isAbsolute(given) ? given : join(home, '.local', 'share');
  return join(base, 'ok-photo-sync');
}

/** For `turnsFolder` of the engine's options. */
export const turnsFolder = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string =>
  join(personFolder(env, platform), 'turns');
