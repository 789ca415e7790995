// A settings file that is damaged or of a newer version: set aside untouched, defaults apply, the window says so, and
// the library is unchanged.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { ask, goInside, photosThere, statusOf } from './person.ts';

let base: string;
let data: string;
let launched: LaunchedApp;

const start = async (...args: string[]): Promise<void> => {
  launched = await launchApp({ userData: data, args: ['--lang=en', ...args] });
};

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-aside-'));
  data = join(base, 'data');
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

for (const { name, text, said, kept } of [
  {
    name: 'damaged',
    text: '{"version":1,"theme":"dark","lanes":',
    said: 'The settings were damaged: the usual ones are in force.',
    kept: /^settings\.damaged-\d+\.json$/u,
  },
  {
    name: 'of a newer version',
    text: '{"version":7,"theme":"dark","somethingNew":{"a":1}}',
    said: 'The settings were written by a newer version: the usual ones are in force.',
    kept: /^settings\.newer-\d+\.json$/u,
  },
])
  test(`settings that are ${name} are put aside and said, and the account goes on where it was`, async () => {
    await start('--demo');
    await goInside(launched.page);
    await makeLibrary(join(base, 'photos'), 3);
    await ask(launched.page, 'folders.add', { path: join(base, 'photos'), target: { kind: 'personal' }, rules: {} });
    await expect.poll(() => photosThere(launched.page), { timeout: 60_000 }).toBe(3);
    await expect.poll(() => statusOf(launched.page)).toBe('ready');
    await launched.close();

    await writeFile(join(data, 'settings.json'), text);
    await start();
    let { page } = launched;
    const banner = page.getByRole('status').filter({ hasText: said });
    await expect(banner).toBeVisible();
    await expect(banner).toContainText('Folders and photos are untouched.');
    const names = (await readdir(data)).filter((one) => kept.test(one));
    expect(names).toHaveLength(1);
    expect(await readFile(join(data, names[0] ?? ''), 'utf8')).toBe(text);
    await expect(banner).toContainText(join(data, names[0] ?? ''));
    expect(await ask(page, 'settings.get')).toMatchObject({ version: 1, theme: 'system', lanes: 3 });

    // It stays until it was seen, and the account leads back to the same library.
    await page.getByRole('button', { name: 'Try the demo account' }).click();
    await expect(page.getByRole('heading', { name: 'Which folders to send' })).toBeVisible({ timeout: 30_000 });
    await expect(banner).toBeVisible();
    await banner.getByRole('button', { name: 'Understood' }).click();
    await expect(banner).toHaveCount(0);
    await page.getByRole('button', { name: 'Later' }).click();
    await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('ready');
    await expect(page.getByRole('heading', { name: 'Everything is on OK' })).toBeVisible();
    await expect(banner).toHaveCount(0);
    expect(await photosThere(page)).toBe(3);

    await launched.close();
    await start();
    ({ page } = launched);
    await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('ready');
    await expect(page.getByText(said)).toHaveCount(0);
  });
