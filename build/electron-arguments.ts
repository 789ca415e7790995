// Command-line switches that development needs because of the machine it runs on. The packed app never gets them.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `--no-sandbox` where Chromium's sandbox cannot start: for root, and on systems which forbid user namespaces to
 * programs outside of the system's folders (Ubuntu 23.10 and later) unless its helper was made set-uid by hand.
 */
export function sandboxArguments(electronFolder: string): string[] {
  if (process.platform !== 'linux') return [];
  if (process.getuid?.() === 0) return ['--no-sandbox'];
  if (!namespacesForbidden() || helperIsSetUid(join(electronFolder, 'chrome-sandbox'))) return [];
  process.stderr.write(
    'This system forbids the sandbox to unpacked programs: starting without it, in development only\n',
  );
  return ['--no-sandbox'];
}

function namespacesForbidden(): boolean {
  return (
    setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    setting('/proc/sys/kernel/unprivileged_userns_clone') === '0'
  );
}

function setting(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

function helperIsSetUid(helper: string): boolean {
  if (!existsSync(helper)) return false;
  const { mode, uid } = statSync(helper);
  return uid === 0 && (mode & 0o4000) !== 0;
}
