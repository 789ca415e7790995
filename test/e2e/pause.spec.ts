// Pausing stops sending, survives a restart, and ends when asked to. Also its menu, and pausing a single folder.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, goInside, goTo, photosThere, sendSlowly, sha256Of, statusOf } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-pause-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo'] });
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('a pause stops sending, is still there after a restart, and resuming sends each photo once', async () => {
  const photos = await makeLibrary(join(base, 'photos'), 12);
  let { page } = launched;
  await goInside(page);
  await sendSlowly(page, 40_000);
  await ask(page, 'folders.add', { path: join(base, 'photos'), target: { kind: 'personal' }, rules: {} });
  await expect(page.getByRole('heading', { name: /^Sending/u })).toBeVisible({ timeout: 30_000 });

  // The menu names its choices with the time they end at, and Escape gives the focus back.
  const choose = page.getByRole('button', { name: 'How long to pause' });
  await choose.click();
  const items = page.getByRole('menuitem');
  await expect(items).toHaveText([
    /^For 30\sminutes\s*until .+/u,
    /^For an hour\s*until .+/u,
    /^Until tomorrow\s*until .+/u,
    'Until I resume',
  ]);
  await page.keyboard.press('Escape');
  await expect(items).toHaveCount(0);
  await expect(choose).toBeFocused();
  await choose.click();
  await page.getByRole('menuitem', { name: 'For an hour' }).click();
  await expect(page.getByRole('heading', { name: /^Paused until/u })).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('heading', { name: /^(Sending|Checking)/u })).toBeVisible();

  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Paused', exact: true })).toBeVisible();
  await sendSlowly(page, null);
  const sent = await photosThere(page);
  expect(sent).toBeLessThan(12);

  await launched.close();
  launched = await launchApp({ userData: join(base, 'data') });
  page = launched.page;
  await expect(page.getByRole('heading', { name: 'Paused', exact: true })).toBeVisible({ timeout: 30_000 });
  // What was being finished when the pause came may have arrived; nothing new has begun.
  const before = await photosThere(page);
  expect(before).toBeLessThan(12);
  await goTo(page, 'Photos');
  await expect(
    page
      .getByRole('tab', { name: /Waiting/u })
      .or(page.getByText('Waiting').first())
      .first(),
  ).toBeVisible();
  expect(await statusOf(page)).toBe('paused');

  // On every other screen the sidebar resumes.
  await page.locator('.side').getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(12);
  expect((await arrived(page)).photos.map((photo) => photo.sha256).sort()).toEqual(photos.map(sha256Of).sort());

  // A paused folder waits alone, and says so.
  await goTo(page, 'Folders');
  await page.getByRole('button', { name: /^Actions for the folder/u }).click();
  await page.getByRole('menuitem', { name: 'Pause' }).click();
  await expect(page.getByText('The folder “photos” is paused')).toBeVisible();
  await makeLibrary(join(base, 'photos', 'new'), 2, { firstSeed: 700 });
  await goTo(page, 'Overview');
  await page
    .getByRole('navigation')
    .first()
    .getByRole('button', { name: /^Folders/u })
    .click();
  await page.getByRole('button', { name: /^Actions for the folder/u }).click();
  await page.getByRole('menuitem', { name: 'Resume' }).click();
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(14);
});
