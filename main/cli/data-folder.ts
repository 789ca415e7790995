// Where the terminal keeps its library when nobody says otherwise. Only names places; makes none.
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

interface Where {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  home: string;
}

const here = (): Where => ({ platform: process.platform, env: process.env, home: homedir() });

function placeFor({ platform, env, home }: Where): string {
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'OK Photo Sync', 'cli');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'OK Photo Sync', 'cli');
  const given = env['XDG_DATA_HOME'];
  // The XDG rule: a relative path there is to be ignored.
  const base = given !== undefined && isAbsolute(given) ? given : join(home, '.local', 'share');
  return join(base, 'ok-photo-sync', 'cli');
}

/** The demo account has a library of its own, so that it never meets the real one. A folder the person names is taken as it is. */
export function dataFolder(given: string | null, demo: boolean, where: Where = here()): string {
  if (given !== null) return resolve(given);
  const place = placeFor(where);
  return demo ? join(place, 'demo') : place;
}
