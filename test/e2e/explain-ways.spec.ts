// All ways to «What about this file»: Overview, drop overlay, a second start, also while the first start is shown.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { makeProblem } from '../fixtures/make-problems.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { ask, dropFiles, goInside, goTo, photosThere, statusOf, willPick } from './person.ts';
import { secondStart } from './second-start.ts';

let base: string;
let launched: LaunchedApp;

test.beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-ways-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
});
test.afterAll(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('a file is explained from the Overview, from the drop list and by a second start, and none of these sends it', async () => {
  const { page, app } = launched;
  const folder = join(base, 'Cottage');
  const [done = ''] = await makeLibrary(folder, 1);
  const held = await makeProblem(folder, 'too_small');
  const [stranger = ''] = await makeLibrary(join(base, 'elsewhere'), 1, { firstSeed: 90 });
  const dialog = page.locator('.dialog');

  // Asked while the first start is shown, it is answered after it.
  expect(await secondStart(launched, '--do=explain', stranger)).toBe(0);
  await expect(dialog).toHaveCount(0);
  await goInside(page);
  await expect(dialog).toHaveAccessibleName('The program does not watch this file');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await ask(page, 'folders.add', { path: folder, target: { kind: 'personal' }, rules: {} });
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(1);
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('needs_you');

  // By the system's dialog.
  await goTo(page, 'Overview');
  await willPick(app, held);
  await page.getByRole('button', { name: 'What about this file' }).click();
  await expect(dialog).toHaveAccessibleName('Where “icon.png” stands');
  await expect(dialog.getByText('Needs your decision')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  // By dropping: what is let go over the small target goes nowhere.
  const small = page.locator('.target.quiet');
  await dropFiles(page, [stranger], () => small);
  await expect(dialog).toHaveAccessibleName('The program does not watch this file');
  await expect(small).toHaveCount(0);
  await page.keyboard.press('Escape');
  await dropFiles(page, [done], () => small);
  await expect(dialog).toHaveAccessibleName('Where “photo-00001.jpg” stands');
  await expect(dialog.getByText(/^On OK since /u)).toBeVisible();
  await page.keyboard.press('Escape');

  // By the desktop's menu, from any screen; another file takes the place of the one that is shown, and one that is
  // gone is said, too.
  await goTo(page, 'Settings');
  expect(await secondStart(launched, '--do=explain', done)).toBe(0);
  await expect(dialog).toHaveAccessibleName('Where “photo-00001.jpg” stands');
  expect(await secondStart(launched, '--do=explain', held)).toBe(0);
  await expect(dialog).toHaveAccessibleName('Where “icon.png” stands');
  expect(await secondStart(launched, '--do=explain', join(base, 'gone.jpg'))).toBe(0);
  await expect(dialog).toHaveAccessibleName('The program does not watch this file');
  await expect(dialog).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(await photosThere(page)).toBe(1);
});
