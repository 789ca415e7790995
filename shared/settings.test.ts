import { expect, test } from 'vitest';
import { defaultSettings, settings, settingsChange } from './settings.ts';

test('a change names only what changes: nothing else falls back to its default', () => {
  expect(settingsChange.parse({ language: 'en' })).toEqual({ language: 'en' });
  expect(settingsChange.parse({})).toEqual({});
});

test('settings that only the program may change, and unknown ones, are refused', () => {
  expect(settingsChange.safeParse({ account: 'ok' }).success).toBe(false);
  expect(settingsChange.safeParse({ window: null }).success).toBe(false);
  expect(settingsChange.safeParse({ colour: 'red' }).success).toBe(false);
});

test('an old file without newer settings gets their defaults', () => {
  expect(settings.parse({ version: 1, language: 'ru' })).toEqual({ ...defaultSettings, language: 'ru' });
});
