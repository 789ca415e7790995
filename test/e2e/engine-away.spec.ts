// An engine that does not answer: it has ended, starts slowly, or crashes repeatedly. The window claims nothing about
// the present.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { ask, goInside, goTo, statusOf } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-away-'));
  await makeLibrary(join(base, 'Summer'), 3, { width: 320, height: 240 });
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo'] });
  const { page } = launched;
  await goInside(page);
  await ask(page, 'folders.add', { path: join(base, 'Summer'), target: { kind: 'personal' }, rules: {} });
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('ready');
  await expect(headline(page)).toHaveText('Everything is on OK');
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

const headline = (page: Page) => page.locator('.status h2');
const banner = (page: Page) => page.getByRole('alert');

async function enginePid(): Promise<number | null> {
  const found = await launched.app.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, name, serviceName }) => ({ pid, name: `${name ?? ''} ${serviceName ?? ''}` })),
  );
  return found.find(({ name }) => /engine/iu.test(name))?.pid ?? null;
}

async function killEngine(): Promise<void> {
  let before: number | null = null;
  await expect.poll(async () => (before = await enginePid()), { timeout: 30_000 }).not.toBeNull();
  process.kill(before as unknown as number, 'SIGKILL');
  await expect.poll(() => enginePid(), { timeout: 30_000 }).not.toBe(before);
}

interface Frame {
  sentence: string;
  banner: string;
  foot: string;
}

/** From here on the page notes what it says, at every frame in which it says something else. */
async function beginListening(page: Page): Promise<void> {
  await page.evaluate(() => {
    const frames: Frame[] = [];
    Object.assign(globalThis, { frames });
    const text = (part: string): string => document.querySelector(part)?.textContent ?? '';
    const look = (): void => {
      const frame = { sentence: text('.status h2'), banner: text('[role=alert]'), foot: text('.account') };
      if (JSON.stringify(frames.at(-1)) !== JSON.stringify(frame)) frames.push(frame);
      requestAnimationFrame(look);
    };
    look();
  });
}
const heard = (page: Page): Promise<Frame[]> =>
  page.evaluate(() => (globalThis as unknown as { frames: Frame[] }).frames);

test('when the engine ends, the window says so until it answers again, and does not show its last status meanwhile', async () => {
  const { page } = launched;
  await beginListening(page);
  await killEngine();
  await expect(headline(page)).toHaveText('Sending is being restarted', { timeout: 30_000 });
  await expect(headline(page)).toHaveText('Everything is on OK', { timeout: 60_000 });
  const frames = await heard(page);
  const away = frames.filter(({ sentence }) => sentence === 'Sending is being restarted');
  for (const { banner: said } of away) expect(said).toContain('engine stopped and is being restarted');
  // One time away, without a moment of anything else in between; then the banner goes.
  const sentences = frames.map(({ sentence }) => sentence).filter((one, at, all) => one !== all[at - 1]);
  expect(sentences.filter((one) => one === 'Sending is being restarted')).toHaveLength(1);
  expect(frames.at(-1)?.banner).toBe('');
  for (const { foot } of frames) expect(foot).not.toMatch(/(^|\D)0\sphotos/u);
});

test('an engine that crashes repeatedly is reported with advice, and the banner stays after its next start', async () => {
  const { page } = launched;
  for (let death = 0; death < 3; death++) {
    await expect.poll(() => statusOf(page), { timeout: 60_000 }).not.toBe('none');
    await killEngine();
    await expect(headline(page)).toHaveText('Sending is being restarted', { timeout: 30_000 });
  }
  await expect(banner(page)).toContainText('stops again and again');
  await expect(headline(page)).toHaveText('Everything is on OK', { timeout: 60_000 });
  await expect(banner(page)).toContainText('stops again and again');
  await expect(banner(page)).toContainText('Quit the program');
});

test('until the engine answers, the last known counts are shown with their time, never zeros', async () => {
  test.skip(process.platform === 'win32', 'a process can be held there only from inside');
  const { page } = launched;
  const pid = await enginePid();
  process.kill(pid as number, 'SIGSTOP');
  try {
    await page.reload();
    await expect(headline(page)).toHaveText('Starting');
    await expect(page.locator('.status .under')).toContainText(/^Last\sknown, today\sat\s.*: 3\sphotos on\sOK\.$/u);
    await expect(page.locator('.account')).toContainText('3 photos on OK');
    await goTo(page, 'Photos');
    await expect(page.locator('.filters')).toContainText(/On\sOK3/u);
    await expect(page.locator('.now')).toHaveText('Starting');
    await expect(page.getByText('Everything is on OK')).toHaveCount(0);
    await goTo(page, 'Overview');
  } finally {
    process.kill(pid as number, 'SIGCONT');
  }
  await expect(headline(page)).toHaveText('Everything is on OK', { timeout: 30_000 });
});
