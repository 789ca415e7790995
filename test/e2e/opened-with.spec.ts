// «Open with»: files handed over by a second start, before and after the first start. One question for all of them;
// each is sent once.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, goInside, photosThere, sha256Of } from './person.ts';
import { secondStart } from './second-start.ts';

let base: string;
let launched: LaunchedApp;

test.beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-opened-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
});
test.afterAll(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('photos opened with the program one by one, the first of them during the first start, are one question and are sent once', async () => {
  const { page, app } = launched;
  const photos = await makeLibrary(join(base, 'On the desk'), 4);
  const [during = '', second = '', third = '', fourth = ''] = photos;
  const question = page.getByRole('dialog', { name: 'Where to send' });

  // The first start is not interrupted.
  expect(await secondStart(launched, during)).toBe(0);
  await expect(page.getByRole('button', { name: 'Later' })).toBeVisible();
  await expect(question).toHaveCount(0);
  await goInside(page);
  await expect(question).toContainText('1 file');

  // What comes while the question stands joins it: a file manager that starts the program for each, and macOS, which
  // tells the one that runs.
  expect(await Promise.all([second, third, during].map((path) => secondStart(launched, path)))).toEqual([0, 0, 0]);
  await expect(question).toContainText('3 files');
  await app.evaluate(
    ({ app: running }, path) => void running.emit('open-file', { preventDefault: () => undefined }, path),
    fourth,
  );
  await expect(question).toContainText('4 files');
  await expect(question).toHaveCount(1);
  expect(await photosThere(page)).toBe(0);

  await question.getByRole('button', { name: 'Send to personal photos' }).click();
  await expect(question).toHaveCount(0);
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(4);
  const ledger = await arrived(page);
  expect(ledger.photos.map((photo) => photo.sha256).sort()).toEqual(photos.map(sha256Of).sort());
});
