// Forbids all pages to navigate, open windows, embed pages, get permissions, and reach the network.
import { app, session } from 'electron';
import type { WebContents } from 'electron';
import { developmentPolicy } from './content-security-policy.ts';
import type { AppLog } from '../log/log.ts';

/**
 * Call it before the first page exists; it holds for all of them. `home` is the one address that the window may show.
 * `exempt`: pages of a sign-in window, which have rules of their own.
 */
export function lockDownPages(home: string, log: AppLog, exempt: (contents: WebContents) => boolean): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event) => {
      // In development a reload navigates to the same page.
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
 * Call it before «ready»: no session ever downloads a spelling dictionary. Turning it off for a window is not enough:
 * a new session at once asks a server that is neither ours nor the service's, past all its request filters.
 */
export function disableSpellChecker(): void {
  app.on('session-created', (created) => {
    created.setSpellCheckerLanguages([]);
    created.setSpellCheckerEnabled(false);
  });
}

/** Call it after «ready», before the first window. Besides app:// pages may reach only `devServer`. */
export function lockDownSession(devServer: string | null): void {
  const pages = session.defaultSession;
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
  pages.on('will-download', (event) => event.preventDefault());

  // The Content Security Policy forbids it already; this holds even for a page that got around it.
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
