// A browser for window tests: the Chromium inside Electron, started as a separate program.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { sandboxArguments } from '../../build/electron-arguments.ts';
import { resolveElectron } from '../../build/electron-runtime.ts';

const program = `const { app, BrowserWindow } = require('electron');
app.setPath('userData', __dirname);
app.whenReady().then(() => new BrowserWindow({ width: 900, height: 700 }).loadURL('about:blank'));
`;

export interface Browser {
  page: Page;
  close(): Promise<void>;
}

export async function openBrowser(): Promise<Browser> {
  const folder = await mkdtemp(join(tmpdir(), 'ok-photo-sync-browser-'));
  await writeFile(join(folder, 'package.json'), '{ "name": "a-browser", "main": "main.cjs" }');
  await writeFile(join(folder, 'main.cjs'), program);
  const electron = await resolveElectron();
  const app = await _electron.launch({
    executablePath: electron.executable,
    args: [...sandboxArguments(electron.folder), '--disable-gpu', folder],
  });
  const page = await app.firstWindow();
  return {
    page,
    async close() {
      await app.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** From here on the app's «open in the browser» is kept; the answer waits for the next address. */
export async function catchBrowser(app: ElectronApplication): Promise<() => Promise<string>> {
  await app.evaluate(({ shell }) => {
    const caught: string[] = [];
    Object.assign(globalThis, { caughtAddresses: caught });
    shell.openExternal = (address: string) => {
      caught.push(address);
      return Promise.resolve();
    };
  });
  return async () => {
    for (;;) {
      const next = await app.evaluate(() =>
        (globalThis as unknown as { caughtAddresses: string[] }).caughtAddresses.shift(),
      );
      if (next !== undefined) return next;
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
  };
}
