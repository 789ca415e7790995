// A photo that was left out is dropped again: the window says so, sends nothing by itself, and sends it after one
// click.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { ask, dropFiles, goInside, photosThere, statusOf } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-left-out-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
});
test.afterAll(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('dropping a photo that was left out says so, and sends it only after one more click', async () => {
  const { page } = launched;
  const [path = ''] = await makeLibrary(join(base, 'Desk'), 1);
  await goInside(page);
  await ask(page, 'sync.pause', { untilMs: null });
  await ask(page, 'drop.add', { paths: [path], target: { kind: 'personal' } });
  const rows = async () => {
    const found = await ask(page, 'photos.page', { shown: null, search: '', folderId: null, after: null, limit: 5 });
    return (found as { rows: { fileId: number; name: string; shown: string }[] }).rows;
  };
  await expect.poll(async () => (await rows())[0]?.shown, { timeout: 30_000 }).toBe('waiting');
  const [row] = await rows();
  await ask(page, 'photos.act', { fileIds: [row?.fileId ?? 0], action: 'leave_out' });
  await ask(page, 'sync.resume', undefined);

  await dropFiles(page, [path], (where) => where.locator('.target').filter({ hasText: 'Personal photos' }));
  const toast = page.locator('.toast').filter({ hasText: 'out before' });
  await expect(toast).toContainText(row?.name ?? '?');
  await toast.hover();
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('ready');
  expect(await photosThere(page)).toBe(0);
  await toast.getByRole('button', { name: 'Send after all' }).click();
  await expect.poll(() => photosThere(page), { timeout: 30_000 }).toBe(1);
});
