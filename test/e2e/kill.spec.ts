// Processes die during sending: page, imaging, engine, the whole program. Each photo arrives once.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, goInside, photosThere, sendSlowly, sha256Of, statusOf } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-kill-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo'] });
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

interface Living {
  pid: number;
  type: string;
  name?: string;
  serviceName?: string;
}

const living = (): Promise<Living[]> =>
  launched.app.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, type, name, serviceName }) => ({
      pid,
      type,
      ...(name === undefined ? {} : { name }),
      ...(serviceName === undefined ? {} : { serviceName }),
    })),
  );

/** Ends the process whose name has this word, from outside and at once. */
async function kill(word: RegExp): Promise<void> {
  const found = (await living()).find((one) => word.test(`${one.type} ${one.name ?? ''} ${one.serviceName ?? ''}`));
  if (found === undefined) throw new Error(`no process ${word.source}: ${JSON.stringify(await living())}`);
  process.kill(found.pid, 'SIGKILL');
  await expect.poll(async () => (await living()).some((one) => one.pid === found.pid)).toBe(false);
}

test('whichever process dies during sending, and finally the whole program, every photo arrives exactly once', async () => {
  const photos = await makeLibrary(join(base, 'photos'), 24, { width: 1600, height: 1200 });
  let { page } = launched;
  await goInside(page);
  await sendSlowly(page, 60_000);
  await ask(page, 'folders.add', {
    path: join(base, 'photos'),
    target: { kind: 'new', title: 'Still here', privacy: 'private' },
    rules: {},
  });
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('sending');

  // The imaging process is replaced without any visible effect.
  await kill(/imaging|pictures/iu);
  // The engine: sending resumes where it stopped.
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBeGreaterThan(0);
  await kill(/engine/iu);
  await expect.poll(() => statusOf(page), { timeout: 60_000 }).toBe('sending');
  const beforeWindow = await photosThere(page);

  // The window: its page is reloaded, and sending continues meanwhile.
  const crashed = page.waitForEvent('crash');
  await kill(/^Tab/u);
  await crashed;
  await expect
    .poll(
      () =>
        launched.app.evaluate(async ({ BrowserWindow }) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          if (contents === undefined || contents.isCrashed() || contents.isLoading()) return '';
          return (await contents.executeJavaScript('document.querySelector("h1")?.textContent ?? ""')) as string;
        }),
      { timeout: 30_000 },
    )
    .toBe('Overview');

  // Everything at once, as a power cut does it.
  const ended = new Promise((resolve) => launched.app.process().once('exit', resolve));
  launched.app.process().kill('SIGKILL');
  await ended;
  await launched.close().catch(() => undefined);
  launched = await launchApp({ userData: join(base, 'data') });
  page = launched.page;
  await expect.poll(() => photosThere(page), { timeout: 30_000 }).toBeGreaterThanOrEqual(beforeWindow);
  await expect.poll(() => photosThere(page), { timeout: 90_000 }).toBe(24);
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('ready');
  const ledger = await arrived(page);
  expect(ledger.photos.map((photo) => photo.sha256).sort()).toEqual(photos.map(sha256Of).sort());
  expect(ledger.albums.map((album) => album.title)).toEqual(['Still here']);
});
