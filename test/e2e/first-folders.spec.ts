// The folder step of the first start on a computer with the usual folders: ticks, counts, and leaving the step.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, photosThere, sha256Of, willPick } from './person.ts';

// Only there a home folder of the test's own can be named without touching that of the person.
test.skip(process.platform !== 'linux', 'the usual folders are those of the person who runs the tests');

let home: string;
let launched: LaunchedApp;

async function start(): Promise<void> {
  const settings = join(home, '.config');
  launched = await launchApp({
    userData: join(home, 'data'),
    args: ['--lang=en'],
    env: { HOME: home, XDG_CONFIG_HOME: settings },
  });
}

test.beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ok-photo-sync-home-'));
  await mkdir(join(home, '.config'));
  const usual = ['Pictures', 'Downloads', 'Desktop'].map((name) => `XDG_${name.toUpperCase()}_DIR="$HOME/${name}"\n`);
  await writeFile(join(home, '.config', 'user-dirs.dirs'), usual.join('').replace('DOWNLOADS', 'DOWNLOAD'));
});
test.afterAll(async () => {
  await launched.close();
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

test('the pictures folder is ticked beforehand and no other; counts follow the ticks; only what was ticked is sent', async () => {
  const pictures = join(home, 'Pictures');
  const photos = await makeLibrary(pictures, 6, { perFolder: 3 });
  await makeLibrary(join(home, 'Downloads'), 2, { firstSeed: 300 });
  await mkdir(join(home, 'Desktop'));
  await start();
  let { page } = launched;
  const button = (name: RegExp | string) => page.getByRole('button', { name });
  const tick = (name: string) => page.getByRole('checkbox', { name, exact: true });

  await button('Try the demo account').click();
  await expect(button('Next: 6 photos')).toBeVisible();
  await expect(tick('Pictures')).toBeChecked();
  await expect(tick('Downloads')).not.toBeChecked();
  await expect(tick('Desktop')).not.toBeChecked();
  // Counted before anybody ticks it.
  const line = (name: string) => page.getByRole('listitem').filter({ has: tick(name) });
  await expect(line('Downloads')).toContainText('2 photos');
  await expect(line('Desktop')).toContainText('0 photos');
  await tick('Downloads').click();
  await button('Next: 8 photos').click();

  // There and back: the own choice stands, not the suggestion.
  await button('Back').click();
  await expect(tick('Downloads')).toBeChecked();
  await tick('Pictures').click();
  await expect(button('Next: 2 photos')).toBeVisible();
  await tick('Downloads').click();
  await expect(button(/^Next/u)).toHaveCount(0);
  await expect(button('Later')).toBeVisible();

  // A folder inside another takes its place: together they would be sent twice.
  await willPick(launched.app, join(pictures, 'album 002'));
  await button('Choose a folder').click();
  await expect(button('Next: 3 photos')).toBeVisible();
  await tick('Pictures').click();
  await expect(tick('album 002')).not.toBeChecked();
  await expect(button('Next: 6 photos')).toBeVisible();

  // Left here, and begun again: nobody had been told anything, so the suggestion stands there anew.
  await launched.close();
  await start();
  ({ page } = launched);
  await button('Next').click();
  await expect(button('Next: 6 photos')).toBeVisible();
  await expect(tick('Pictures')).toBeChecked();
  await expect(tick('album 002')).toHaveCount(0);
  expect(await ask(page, 'folders.list')).toEqual([]);

  await button('Next: 6 photos').click();
  await button('Show what will happen').click();
  await button('Send 6 photos').click({ timeout: 60_000 });
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(6);
  expect((await arrived(page)).photos.map((photo) => photo.sha256).sort()).toEqual(photos.map(sha256Of).sort());
});
