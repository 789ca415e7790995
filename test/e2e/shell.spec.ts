// The security of the window: what the page cannot do, and what main refuses. All of it in one window.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { askBridge, type Bridge } from './bridge.ts';
import { launchApp, type LaunchedApp } from './launch.ts';

/** What code inside the page sees; only for functions that Playwright carries over. */
declare const okPhotoSync: Bridge;

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
    expect.arrayContaining(['connect-src', 'frame-src', 'img-src', 'object-src', 'script-src-elem', 'style-src-elem']),
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
  expect(await askBridge(page, 'secrets.read')).toMatchObject({ ok: false, error: { code: 'unknown_call' } });
  for (const input of [
    undefined,
    {},
    { fileId: -1 },
    { fileId: '1' },
    { fileId: 1, more: true },
    'x'.repeat(100_000),
  ]) {
    expect(await askBridge(page, 'photos.get', input)).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  }
  expect(await askBridge(page, 'settings.change', { account: 'ok' })).toMatchObject({
    ok: false,
    error: { code: 'bad_input' },
  });
  expect(await askBridge(page, 'settings.change', { __proto__: { lanes: 1 }, window: null })).toMatchObject({
    ok: false,
  });
  expect(await askBridge(page, 'settings.get')).toMatchObject({ ok: true, value: { account: 'demo' } });
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
  await expect.poll(async () => (await askBridge(page, 'snapshot.get')).ok).toBe(true);
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
  await expect.poll(async () => (await askBridge(page, 'snapshot.get')).ok).toBe(true);
});
