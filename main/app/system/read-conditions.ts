// Reads from the system what the rules for sending need: whether the network is metered, and the battery's charge. Asks
// the system's own tools; without an answer the value is unknown.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, win32 } from 'node:path';

const ANSWER_WITHIN_MS = 10_000;

/** null: the system does not say. */
export async function readMetered(platform: NodeJS.Platform): Promise<boolean | null> {
  if (platform === 'linux') {
    const output = await ask('busctl', ['--system', 'get-property', ...networkManager, 'Metered']);
    return meteredFromNetworkManager(output);
  }
  if (platform === 'win32') return meteredFromWindows(await powershell(windowsCost));
  // macOS tells only programs that use its framework; no command line tool does.
  return null;
}

/** The charge in percent; null without a battery, and where the system does not say. */
export async function readBatteryPercent(
  platform: NodeJS.Platform,
  supplies = '/sys/class/power_supply',
): Promise<number | null> {
  if (platform === 'linux') return batteryFromSupplies(supplies);
  if (platform === 'darwin') return batteryFromPmset(await ask('/usr/bin/pmset', ['-g', 'batt']));
  if (platform === 'win32') {
    return percent(
      await powershell('(Get-CimInstance Win32_Battery | Select-Object -First 1).EstimatedChargeRemaining'),
    );
  }
  return null;
}

/** `u 1`: yes, `u 2`: no, `u 3` and `u 4`: guessed so (NMMetered in NetworkManager's D-Bus reference). */
export function meteredFromNetworkManager(output: string | null): boolean | null {
  const value = /^u (\d)/.exec(output ?? '')?.[1];
  if (value === '1' || value === '3') return true;
  return value === '2' || value === '4' ? false : null;
}

/** NetworkCostType of Windows.Networking.Connectivity: `Fixed` and `Variable` cost money or have a limit. */
export function meteredFromWindows(output: string | null): boolean | null {
  const type = output?.trim();
  if (type === 'Unrestricted') return false;
  return type === 'Fixed' || type === 'Variable' ? true : null;
}

/** `-InternalBattery-0 (id=…)	87%; discharging; 4:12 remaining`. */
export function batteryFromPmset(output: string | null): number | null {
  return percent(/InternalBattery[^\n]*?\s(\d{1,3})%/.exec(output ?? '')?.[1] ?? null);
}

/** The kernel has a folder for each battery and each plug. Of several batteries the fullest counts. */
export async function batteryFromSupplies(folder: string): Promise<number | null> {
  const names = await readdir(folder).catch(() => []);
  const read = (name: string, file: string): Promise<string> =>
    readFile(join(folder, name, file), 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
  const charges = await Promise.all(
    names.map(async (name) => {
      const [type, scope] = await Promise.all([read(name, 'type'), read(name, 'scope')]);
      // `scope` Device: the battery of a mouse.
      return type === 'Battery' && scope !== 'Device' ? percent(await read(name, 'capacity')) : null;
    }),
  );
  const known = charges.filter((charge) => charge !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function percent(text: string | null): number | null {
  const value = /^\s*\d{1,3}\s*$/.test(text ?? '') ? Number(text) : Number.NaN;
  return value >= 0 && value <= 100 ? value : null;
}

/** Name on the bus, object, interface. */
const networkManager = [
  'org.freedesktop.NetworkManager',
  '/org/freedesktop/NetworkManager',
  'org.freedesktop.NetworkManager',
];

const windowsCost =
  '[Windows.Networking.Connectivity.NetworkInformation,Windows,ContentType=WindowsRuntime]' +
  '::GetInternetConnectionProfile().GetConnectionCost().NetworkCostType';

/** The whole path: Windows would first search the folder from which the program was started. */
export function powershellPath(environment: Readonly<Record<string, string | undefined>>): string {
  return win32.join(
    environment['SystemRoot'] ?? 'C:\\Windows',
    'System32',
    'WindowsPowerShell',
    'v1.0',
    'powershell.exe',
  );
}

function powershell(command: string): Promise<string | null> {
  return ask(powershellPath(process.env), ['-NoProfile', '-NonInteractive', '-Command', command]);
}

function ask(program: string, args: string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: ANSWER_WITHIN_MS, windowsHide: true }, (error, stdout) => {
      resolve(error ? null : stdout);
    });
  });
}
