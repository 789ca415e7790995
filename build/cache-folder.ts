// Where fetched tools are kept: outside the repository, where each system keeps such things.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Absolute; not created by this call. */
export function cacheFolder(): string {
  return join(baseFolder(), 'ok-photo-sync');
}

function baseFolder(): string {
  if (process.platform === 'win32') return process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  const given = process.env['XDG_CACHE_HOME'];
  return given?.startsWith('/') ? given : join(homedir(), '.cache');
}
