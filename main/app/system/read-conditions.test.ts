// The outputs of the systems' tools, and the values read from them.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  batteryFromPmset,
  batteryFromSupplies,
  meteredFromNetworkManager,
  meteredFromWindows,
  powershellPath,
} from './read-conditions.ts';

function supplies(all: Record<string, Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ok-photo-sync-power-'));
  for (const [name, files] of Object.entries(all)) {
    mkdirSync(join(folder, name));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), `${text}\n`);
  }
  return folder;
}

test.each([
  ['u 1\n', true],
  ['u 3\n', true],
  ['u 2\n', false],
  ['u 4\n', false],
  ['u 0\n', null],
  ['Failed to connect', null],
  [null, null],
])('NetworkManager’s %j means %s', (said, metered) => expect(meteredFromNetworkManager(said)).toBe(metered));

test.each([
  ['Unrestricted\r\n', false],
  ['Fixed\r\n', true],
  ['Variable\r\n', true],
  ['Unknown\r\n', null],
  ['', null],
  [null, null],
])('Windows’ %j means %s', (said, metered) => expect(meteredFromWindows(said)).toBe(metered));

test('on macOS only the internal battery counts', () => {
  const said =
    "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=4522083)\t87%; discharging; 4:12 remaining present: true\n";
  expect(batteryFromPmset(said)).toBe(87);
  expect(batteryFromPmset("Now drawing from 'AC Power'\n -UPS (id=1)\t50%; AC attached\n")).toBeNull();
  expect(batteryFromPmset(null)).toBeNull();
});

test('on Linux plugs and batteries of mice do not count, and of two batteries the fuller one counts', async () => {
  const laptop = {
    AC: { type: 'Mains', online: '0' },
    BAT0: { type: 'Battery', capacity: '12' },
    BAT1: { type: 'Battery', capacity: '41' },
  };
  const mouse = { hidpp_battery_0: { type: 'Battery', scope: 'Device', capacity: '90' } };
  expect(await batteryFromSupplies(supplies({ ...laptop, ...mouse }))).toBe(41);
  expect(await batteryFromSupplies(supplies(mouse))).toBeNull();
});

test('without a battery, with an unreadable file or without the folder the charge is unknown', async () => {
  expect(await batteryFromSupplies(supplies({ BAT0: { type: 'Battery', capacity: 'unknown' } }))).toBeNull();
  expect(await batteryFromSupplies(supplies({ BAT0: { type: 'Battery', capacity: '640' } }))).toBeNull();
  expect(await batteryFromSupplies('/no/such/folder')).toBeNull();
});

test('PowerShell is the system’s own, not one in the folder from which the program was started', () => {
  expect(powershellPath({ SystemRoot: 'D:\\Windows' })).toBe(
    'D:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  );
  expect(powershellPath({})).toMatch(/^C:\\Windows\\System32\\/);
});
