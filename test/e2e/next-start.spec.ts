// What survives a start of the program, and what a second start does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { askBridge, listen } from './bridge.ts';
import { launchApp } from './launch.ts';

/** What code inside the page sees; only for functions that Playwright carries over. */
declare const heard: unknown[];

let userData: string;
test.beforeEach(async () => {
  userData = await mkdtemp(join(tmpdir(), 'ok-photo-sync-'));
});
test.afterEach(() => rm(userData, { recursive: true, force: true, maxRetries: 5 }));

test('finds the window where it was left, and the settings as they were', async () => {
  const first = await launchApp({ userData });
  await first.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 900, height: 620 }),
  );
  expect(await askBridge(first.page, 'settings.change', { lanes: 5, theme: 'dark' })).toMatchObject({ ok: true });
  const kept = async (): Promise<unknown> => JSON.parse(await readFile(join(userData, 'settings.json'), 'utf8'));
  await expect.poll(kept).toMatchObject({ lanes: 5, theme: 'dark', window: { width: 900, height: 620 } });
  await first.close();

  const second = await launchApp({ userData });
  expect(await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize())).toEqual([
    900, 620,
  ]);
  expect(await askBridge(second.page, 'settings.get')).toMatchObject({ ok: true, value: { lanes: 5, theme: 'dark' } });
  expect(await second.app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true);
  await second.close();
});

test('sets damaged settings aside and starts with defaults', async () => {
  await writeFile(join(userData, 'settings.json'), '{"version":1,"lanes":');
  const app = await launchApp({ userData });
  expect(await askBridge(app.page, 'settings.get')).toMatchObject({ ok: true, value: { lanes: 3, account: 'none' } });
  await app.close();
  expect((await readdir(userData)).some((name) => /^settings\.damaged-\d+\.json$/.test(name))).toBe(true);
});

test('without an account runs no engine and says so', async () => {
  const app = await launchApp({ userData });
  expect(await askBridge(app.page, 'snapshot.get')).toMatchObject({ ok: false, error: { code: 'no_account' } });
  expect(await askBridge(app.page, 'account.get')).toMatchObject({ ok: true, value: { kind: 'none' } });
  expect(await askBridge(app.page, 'account.useDemo')).toMatchObject({ ok: true, value: { kind: 'demo' } });
  await expect.poll(async () => (await askBridge(app.page, 'snapshot.get')).ok).toBe(true);
  expect(await askBridge(app.page, 'account.signOut', { endAccess: false })).toMatchObject({
    ok: true,
    value: { kind: 'none' },
  });
  expect(await askBridge(app.page, 'snapshot.get')).toMatchObject({ ok: false, error: { code: 'no_account' } });
  await app.close();
});

test('while one runs, a second start hands its files to it and ends', async () => {
  const app = await launchApp({ userData });
  await listen(app.page, 'drop.wanted');
  await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const photo = join(userData, 'лето 1.jpg');
  await writeFile(photo, '');
  const argv = await app.app.evaluate(() =>
    process.argv.filter((word) => !word.startsWith('--inspect') && !word.startsWith('--remote')),
  );
  const [program = '', ...args] = argv.filter((word, at) => word !== '-r' && argv[at - 1] !== '-r');
  const second = spawn(program, [...args, photo, join(userData, 'gone.jpg')], {
    env: { ...process.env, OK_PHOTO_SYNC_DATA: userData },
    stdio: 'ignore',
  });
  expect((await once(second, 'exit'))[0]).toBe(0);
  await expect.poll(() => app.page.evaluate(() => heard)).toEqual([{ paths: [photo] }]);
  await app.close();
  expect(existsSync(photo)).toBe(true);
});

test('leaves no process behind', async () => {
  const app = await launchApp({ userData, args: ['--demo'] });
  await expect.poll(async () => (await askBridge(app.page, 'snapshot.get')).ok).toBe(true);
  const pids = await app.app.evaluate(({ app }) => app.getAppMetrics().map((one) => one.pid));
  await app.close();
  const alive = () =>
    pids.filter((pid) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    });
  await expect.poll(alive).toEqual([]);
});
