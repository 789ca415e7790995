// A window that shows only the service's own sign-in pages: sandboxed, without a preload, in its own session that is
// deleted with it. It reads the answer from the return address, which it never shows.
import { BrowserWindow, session } from 'electron';
import type { Event, WebContents } from 'electron';
import type { Application } from '../../../../shared/sign-in.ts';
import { isRedirect, isSignInPage } from '../../../account/ok-service.ts';
import type { OkService } from '../../../account/ok-service.ts';
import { answerOf, notSignedIn } from '../../../account/answer.ts';
import type { SignInFailed } from '../../../account/answer.ts';

export interface SignInWindowOptions {
  service: OkService;
  application: Application;
  /** The first page. */
  address: string;
  parent: BrowserWindow | null;
  /** Shown before the host's name: the window has no address bar. */
  title: string;
  signal: AbortSignal;
}

/** Pages of sign-in windows: lockdown.ts exempts them, the rules here apply instead. */
const pages = new WeakSet<WebContents>();
export const isSignInContents = (contents: WebContents): boolean => pages.has(contents);

let opened = 0;

/** The answer behind the return address. Never rejects; the window is gone when it resolves. */
export async function askInWindow(options: SignInWindowOptions): Promise<{ ok: true; text: string } | SignInFailed> {
  const { service, application } = options;
  opened += 1;
  // No «persist:» prefix: the session lives in memory, and its name is used once.
  const own = session.fromPartition(`sign-in-${opened}`, { cache: false });
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.on('will-download', (event) => event.preventDefault());
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayLoad(service, url) }));

  const window = new BrowserWindow({
    width: 560,
    height: 720,
    minWidth: 420,
    minHeight: 480,
    ...(options.parent?.isVisible() ? { parent: options.parent } : {}),
    title: options.title,
    autoHideMenuBar: true,
    minimizable: false,
    fullscreenable: false,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    },
  });
  pages.add(window.webContents);

  const outcome = await new Promise<{ ok: true; text: string } | SignInFailed>((resolve) => {
    const check = (event: Event | null, address: string, main: boolean): void => {
      if (main && isRedirect(application, address)) {
        event?.preventDefault();
        resolve({ ok: true, text: answerOf(address) });
      } else if (!isSignInPage(service, address) && !(address === 'about:blank' && !main)) {
        event?.preventDefault();
      }
    };
    const { webContents } = window;
    webContents.on('will-redirect', (event) => check(event, event.url, event.isMainFrame));
    webContents.on('will-frame-navigate', (event) => check(event, event.url, event.isMainFrame));
    webContents.on('did-navigate', (_event, address) => check(null, address, true));
    webContents.on('did-navigate-in-page', (_event, address, main) => check(null, address, main));
    webContents.on('will-attach-webview', (event) => event.preventDefault());
    webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
    webContents.on('page-title-updated', (event) => {
      event.preventDefault();
      const shown = webContents.getURL();
      window.setTitle(`${options.title}: ${URL.canParse(shown) ? new URL(shown).host : ''}`);
    });
    webContents.on('did-fail-load', (_event, code, description, _address, main) => {
      // -3: aborted for another address, which we did ourselves.
      if (main && code !== -3) resolve(notSignedIn('page_not_reached', description));
    });
    webContents.on('render-process-gone', (_event, { reason }) => resolve(notSignedIn('page_not_reached', reason)));
    window.on('closed', () => resolve(notSignedIn('cancelled')));
    options.signal.addEventListener('abort', () => resolve(notSignedIn('cancelled')), { once: true });
    if (options.signal.aborted) resolve(notSignedIn('cancelled'));
    // `did-fail-load` reports failures.
    else window.loadURL(options.address).catch(() => undefined);
  });

  if (!window.isDestroyed()) window.destroy();
  await own.clearStorageData().catch(() => undefined);
  return outcome;
}

/** Pictures and scripts of the service come from other hosts too, but never unencrypted. */
function mayLoad(service: OkService, address: string): boolean {
  if (/^(?:https|wss|data|blob|about):/.test(address)) return true;
  return service.loopback && isSignInPage(service, address);
}
