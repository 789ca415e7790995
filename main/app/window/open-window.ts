// The one window: how it is made, shown, hidden, remembered, and coloured. What it shows is the renderer's.
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { BrowserWindowConstructorOptions, TitleBarOverlayOptions, WebContents } from 'electron';
import type { SettingsStore } from '../settings/settings-store.ts';
import { themeColours, TITLE_BAR } from './title-bar-colours.ts';
import { smallestWindow, windowBounds } from './window-bounds.ts';

export interface WindowOptions {
  home: string;
  preload: string;
  settings: SettingsStore;
  /** Whether closing shall only hide: asked at every close. */
  hidesOnClose: () => boolean;
  onHidden: () => void;
  onClosed: () => void;
  /** A page begins, again with each reload: none of its scripts has run yet. */
  onNewPage: (contents: WebContents) => void;
  /** Its page could not be loaded, or its process is gone; then it is started again. */
  onPageLost: (reason: string) => void;
}

/** The title bar's buttons of macOS, centred in its height. */
const trafficLights = { x: 18, y: 17 };
/** A moved window is remembered when it has rested so long. */
const REMEMBER_AFTER_MS = 500;

/** Shows itself when its first picture is ready, unless `hidden`. */
export function openWindow(options: WindowOptions, hidden: boolean): BrowserWindow {
  const { settings } = options;
  const { maximized, ...place } = windowBounds(
    settings.get().window,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const colours = themeColours[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'];
  const window = new BrowserWindow({
    ...place,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'OK Photo Sync',
    backgroundColor: colours.surface,
    autoHideMenuBar: true,
    ...titleBar(colours),
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Its dictionaries would be fetched from a server that has nothing to do with us.
      spellcheck: false,
      enableWebSQL: false,
    },
  });

  window.once('ready-to-show', () => {
    if (hidden) return;
    if (maximized) window.maximize();
    window.show();
  });
  window.webContents.on('did-navigate', () => options.onNewPage(window.webContents));
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    options.onPageLost(reason);
    if (reason !== 'clean-exit' && !window.isDestroyed()) void load(window, options);
  });

  rememberPlace(window, settings);
  const recolour = (): void => {
    const now = themeColours[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'];
    window.setBackgroundColor(now.surface);
    if (process.platform !== 'darwin') window.setTitleBarOverlay(overlay(now));
  };
  nativeTheme.on('updated', recolour);

  window.on('close', (event) => {
    if (!options.hidesOnClose()) return;
    event.preventDefault();
    window.hide();
    options.onHidden();
  });
  window.on('closed', () => {
    nativeTheme.off('updated', recolour);
    options.onClosed();
  });

  void load(window, options);
  return window;
}

/** From behind, from the tray, from the task bar: in front, with the keyboard. */
export function raise(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

async function load(window: BrowserWindow, options: WindowOptions): Promise<void> {
  await window.loadURL(options.home).catch((error: unknown) => {
    // A window that was closed meanwhile is no news.
    if (!window.isDestroyed()) options.onPageLost(error instanceof Error ? error.message : String(error));
  });
}

type Colours = (typeof themeColours)[keyof typeof themeColours];

function titleBar(colours: Colours): BrowserWindowConstructorOptions {
  if (process.platform === 'darwin') return { titleBarStyle: 'hiddenInset', trafficLightPosition: trafficLights };
  return { titleBarStyle: 'hidden', titleBarOverlay: overlay(colours) };
}

function overlay(colours: Colours): TitleBarOverlayOptions {
  return { color: colours.surface, symbolColor: colours.text, height: TITLE_BAR };
}

function rememberPlace(window: BrowserWindow, settings: SettingsStore): void {
  let timer: NodeJS.Timeout | undefined;
  const remember = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized() || !window.isVisible()) return;
    // Where it stands is no reason to bother anybody: a full disk is told where it matters.
    settings
      .change({ window: { ...window.getNormalBounds(), maximized: window.isMaximized() } })
      .catch(() => undefined);
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(remember, REMEMBER_AFTER_MS);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('close', remember);
}
