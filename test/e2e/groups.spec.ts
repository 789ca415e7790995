// Albums of groups in the window: chosen like any album, named with their group and who sees them, asked about when
// the group refuses.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, dropFiles, goInside, goTo, order, photosThere } from './person.ts';

const club = { gid: '55', name: 'Hikers', status: 'ADMIN', access: 'CLOSED' };
const group = { id: '55', name: 'Hikers', seenBy: 'members' };

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-groups-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
  await goInside(launched.page);
  await order(launched.page, 'switches', { groups: [club] });
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('an album of a group is chosen from the list, and every screen says where it is and who sees it', async () => {
  const { page } = launched;
  const folder = join(base, 'walk');
  await makeLibrary(folder, 2, { width: 200, height: 150, firstSeed: 5 });
  await ask(page, 'folders.add', { path: folder, target: { kind: 'in_group', title: 'Walk', group }, rules: {} });
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(2);
  await goTo(page, 'Folders');
  await expect(page.getByText('Walk · Hikers')).toBeVisible();
  await expect(page.getByText('group members can see')).toBeVisible();

  const more = await makeLibrary(join(base, 'more'), 2, { width: 200, height: 150, firstSeed: 50 });
  await dropFiles(page, more, (on) => on.locator('.target').last());
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Where to' }).click();
  await expect(page.getByText('Albums of groups that you manage')).toBeVisible();
  await page.getByRole('option', { name: /^Walk · Hikers/u }).click();
  await expect(dialog.getByText('group members can see')).toBeVisible();
  await dialog.getByRole('button', { name: 'Send to “Walk · Hikers”' }).click();
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(4);
  const { photos, albums } = await arrived(page);
  expect(new Set(photos.map(({ albumId }) => albumId))).toEqual(new Set([albums[0]?.aid]));

  const third = await makeLibrary(join(base, 'third'), 2, { width: 200, height: 150, firstSeed: 90 });
  await dropFiles(page, third, (on) => on.locator('.target').last());
  await dialog.getByPlaceholder('Album title').fill('Camp');
  await dialog.getByRole('combobox', { name: 'Where the new album is' }).click();
  await page.getByRole('option', { name: /^In the group “Hikers”/u }).click();
  await expect(dialog.getByText('group members can see')).toBeVisible();
  await dialog.getByRole('button', { name: 'Send to “Camp · Hikers”' }).click();
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(6);
  expect((await arrived(page)).albums).toMatchObject([
    { title: 'Walk', gid: '55' },
    { title: 'Camp', gid: '55' },
  ]);

  await goTo(page, 'Overview');
  await expect(page.getByText('Walk · Hikers').first()).toBeVisible();
  await goTo(page, 'Photos');
  await page
    .getByRole('button', { name: /photo-00001/u })
    .first()
    .click();
  await expect(page.getByText('Camp · Hikers').first()).toBeVisible();
});

test('a group that refuses is a question of its own, and the rest goes on', async () => {
  const { page } = launched;
  const folder = join(base, 'walk');
  await makeLibrary(folder, 2, { width: 200, height: 150, firstSeed: 5 });
  await order(page, 'switches', { groups: [{ ...club, status: 'ACTIVE' }] });
  await ask(page, 'folders.add', { path: folder, target: { kind: 'in_group', title: 'Walk', group }, rules: {} });
  await goTo(page, 'Problems');
  const cause = page.getByRole('listitem').filter({ hasText: 'OK does not let you publish in the group' });
  await expect(cause.getByText('“Walk · Hikers”')).toBeVisible({ timeout: 60_000 });
  expect(await photosThere(page)).toBe(0);
  await order(page, 'switches', { groups: [club] });
  await cause.getByRole('button', { name: 'Send 2 photos again' }).click();
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(2);
});
