// The wall beside the folder step of the first start: previews of ticked folders, and of no others.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, willPick } from './person.ts';

let base: string;
let launched: LaunchedApp;
test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-wall-'));
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('the wall shows previews of ticked folders, does not move those that stay, and stores none of them in the library', async () => {
  test.slow();
  await makeLibrary(join(base, 'Summer'), 4, { width: 320, height: 200 });
  await makeLibrary(join(base, 'Winter'), 3, { width: 320, height: 200, firstSeed: 300 });
  launched = await launchApp({
    userData: join(base, 'data'),
    args: ['--lang=en'],
    // Nothing is suggested from the home of whoever runs the tests.
    env: { HOME: base, XDG_CONFIG_HOME: join(base, '.config') },
  });
  const { page, app } = launched;
  const button = (name: RegExp | string) => page.getByRole('button', { name });
  const wall = page.locator('.show');
  const photos = wall.locator('.photo img');
  /** Where each picture stands, by its address. */
  const places = () =>
    photos.evaluateAll((all) =>
      all.map((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        return [(one as HTMLImageElement).src, left, top, width, height].join(' ');
      }),
    );

  await button('Try the demo account').waitFor();
  await expect(wall.locator('.photo').first()).toBeVisible();
  await expect(photos).toHaveCount(0);
  await button('Try the demo account').click();
  for (const name of ['Summer', 'Winter']) {
    await willPick(app, join(base, name));
    await button(/^Choose (a|another) folder$/u).click();
    await page.getByRole('checkbox', { name, exact: true }).waitFor();
  }
  await expect(photos).toHaveCount(7, { timeout: 60_000 });
  // Real pictures, not the sign of one that could not be loaded.
  await expect
    .poll(() => photos.evaluateAll((all) => all.every((one) => (one as HTMLImageElement).naturalWidth > 0)))
    .toBe(true);

  const before = await places();
  await page.getByRole('checkbox', { name: 'Summer', exact: true }).click();
  await expect(photos).toHaveCount(3);
  expect(before).toEqual(expect.arrayContaining(await places()));

  await button('Next: 3 photos').click();
  await page.getByRole('heading', { name: 'Which albums, and who can see them' }).waitFor();
  await expect(photos).toHaveCount(3);
  await button('Back').click();
  await button('Back').click();
  await expect(photos).toHaveCount(0);
  expect(await ask(page, 'folders.list')).toEqual([]);
  expect((await arrived(page)).photos).toEqual([]);
});
