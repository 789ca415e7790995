// What no page in this program may do: go elsewhere, open windows, embed, ask for permissions, reach the network.
import { app, session } from 'electron';
import type { WebContents } from 'electron';
import { developmentPolicy } from './content-security-policy.ts';
import type { ShellLog } from '../log/log.ts';

/**
 * For every page there will ever be, before the first is made. `home` is the one address the window may show. Pages of a sign-in window
 * (`exempt`) have rules of their own.
 */
export function lockDownPages(home: string, log: ShellLog, exempt: (contents: WebContents) => boolean): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event) => {
      // Loading the same page again is what reloading means in development.
      if (event.url === home || exempt(contents)) return;
      event.preventDefault();
      log.warn('page.navigation_refused', { to: event.url });
    });
    contents.on('will-frame-navigate', (event) => {
      if ((event.isMainFrame && event.url === home) || exempt(contents)) return;
      event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!exempt(contents)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      log.warn('page.window_refused', { to: url });
      return { action: 'deny' };
    });
  });
}

/**
 * Before «ready»: no session ever fetches a spelling dictionary. Turning it off for a window is not enough: the session asks a server that has
 * nothing to do with us as soon as it is made, past all its request filters.
 */
export function disableSpellChecker(): void {
  app.on('session-created', (created) => {
    created.setSpellCheckerLanguages([]);
    created.setSpellCheckerEnabled(false);
  });
}

/** After «ready», before the first window. `devServer` is the one address besides app:// that may be reached. */
export function lockDownSession(devServer: string | null): void {
  const pages = session.defaultSession;
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
  pages.on('will-download', (event) => event.preventDefault());

  // The policy forbids it already; this holds even for a page that got around it.
  const elsewhere = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'] };
  const allowed = devServer === null ? [] : [new URL(devServer).host];
  pages.webRequest.onBeforeRequest(elsewhere, ({ url }, answer) => {
    answer({ cancel: !allowed.includes(new URL(url).host) });
  });
  if (devServer !== null) {
    pages.webRequest.onHeadersReceived({ urls: [`${new URL(devServer).origin}/*`] }, ({ responseHeaders }, answer) => {
      answer({ responseHeaders: { ...responseHeaders, 'Content-Security-Policy': [developmentPolicy(devServer)] } });
    });
  }
}
