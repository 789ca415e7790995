// A limits file that cannot be read: the window says so with its path, the usual limits hold, and photos are sent.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { ask, goInside, photosThere } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-limits-file-'));
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('a limits file that is no JSON is named on every screen, and sending goes on by the usual limits', async () => {
  const start = async (...args: string[]): Promise<void> => {
    launched = await launchApp({ userData: join(base, 'data'), args: ['--lang=en', ...args] });
  };
  await start('--demo');
  await goInside(launched.page);
  const banner = () => launched.page.getByRole('status').filter({ hasText: 'your own limits cannot be read (JSON)' });
  await expect(banner()).toHaveCount(0);
  await launched.close();
  const library = readdirSync(join(base, 'data'), { recursive: true })
    .map(String)
    .find((path) => path.endsWith('library.db'));
  const file = join(base, 'data', dirname(library ?? ''), 'limits.json');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, '{"maxBytes": 20000000,');
  await start();
  await expect(banner()).toBeVisible({ timeout: 30_000 });
  await expect(banner()).toContainText(file);
  await makeLibrary(join(base, 'photos'), 1);
  await ask(launched.page, 'folders.add', { path: join(base, 'photos'), target: { kind: 'personal' }, rules: {} });
  await expect.poll(() => photosThere(launched.page), { timeout: 60_000 }).toBe(1);
});
