// What the window gets and changes of the settings.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSettings } from '../settings/settings-store.ts';
import { recordedLog } from '../testing/recorded-log.ts';
import { settingsHandlers } from './settings-handlers.ts';

function open(content?: string) {
  const file = join(mkdtempSync(join(tmpdir(), 'ok-photo-sync-handlers-')), 'settings.json');
  if (content !== undefined) writeFileSync(file, content);
  const settings = openSettings(file, recordedLog(), 5);
  return { file, settings, handlers: settingsHandlers({ settings }) };
}

test('a field that is undefined leaves its setting unchanged', async () => {
  const { settings, handlers } = open();
  await handlers['settings.change']({ lanes: 6 });
  await handlers['settings.change']({ lanes: undefined, theme: 'dark' });
  expect(settings.get()).toMatchObject({ lanes: 6, theme: 'dark' });
});

test('a setting that cannot be written is an error about its file', async () => {
  const { file, handlers } = open();
  writeFileSync(join(file, '..', 'file'), '');
  const blocked = settingsHandlers({ settings: openSettings(join(file, '..', 'file', 'x.json'), recordedLog(), 5) });
  expect(await blocked['settings.change']({ lanes: 7 })).toEqual({
    ok: false,
    error: { code: 'data_unwritable', subject: 'settings.json' },
  });
  expect(handlers['settings.aside'](undefined)).toEqual({ ok: true, value: null });
});

test('a damaged file is reported until the person has seen it', async () => {
  const { file, handlers } = open('{');
  const path = file.replace('settings.json', 'settings.damaged-5.json');
  expect(handlers['settings.aside'](undefined)).toEqual({ ok: true, value: { problem: 'damaged', path } });
  await handlers['settings.asideSeen'](undefined);
  expect(handlers['settings.aside'](undefined)).toEqual({ ok: true, value: null });
});
