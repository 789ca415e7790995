// The security of the window: what the page cannot do, what main refuses, what survives.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { launchApp } from './launch.ts';
import type { LaunchedApp } from './launch.ts';

interface Bridge {
  invoke(name: string, input?: unknown): Promise<{ ok: boolean; value?: unknown; error?: { code: string } }>;
  on(name: string, listener: (payload: unknown) => void): () => void;
}
/** What code inside the page sees; only for functions that Playwright carries over. */
declare const okPhotoSync: Bridge;
declare const heard: unknown[];

function ask(page: Page, name: string, input?: unknown) {
  return page.evaluate(([name, input]) => okPhotoSync.invoke(name, input), [name, input] as const);
}

/** From here on `heard` in the page holds the payloads of this event. */
function listen(page: Page, name: string) {
  return page.evaluate((name) => {
    const kept: unknown[] = [];
    Object.assign(globalThis, { heard: kept });
    okPhotoSync.on(name, (payload) => kept.push(payload));
  }, name);
}

test.describe('one window', () => {
  let launched: LaunchedApp;
  let page: Page;
  test.beforeAll(async () => {
    launched = await launchApp({ args: ['--demo'] });
    page = launched.page;
  });
  test.afterAll(() => launched.close());

  test('shows our own page, sandboxed and without Node', async () => {
    expect(page.url()).toMatch(/^app:\/\/renderer\//);
    expect(
      await page.evaluate(() =>
        ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter((name) => name in globalThis),
      ),
    ).toEqual([]);
    const preferences = await launched.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): object };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
    });
  });

  test('gives the page three functions and nothing else', async () => {
    expect(await page.evaluate(() => Object.keys(okPhotoSync).sort())).toEqual(['invoke', 'on', 'pathForFile']);
  });

  test('cannot be led elsewhere', async () => {
    const home = page.url();
    for (const address of [
      'https://example.com/',
      'http://127.0.0.1:9/',
      'file:///etc/passwd',
      'app://renderer/other.html',
      'data:text/html,x',
    ]) {
      await page.evaluate((to) => {
        const link = document.createElement('a');
        link.href = to;
        document.body.append(link);
        link.click();
        link.remove();
        location.href = to;
      }, address);
    }
    await page.waitForTimeout(200);
    expect(page.url()).toBe(home);
  });

  test('cannot open another window', async () => {
    expect(
      await page.evaluate(() => [window.open('https://example.com/'), window.open('app://renderer/index.html')]),
    ).toEqual([null, null]);
    expect(await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('has a policy that refuses foreign and inline code, frames and the network', async () => {
    const policy = await page.evaluate(async () => (await fetch(location.href)).headers.get('content-security-policy'));
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    const refused = await page.evaluate(async () => {
      const directives = new Set<string>();
      document.addEventListener('securitypolicyviolation', (event) => directives.add(event.effectiveDirective));
      const add = (name: string, attributes: Record<string, string>, text = ''): void => {
        const element = Object.assign(document.createElement(name), { textContent: text });
        for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
        document.body.append(element);
        element.remove();
      };
      add('script', {}, 'globalThis.inlineRan = true');
      add('script', { src: 'https://example.com/x.js' });
      add('style', {}, 'body { color: red }');
      add('iframe', { src: 'https://example.com/' });
      add('object', { data: 'https://example.com/' });
      document.body.append(Object.assign(new Image(), { src: 'https://example.com/x.png' }));
      await fetch('https://example.com/').catch(() => undefined);
      await fetch('http://127.0.0.1:9/').catch(() => undefined);
      await new Promise((resolve) => {
        setTimeout(resolve, 200);
      });
      return { directives: [...directives].sort(), inlineRan: 'inlineRan' in globalThis };
    });
    expect(refused.inlineRan).toBe(false);
    expect(refused.directives).toEqual(
      expect.arrayContaining([
        'connect-src',
        'frame-src',
        'img-src',
        'object-src',
        'script-src-elem',
        'style-src-elem',
      ]),
    );
  });

  test('is given no permission', async () => {
    expect(
      await page.evaluate(async () => [
        await Notification.requestPermission(),
        await navigator.mediaDevices.getUserMedia({ audio: true }).then(
          () => 'granted',
          (error: Error) => error.name,
        ),
        (await navigator.permissions.query({ name: 'geolocation' })).state,
      ]),
    ).toEqual(['denied', expect.stringMatching(/NotAllowedError|NotFoundError/), 'denied']);
  });

  test('serves no file outside of the page’s folder', async () => {
    const statuses = await page.evaluate(async () => {
      const addresses = [
        'app://renderer/..%2f..%2fpackage.json',
        'app://renderer/%2e%2e/main/index.cjs',
        'app://renderer/index.html.map',
      ];
      return Promise.all(addresses.map(async (address) => (await fetch(address)).status));
    });
    expect(statuses).toEqual([404, 404, 404]);
  });

  test('shows a thumbnail of the open library, and no other file', async () => {
    const sha256 = 'ab'.repeat(32);
    const folder = join(launched.userData, 'demo', 'library', 'thumbnails', 'ab');
    await mkdir(folder, { recursive: true });
    const onePixel = 'UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA';
    await writeFile(join(folder, `${sha256}.webp`), Buffer.from(onePixel, 'base64'));
    const shown = (address: string) =>
      page.evaluate(async (src) => {
        const image = Object.assign(new Image(), { src });
        return image.decode().then(
          () => image.naturalWidth,
          () => 0,
        );
      }, address);
    expect(await shown(`app://thumbnail/${sha256}`)).toBe(1);
    expect(await shown(`app://thumbnail/${'cd'.repeat(32)}`)).toBe(0);
    expect(await shown('app://thumbnail/..%2f..%2fx.webp')).toBe(0);
  });

  test('is refused calls that do not exist, and input of the wrong shape', async () => {
    expect(await ask(page, 'secrets.read')).toMatchObject({ ok: false, error: { code: 'unknown_call' } });
    for (const input of [
      undefined,
      {},
      { fileId: -1 },
      { fileId: '1' },
      { fileId: 1, more: true },
      'x'.repeat(100_000),
    ]) {
      expect(await ask(page, 'photos.get', input)).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    }
    expect(await ask(page, 'settings.change', { account: 'ok' })).toMatchObject({
      ok: false,
      error: { code: 'bad_input' },
    });
    expect(await ask(page, 'settings.change', { __proto__: { lanes: 1 }, window: null })).toMatchObject({ ok: false });
    expect(await ask(page, 'settings.get')).toMatchObject({ ok: true, value: { account: 'demo' } });
  });

  test('cannot use the bridge for channels that are not ours', async () => {
    const thrown = await page.evaluate(async () => {
      const names: unknown[] = [
        '',
        'settings',
        '../settings.get',
        'ok-photo-sync:settings.get',
        'settings.get:x',
        'GUEST_VIEW.call',
        5,
        null,
        {},
      ];
      const said = [];
      for (const name of names) {
        said.push(await okPhotoSync.invoke(name as string).then(String, (error: unknown) => (error as Error).message));
        try {
          okPhotoSync.on(name as string, () => undefined);
          said.push('listens');
        } catch (error) {
          said.push((error as Error).message);
        }
      }
      return [...new Set(said)];
    });
    expect(thrown).toEqual(['okPhotoSync: not the name of a call or an event']);
  });

  test('stays when its engine is killed, and gets another one', async () => {
    await expect.poll(async () => (await ask(page, 'snapshot.get')).ok).toBe(true);
    const engines = () =>
      launched.app.evaluate(({ app }) =>
        app
          .getAppMetrics()
          .filter((one) => one.name?.includes('Engine'))
          .map((one) => one.pid),
      );
    const [first = 0] = await engines();
    process.kill(first, 'SIGKILL');
    await expect.poll(async () => (await engines()).some((pid) => pid !== first)).toBe(true);
    await expect.poll(async () => (await ask(page, 'snapshot.get')).ok).toBe(true);
  });
});

test.describe('the next start', () => {
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
    expect(await ask(first.page, 'settings.change', { lanes: 5, theme: 'dark' })).toMatchObject({ ok: true });
    await first.page.waitForTimeout(800);
    await first.close();

    const second = await launchApp({ userData });
    expect(await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize())).toEqual([
      900, 620,
    ]);
    expect(await ask(second.page, 'settings.get')).toMatchObject({ ok: true, value: { lanes: 5, theme: 'dark' } });
    expect(await second.app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true);
    await second.close();
  });

  test('sets damaged settings aside and starts with defaults', async () => {
    await writeFile(join(userData, 'settings.json'), '{"version":1,"lanes":');
    const app = await launchApp({ userData });
    expect(await ask(app.page, 'settings.get')).toMatchObject({ ok: true, value: { lanes: 3, account: 'none' } });
    await app.close();
    expect((await readdir(userData)).some((name) => /^settings\.damaged-\d+\.json$/.test(name))).toBe(true);
  });

  test('without an account runs no engine and says so', async () => {
    const app = await launchApp({ userData });
    expect(await ask(app.page, 'snapshot.get')).toMatchObject({ ok: false, error: { code: 'no_account' } });
    expect(await ask(app.page, 'account.get')).toMatchObject({ ok: true, value: { kind: 'none' } });
    expect(await ask(app.page, 'account.useDemo')).toMatchObject({ ok: true, value: { kind: 'demo' } });
    await expect.poll(async () => (await ask(app.page, 'snapshot.get')).ok).toBe(true);
    expect(await ask(app.page, 'account.signOut')).toMatchObject({ ok: true, value: { kind: 'none' } });
    expect(await ask(app.page, 'snapshot.get')).toMatchObject({ ok: false, error: { code: 'no_account' } });
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
    await expect.poll(async () => (await ask(app.page, 'snapshot.get')).ok).toBe(true);
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
});
