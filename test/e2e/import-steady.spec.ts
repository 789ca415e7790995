// The layout of the Overview during a whole import: sentence, bar, lanes and history keep their positions from the
// first checked file to the last sent one.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { ask, goInside, order, photosThere, statusOf } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-steady-'));
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

interface Seen {
  sentences: string[];
  /** Distances from the top, of each block, as often as they changed. */
  tops: Record<string, number[]>;
}

/** From here on the page notes where its blocks stand, at every frame in which work goes on. */
async function beginLooking(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: Seen = { sentences: [], tops: {} };
    Object.assign(globalThis, { seen });
    const blocks = ['.status h2', '.status .bytes', '.status .facts', '.lane-block', '.lane-block + .block'];
    const look = (): void => {
      if (document.querySelector('.status.busy') !== null) {
        for (const block of blocks) {
          const top = document.querySelector(block)?.getBoundingClientRect().top;
          const tops = (seen.tops[block] ??= []);
          if (top !== undefined && tops.at(-1) !== top) tops.push(top);
        }
        const sentence = document.querySelector('.status h2')?.textContent ?? '';
        if (seen.sentences.at(-1) !== sentence) seen.sentences.push(sentence);
      }
      requestAnimationFrame(look);
    };
    look();
  });
}

const sizes = [
  { language: 'ru', width: 900, height: 640 },
  { language: 'en', width: 1366, height: 768 },
] as const;

for (const { language, width, height } of sizes) {
  test(`nothing moves while 300 photos are imported, ${language}, ${width} wide`, async () => {
    await makeLibrary(join(base, 'Before'), 2, { width: 320, height: 240 });
    await makeLibrary(join(base, 'Summer'), 300, { width: 160, height: 120, pictures: 20 });
    launched = await launchApp({ userData: join(base, 'data'), args: ['--demo'] });
    const { app, page } = launched;
    await goInside(page, language);
    await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size), [
      width,
      height,
    ] as [number, number]);
    await ask(page, 'folders.add', { path: join(base, 'Before'), target: { kind: 'personal' }, rules: {} });
    await expect.poll(() => photosThere(page), { timeout: 30_000 }).toBe(2);
    await expect(page.locator('.status.busy')).toHaveCount(0, { timeout: 30_000 });

    // Answers come in gusts, so that lanes and queue are empty now and then.
    await order(page, 'faults', { method: 'photosV2.getUploadUrl', latencyMs: 400, times: null });
    await beginLooking(page);
    await ask(page, 'folders.add', {
      path: join(base, 'Summer'),
      target: { kind: 'new', title: 'Summer', privacy: 'private' },
      rules: {},
    });
    await expect.poll(() => photosThere(page), { timeout: 80_000 }).toBe(302);
    await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('ready');
    await expect(page.locator('.status.busy')).toHaveCount(0);

    const { tops, sentences } = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
    expect(sentences.length).toBeGreaterThan(5);
    for (const [block, places] of Object.entries(tops))
      expect(places, `${block}, ${sentences.join(' | ')}`).toHaveLength(1);
    expect(Object.keys(tops)).toHaveLength(5);
  });
}
