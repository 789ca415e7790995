// Commits whose answer was lost: the photo is shown beside photos of the album, and each answer has its effect.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Locator } from '@playwright/test';
import { nothingDoubled } from '../../main/engine/testing/promise-broken.ts';
import { publish } from '../../main/emulator/testing/ok-client.ts';
import { makePhoto, photoBytes } from '../fixtures/make-photos.ts';
import type { LaunchedApp } from './launch.ts';
import { ask, goTo, sha256Of } from './person.ts';
import { launchWith, signInTo, startEmulator, type Emulator } from './service.ts';

let base: string;
let emulator: Emulator;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-unclear-'));
  emulator = await startEmulator();
  launched = await launchWith(emulator, { userData: join(base, 'data'), args: ['--lang=en'] });
  await signInTo(emulator, launched);
});
test.afterEach(async () => {
  await launched.close();
  await emulator.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

const drawn = (picture: Locator) =>
  expect.poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth).catch(() => 0), { timeout: 30_000 });
const timesThere = (path: string) =>
  emulator.ledger().photos.filter((photo) => !photo.deleted && photo.sha256 === sha256Of(path)).length;

test('two photos with an uncertain commit are compared with the album, and each answer resolves one', async () => {
  test.setTimeout(240_000);
  const { page } = launched;
  const folder = join(base, 'Cottage');
  const make = async (name: string, width: number, height: number, seed: number): Promise<string> => {
    const path = join(folder, name);
    await makePhoto({ path, width, height, seed, capturedAt: new Date(Date.UTC(2026, 5, seed, 12)) });
    return path;
  };
  await make('first.jpg', 640, 480, 1);
  const target = { kind: 'new', title: 'Cottage', privacy: 'friends' };
  await ask(page, 'folders.add', { path: folder, target, rules: {} });
  await expect.poll(() => emulator.ledger().photos.length, { timeout: 60_000 }).toBe(1);

  // While a commit is under way, the person puts smaller copies of the same photo there by hand: afterwards neither
  // sides nor looks tell which is ours.
  const aid = emulator.ledger().albums[0]?.aid ?? '';
  const byHand = async (width: number, height: number, seed: number, quality: number): Promise<unknown> =>
    publish(emulator, [await photoBytes({ width, height, seed, quality })], { aid });
  const isCommitting = async (): Promise<boolean> => {
    const { lanes } = (await ask(page, 'snapshot.get')) as { lanes: { step: string }[] };
    return lanes.some(({ step }) => step === 'committing');
  };
  emulator.fail({ method: 'photosV2.commit', cut: 'after-stored', held: true });
  const stored = await make('stored.jpg', 800, 600, 20);
  await ask(page, 'folders.scan', { folderId: null });
  await expect.poll(isCommitting, { timeout: 60_000 }).toBe(true);
  await byHand(800, 600, 20, 60);
  emulator.clearFaults();
  await expect.poll(() => timesThere(stored), { timeout: 60_000 }).toBe(1);
  emulator.fail({ method: 'photosV2.commit', cut: 'before', held: true });
  const lost = await make('lost.jpg', 900, 500, 10);
  await ask(page, 'folders.scan', { folderId: null });
  await expect.poll(isCommitting, { timeout: 90_000 }).toBe(true);
  await byHand(900, 500, 10, 60);
  await byHand(900, 500, 10, 50);
  emulator.clearFaults();

  await goTo(page, 'Problems');
  const group = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Unclear whether 2 photos were published' }) });
  await group.getByRole('button', { name: 'Compare 2 photos' }).click({ timeout: 90_000 });
  const dialog = page.getByRole('dialog', { name: 'Is this photo on OK?' });
  await expect(dialog.getByText('1 of 2')).toBeVisible();
  await drawn(dialog.getByRole('img', { name: 'Your photo: stored.jpg' })).toBeGreaterThan(0);
  const there = dialog.getByRole('img', { name: 'In the album on OK' });
  await drawn(there).toBeGreaterThan(0);
  const candidates = dialog.getByRole('group', { name: 'In the album on OK' }).getByRole('button');
  await expect(candidates).toHaveCount(2);
  const shown = await there.getAttribute('src');
  await candidates.nth(1).click();
  await expect(candidates.nth(1)).toHaveAttribute('aria-pressed', 'true');
  await expect(there).not.toHaveAttribute('src', shown ?? '');
  await dialog.getByRole('button', { name: 'It is on OK' }).click();

  await expect(dialog.getByText('2 of 2')).toBeVisible();
  await drawn(dialog.getByRole('img', { name: 'Your photo: lost.jpg' })).toBeGreaterThan(0);
  await expect(candidates).toHaveCount(2);
  await dialog.getByRole('button', { name: 'It is not there, send it' }).click();
  await expect(dialog).toHaveCount(0);

  await expect.poll(() => timesThere(lost), { timeout: 60_000 }).toBe(1);
  await expect(page.getByText('Nothing to decide')).toBeVisible();
  await expect
    .poll(async () => (await ask(page, 'snapshot.get')) as object, { timeout: 30_000 })
    .toMatchObject({ counts: { done: 3, needs_you: 0, waiting: 0 } });
  expect(timesThere(stored)).toBe(1);
  nothingDoubled(emulator.ledger());
  expect(emulator.ledger().summary).toMatchObject({ photos: 6 });

  await goTo(page, 'Photos');
  await page.getByRole('button', { name: 'stored.jpg, On OK' }).click();
  await expect(page.locator('.panel').getByText('You saw it on OK')).toBeVisible();
});
