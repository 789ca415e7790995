// Which defaults for new folders are derived from the rules of existing ones, and when.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultRules, firstDefaults } from '../../../shared/library/folder-rules.ts';
import { defaultsOf } from '../../../shared/settings.ts';
import { defaultsFrom, deriveFolderDefaults } from './derive-folder-defaults.ts';
import { engineSettingsOf, openSettings } from './settings-store.ts';

const card = (rules: Partial<typeof defaultRules>) => ({ rules: { ...defaultRules, ...rules } });
const silent = { info() {}, warn() {}, error() {} } as never;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'defaults-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A settings file as a program wrote it that knew nothing of these defaults. */
function oldSettings(more: object) {
  const file = join(folder, 'settings.json');
  writeFileSync(file, JSON.stringify({ version: 1, language: 'ru', lanes: 5, firstStartDone: true, ...more }));
  return openSettings(file, silent, 1);
}

test('rules that all folders share become the defaults; where they differ, GPS data is removed', () => {
  expect(defaultsFrom([card({ removeGps: true }), card({ removeGps: true })])).toMatchObject({ removeGps: true });
  expect(defaultsFrom([card({}), card({})])).toMatchObject({ removeGps: false });
  expect(defaultsFrom([card({}), card({ removeGps: true })])).toMatchObject({ removeGps: true });
  expect(defaultsFrom([card({ convert: true, shrink: true }), card({ shrink: true })])).toMatchObject({
    convert: false,
    shrink: true,
    privacy: 'private',
  });
  expect(defaultsFrom([])).toBeNull();
});

test('an older settings file is read, and its folders are asked once', async () => {
  const settings = oldSettings({});
  expect(settings.problem).toBeNull();
  expect(settings.get()).toMatchObject({ lanes: 5, newDefaults: null });
  // Until the folders have answered, nothing leaves that could not be taken back.
  expect(engineSettingsOf(settings.get()).newRules).toMatchObject({ removeGps: true });
  await deriveFolderDefaults(settings, async () => [card({})]);
  expect(defaultsOf(settings.get())).toEqual({ ...firstDefaults, removeGps: false });
  await deriveFolderDefaults(settings, () => Promise.reject(new Error('asked twice')));
});

test('nothing is derived before the first start is done, or when the person chooses meanwhile', async () => {
  const fresh = oldSettings({ firstStartDone: false });
  await deriveFolderDefaults(fresh, () => Promise.reject(new Error('asked')));
  const settings = oldSettings({});
  const chosen = { ...firstDefaults, privacy: 'friends' as const };
  await deriveFolderDefaults(settings, async () => {
    await settings.change({ newDefaults: chosen });
    return [card({})];
  });
  expect(settings.get().newDefaults).toEqual(chosen);
});

test('a file with impossible defaults is put aside like any damaged file', () => {
  expect(oldSettings({ newDefaults: { privacy: 'everybody' } }).problem).toBe('damaged');
});
