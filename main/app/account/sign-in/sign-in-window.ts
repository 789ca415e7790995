// A window that shows only the service's own sign-in pages: sandboxed, without a preload, in its own session that is
// deleted with it. It reads the answer from the return address, which it never shows.
import { BrowserWindow, dialog, session } from 'electron';
import type { Event, WebContents } from 'electron';
import type { Translate } from '../../../../shared/locales/translate.ts';
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
  t: Translate;
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
    /** The host that the person is asked about now; null: none. */
    let askedAbout: string | null = null;
    const leadsElsewhere = (address: string): void => {
      const host = hostElsewhere(address);
      if (host === null || askedAbout !== null) return;
      askedAbout = host;
      void wantsBrowser(window, host, options.t).then((wanted) => {
        askedAbout = null;
        if (wanted) resolve(notSignedIn('leads_elsewhere', host));
      });
    };
    const check = (event: Event | null, address: string, main: boolean): void => {
      if (main && isRedirect(application, address)) {
        event?.preventDefault();
        resolve({ ok: true, text: answerOf(address) });
      } else if (!isSignInPage(service, address) && !(address === 'about:blank' && !main)) {
        event?.preventDefault();
        if (main) leadsElsewhere(address);
      }
    };
    const { webContents } = window;
    webContents.on('will-redirect', (event) => check(event, event.url, event.isMainFrame));
    webContents.on('will-frame-navigate', (event) => check(event, event.url, event.isMainFrame));
    webContents.on('did-navigate', (_event, address) => check(null, address, true));
    webContents.on('did-navigate-in-page', (_event, address, main) => check(null, address, main));
    webContents.on('will-attach-webview', (event) => event.preventDefault());
    webContents.setWindowOpenHandler(({ url }) => {
      if (!isSignInPage(service, url)) leadsElsewhere(url);
      return { action: 'deny' };
    });
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

/** null: no page that a browser should be sent to. */
function hostElsewhere(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' && hostname !== '' ? hostname : null;
}

/** OK can be entered by VK ID or a mail account: those pages are not shown here, and a silent button is a riddle. */
async function wantsBrowser(window: BrowserWindow, host: string, t: Translate): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'info',
    message: t('signIn.elsewhere.title', { host }),
    detail: t('signIn.elsewhere.text'),
    buttons: [t('signIn.elsewhere.browser'), t('signIn.elsewhere.stay')],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** Pictures and scripts of the service come from other hosts too, but never unencrypted. */
function mayLoad(service: OkService, address: string): boolean {
  if (/^(?:https|wss|data|blob|about):/.test(address)) return true;
  return service.loopback && isSignInPage(service, address);
}
