// A library that cannot be opened: in use, from a newer version, or read-only. The window says which, and nothing is
// changed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import Sqlite from 'better-sqlite3';
import { openLibrary } from '../../main/engine/db/storage/open.ts';
import { launchApp, type LaunchedApp } from './launch.ts';

let base: string;
let library: string;
let launched: LaunchedApp | null = null;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-shut-'));
  library = join(base, 'data', 'demo', 'library');
  mkdirSync(library, { recursive: true });
});
test.afterEach(async () => {
  await launched?.close();
  spawnSync('umount', ['-l', library], { stdio: 'ignore' });
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

/** The app on this library; the only banner it shows. */
async function told(language: 'ru' | 'en'): Promise<string> {
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', `--lang=${language}`] });
  const { page } = launched;
  await page.getByRole('button', { name: /^(Later|Позже)$/u }).click();
  const banner = page.getByRole('alert').filter({ hasText: /Sending does not start|Отправка\sне\sзапускается/u });
  await expect(banner).toBeVisible({ timeout: 30_000 });
  return ((await banner.textContent()) ?? '').replaceAll('\u00a0', ' ');
}

function made(): { db: Sqlite.Database; close(): void } {
  const opened = openLibrary(library);
  if (opened.kind !== 'open') throw new Error(opened.kind);
  return opened;
}

test('a library that another program has open is reported and not touched', async () => {
  const other = made();
  expect(await told('en')).toContain(`Another program has the library open: ${library}.`);
  expect(other.db.prepare('SELECT count(*) FROM folders').pluck().get()).toBe(0);
  other.close();
});

test('a library of a newer program is refused in a clear sentence, and not changed by a byte', async () => {
  made().close();
  const file = join(library, 'library.db');
  const db = new Sqlite(file);
  db.pragma('user_version = 9999');
  db.close();
  const before = readFileSync(file);
  expect(await told('ru')).toContain('Библиотека записана более новой программой. Обновите программу.');
  expect(readFileSync(file).equals(before)).toBe(true);
  // A page that begins now hears it, too: nothing will change by itself.
  const { page } = launched as unknown as LaunchedApp;
  await page.reload();
  await expect(page.getByRole('alert')).toContainText(/Отправка\sне\sзапускается/u, { timeout: 30_000 });
});

test('a read-only data folder is reported', async () => {
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', library], { stdio: 'ignore' });
  test.skip(mounted.status !== 0, 'a disk that may only be read can be mounted by root on Linux only');
  expect(await told('en')).toContain(`The library’s folder cannot be written: ${library}.`);
});
