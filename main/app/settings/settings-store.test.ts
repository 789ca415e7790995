// The settings file: kept, damaged, newer, unwritable.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../../shared/settings.ts';
import { openSettings } from './settings-store.ts';
import { recordedLog } from '../testing/recorded-log.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'ok-photo-sync-settings-'));
const open = (file: string) => openSettings(file, recordedLog(), 1_700_000_000_000);

test('without a file the defaults hold, and nothing is written until something changes', () => {
  const at = folder();
  const store = open(join(at, 'settings.json'));
  expect(store.get()).toEqual(defaultSettings);
  expect(store.problem).toBeNull();
  expect(readdirSync(at)).toEqual([]);
});

test('a change is in force at once, listeners are called, and it is there after the next start', async () => {
  const file = join(folder(), 'deeper', 'settings.json');
  const store = open(file);
  const changes: unknown[] = [];
  store.onChange((now, before) => changes.push([before.lanes, now.lanes]));
  const changing = store.change({ lanes: 5, theme: 'dark' });
  expect(store.get().lanes).toBe(5);
  await changing;
  expect(changes).toEqual([[3, 5]]);
  expect(open(file).get()).toEqual({ ...defaultSettings, lanes: 5, theme: 'dark' });
});

test('a change to the same values calls no listener and writes nothing', async () => {
  const at = folder();
  const store = open(join(at, 'settings.json'));
  let changes = 0;
  store.onChange(() => (changes += 1));
  await store.change({ lanes: defaultSettings.lanes });
  expect(changes).toBe(0);
  expect(readdirSync(at)).toEqual([]);
});

test('changes made quickly one after another all arrive on the disk', async () => {
  const file = join(folder(), 'settings.json');
  const store = open(file);
  void store.change({ lanes: 1 });
  void store.change({ closeHides: false });
  void store.change({ lanes: 8 });
  await store.flush();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ lanes: 8, closeHides: false });
});

test('a settings file of an earlier program gets defaults for what it does not know', () => {
  const file = join(folder(), 'settings.json');
  writeFileSync(file, '{"version":1,"lanes":2,"somethingOld":true}');
  const store = open(file);
  expect(store.get()).toEqual({ ...defaultSettings, lanes: 2 });
  expect(store.problem).toBeNull();
});

test.each([
  ['half a file', '{"version":1,"lan', 'damaged'],
  ['an empty file', '', 'damaged'],
  ['another shape', '["a"]', 'damaged'],
  ['an impossible value', '{"version":1,"lanes":900}', 'damaged'],
  ['bytes', '\u0000\u0001', 'damaged'],
  ['a later version', '{"version":2,"lanes":4}', 'newer'],
])('%s is put aside unchanged, and the defaults hold', (_name, text, problem) => {
  const at = folder();
  writeFileSync(join(at, 'settings.json'), text);
  const store = open(join(at, 'settings.json'));
  expect(store.get()).toEqual(defaultSettings);
  expect(store.problem).toBe(problem);
  expect(readdirSync(at)).toEqual([`settings.${problem}-1700000000000.json`]);
  expect(store.problemPath).toBe(join(at, `settings.${problem}-1700000000000.json`));
  expect(readFileSync(join(at, readdirSync(at)[0] ?? ''), 'utf8')).toBe(text);
});

test('a folder in place of the file is put aside too', () => {
  const at = folder();
  mkdirSync(join(at, 'settings.json'));
  const store = open(join(at, 'settings.json'));
  expect(store.problem).toBe('damaged');
  expect(readdirSync(at)).toEqual(['settings.damaged-1700000000000.json']);
});

test('a change that cannot be written holds for this run, and its caller gets the error', async () => {
  const at = folder();
  writeFileSync(join(at, 'file'), '');
  const store = open(join(at, 'file', 'settings.json'));
  await expect(store.change({ lanes: 7 })).rejects.toThrow(/ENOTDIR|EEXIST/);
  expect(store.get().lanes).toBe(7);
  await store.flush();
});
