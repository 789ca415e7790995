// What Electron and its tests need from a Linux system, and how it gets there.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

type Probe = { library: string } | { program: string } | { fontsIn: string };
interface Need {
  debian: string;
  probe: Probe;
  /** Only for windows on a display that is made for the purpose. */
  withoutDisplay?: true;
}

const needs: readonly Need[] = [
  { debian: 'libnss3', probe: { library: 'libnss3.so' } },
  { debian: 'libgtk-3-0', probe: { library: 'libgtk-3.so.0' } },
  { debian: 'libasound2', probe: { library: 'libasound.so.2' } },
  { debian: 'libgbm1', probe: { library: 'libgbm.so.1' } },
  { debian: 'libatk-bridge2.0-0', probe: { library: 'libatk-bridge-2.0.so.0' } },
  { debian: 'libxss1', probe: { library: 'libXss.so.1' } },
  { debian: 'dbus', probe: { program: 'dbus-daemon' } },
  { debian: 'fonts-liberation', probe: { fontsIn: '/usr/share/fonts' } },
  { debian: 'xvfb', probe: { program: 'Xvfb' }, withoutDisplay: true },
];

/** True where a window can open: always on Windows and macOS; on Linux when a display is named. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/**
 * Sees to it that a window can open here. What is missing is installed when we are root on a Debian-like system.
 * Throws with one line that says which command to run otherwise, or what the installation said when it failed.
 */
export function ensureSystemLibraries(): void {
  if (process.platform !== 'linux') return;
  const missing = missingPackages();
  if (missing.length === 0) return;
  if (!onPath('apt-get')) {
    throw new Error(`Libraries are missing. Install what Debian calls: ${missing.join(' ')}`);
  }
  if (process.getuid?.() !== 0) {
    throw new Error(`Libraries are missing. Run: sudo apt-get install -y ${missing.map(nameHere).join(' ')}`);
  }
  process.stderr.write(`Installing what windows need from the system: ${missing.join(' ')}\n`);
  apt(['update']);
  apt(['install', '-y', '--no-install-recommends', ...missing.map(nameHere)]);
}

/**
 * A program that only a test compares with. Installed when we are root on a Debian-like system. Returns null when it is
 * there then, else one line that says how to get it.
 */
export function ensureProgram(program: string, debian: string): string | null {
  if (onPath(program)) return null;
  const how = `${program} is missing. Run: sudo apt-get install -y ${debian}`;
  if (process.platform !== 'linux' || !onPath('apt-get') || process.getuid?.() !== 0) return how;
  try {
    apt(['update']);
    apt(['install', '-y', '--no-install-recommends', debian]);
  } catch (error) {
    return `${how} (${error instanceof Error ? error.message : String(error)})`;
  }
  return onPath(program) ? null : how;
}

function missingPackages(): string[] {
  const known = execFileSync(onPath('ldconfig') ? 'ldconfig' : '/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  return needs
    .filter(({ withoutDisplay }) => !withoutDisplay || !hasDisplay())
    .filter(({ probe }) => !isThere(probe, known))
    .map(({ debian }) => debian);
}

function isThere(probe: Probe, knownLibraries: string): boolean {
  if ('library' in probe) return knownLibraries.includes(`${probe.library} `);
  if ('program' in probe) return onPath(probe.program);
  return (
    existsSync(probe.fontsIn) &&
    readdirSync(probe.fontsIn, { recursive: true }).some((name) => /\.[ot]tf$/u.test(String(name)))
  );
}

function onPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => folder && existsSync(join(folder, program)));
}

/** Debian 13 and Ubuntu 24.04 call some libraries by a new name: libasound2t64 and so on. */
function nameHere(debian: string): string {
  const policy = spawnSync('apt-cache', ['policy', debian], { encoding: 'utf8' }).stdout ?? '';
  return /Candidate: (?!\(none\))/u.test(policy) || !debian.startsWith('lib') ? debian : `${debian}t64`;
}

/** Two test files may install at once: apt lets only one work, and the other waits for it. */
const lockedTries = 90;
const betweenTriesMs = 2_000;

function apt(args: string[]): void {
  for (let tries = 1; ; tries += 1) {
    const done = spawnSync('apt-get', ['-qq', ...args], {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    });
    if (done.status === 0) return;
    if (tries < lockedTries && /could not get lock|unable to (?:acquire|lock)/iu.test(done.stderr)) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, betweenTriesMs);
      continue;
    }
    const why = done.error?.message ?? done.stderr.trim().split('\n').slice(-3).join(' / ');
    throw new Error(`apt-get ${args.join(' ')} failed: ${why}`);
  }
}
