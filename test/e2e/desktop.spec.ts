// What the desktop offers around the window: About, paste, links, notifications by cause, and taskbar commands.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp } from './launch.ts';
import type { LaunchedApp } from './launch.ts';
import { arrived, ask, sha256Of } from './person.ts';

interface Shown {
  title: string;
  body: string;
}

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-desktop-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo'] });
  await ask(launched.page, 'settings.change', { firstStartDone: true, language: 'en' });
  await expect
    .poll(() => ask(launched.page, 'account.get'))
    .toMatchObject({ webAddress: expect.stringMatching(/^http/u) });
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('About names the versions, and opens the licences of everything inside', async () => {
  const { app, page } = launched;
  await app.evaluate(({ Menu, shell }) => {
    const caught: string[] = [];
    Object.assign(globalThis, { openedPaths: caught });
    shell.openPath = (path: string) => {
      caught.push(path);
      return Promise.resolve('');
    };
    const help = Menu.getApplicationMenu()?.items.find((item) => item.role === ('help' as never));
    help?.submenu?.items[0]?.click();
  });
  const dialog = page.getByRole('dialog', { name: 'OK Photo Sync' });
  const versions = await app.evaluate(() => process.versions);
  await expect(dialog.getByText(`Electron ${versions['electron']}, Chromium ${versions['chrome']}`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Licences of its parts' }).click();
  const opened = () => app.evaluate(() => (globalThis as unknown as { openedPaths: string[] }).openedPaths);
  await expect.poll(opened).toEqual([join(base, 'data', 'licences.txt')]);
  const text = await readFile(join(base, 'data', 'licences.txt'), 'utf8');
  for (const name of ['better-sqlite3', 'react-dom', 'libheif-js', 'chokidar'])
    expect(text).toMatch(new RegExp(`^${name} \\d`, 'mu'));
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a pasted picture becomes a file, is asked about, and arrives byte for byte', async () => {
  const { page } = launched;
  const [photo = ''] = await makeLibrary(join(base, 'photos'), 1);
  const bytes = [...(await readFile(photo))];
  await page.getByRole('navigation').getByText('Photos').click();
  await page.evaluate((given) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(given)], 'image.jpg', { type: 'image/jpeg' }));
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }),
    );
  }, bytes);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Send/u }).click();
  await expect
    .poll(async () => (await arrived(page)).photos.map((one) => one.sha256), { timeout: 30_000 })
    .toEqual([sha256Of(photo)]);
});

test('pasted text stays in its field, and pasted data that is no picture is ignored', async () => {
  const { page } = launched;
  await page.getByRole('navigation').getByText('Photos').click();
  const paste = (selector: string, type: string) =>
    page.evaluate(
      ([where, kind]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(['text'], 'a', { type: kind }));
        const event = new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true });
        document.querySelector(where)?.dispatchEvent(event);
      },
      [selector, type] as const,
    );
  await paste('input', 'image/png');
  await paste('body', 'text/plain');
  await page.waitForTimeout(200);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(ask(page, 'clipboard.keepImage', { bytes: 'text' })).rejects.toThrow('bad_input');
});

test('the link of a photo on OK is copied', async () => {
  const { app, page } = launched;
  const folder = join(base, 'photos');
  await makeLibrary(folder, 1);
  await ask(page, 'folders.add', { path: folder, target: { kind: 'personal' }, rules: {} });
  await expect.poll(async () => (await arrived(page)).photos.length, { timeout: 30_000 }).toBe(1);
  const input = { shown: null, search: '', folderId: null, after: null, limit: 10 };
  const rows = async () =>
    ((await ask(page, 'photos.page', input)) as { rows: { fileId: number; shown: string }[] }).rows;
  await expect.poll(async () => (await rows())[0]?.shown).toBe('done');
  const fileId = (await rows())[0]?.fileId;
  await page.getByRole('navigation').getByText('Photos').click();
  await page.getByRole('button', { name: /, On OK$/u }).click();
  await page.getByRole('complementary').getByRole('button', { name: 'Copy the link' }).click();
  await expect(page.locator('.toast').getByText('The link is copied')).toBeVisible();
  const { url } = (await ask(page, 'photos.get', { fileId })) as { url: string };
  expect(await app.evaluate(async ({ clipboard }) => clipboard.readText())).toBe(url);
});

test('each cause of problems gets one notification, and a click opens the Problems screen', async () => {
  const { app, page } = launched;
  await app.evaluate(({ BrowserWindow, Notification }) => {
    const shown: { title: string; body: string; notification: unknown }[] = [];
    Object.assign(globalThis, { shownNotifications: shown });
    Notification.isSupported = () => true;
    Notification.prototype.show = function (this: Electron.Notification) {
      shown.push({ title: this.title, body: this.body, notification: this });
    };
    BrowserWindow.getAllWindows()[0]?.blur();
    BrowserWindow.getAllWindows()[0]?.hide();
  });
  const folder = join(base, 'broken');
  const [photo = ''] = await makeLibrary(join(base, 'good'), 1);
  const bytes = await readFile(photo);
  await mkdir(folder);
  for (const name of ['a', 'b']) await writeFile(join(folder, `${name}.jpg`), `no picture ${name}`);
  for (const at of [2, 3])
    await writeFile(join(folder, `cut ${at}.jpg`), bytes.subarray(0, Math.floor(bytes.length / at)));
  await ask(page, 'folders.add', { path: folder, target: { kind: 'personal' }, rules: {} });
  const shown = () =>
    app.evaluate(() =>
      (globalThis as unknown as { shownNotifications: Shown[] }).shownNotifications.map(({ title }) => title).sort(),
    );
  await expect.poll(shown, { timeout: 30_000 }).toHaveLength(2);
  expect(await shown()).toEqual(['2 files are damaged', '2 files have a format the program does not know']);

  await app.evaluate(() => {
    const [first] = (globalThis as unknown as { shownNotifications: { notification: NodeJS.EventEmitter }[] })
      .shownNotifications;
    first?.notification.emit('click');
  });
  await expect(page.getByRole('heading', { name: 'Problems' })).toBeVisible();
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true);
});

test('a taskbar command starts the program again, which passes it to the running one', async () => {
  // It starts the whole program three times more.
  test.setTimeout(300_000);
  const { app, page } = launched;
  await makeLibrary(join(base, 'photos'), 1);
  await ask(page, 'folders.add', { path: join(base, 'photos'), target: { kind: 'personal' }, rules: {} });
  await expect.poll(async () => (await arrived(page)).photos.length, { timeout: 30_000 }).toBe(1);
  const argv = await app.evaluate(() =>
    process.argv.filter((word) => !word.startsWith('--inspect') && !word.startsWith('--remote') && word !== '--demo'),
  );
  const [program = '', ...args] = argv.filter((word, at) => word !== '-r' && argv[at - 1] !== '-r');
  const task = async (command: string): Promise<unknown> => {
    const second = spawn(program, [...args, `--do=${command}`], {
      env: { ...process.env, OK_PHOTO_SYNC_DATA: launched.userData },
      stdio: 'ignore',
    });
    return (await once(second, 'exit'))[0];
  };
  const status = async () => ((await ask(page, 'snapshot.get')) as { status: { kind: string } }).status.kind;
  expect(await task('pause')).toBe(0);
  await expect.poll(status).toBe('paused');
  expect(await task('resume')).toBe(0);
  await expect.poll(status).not.toBe('paused');
  expect(await task('settings')).toBe(0);
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
});
