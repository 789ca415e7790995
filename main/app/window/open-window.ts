// Creates the browser window: its security settings, title bar, colours, and the position it remembers.
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { BrowserWindowConstructorOptions, TitleBarOverlayOptions, WebContents } from 'electron';
import type { SettingsStore } from '../settings/settings-store.ts';
import { themeColours, TITLE_BAR } from './title-bar-colours.ts';
import { smallestWindow, windowBounds } from './window-bounds.ts';

export interface WindowOptions {
  home: string;
  preload: string;
  settings: SettingsStore;
  /** Whether closing only hides the window; asked at every close. */
  hidesOnClose: () => boolean;
  onHidden: () => void;
  onClosed: () => void;
  /** A page was loaded, also by a reload: none of its scripts has run yet. */
  onNewPage: (contents: WebContents) => void;
  /** The page could not be loaded, or its process is gone; after that it is loaded again. */
  onPageLost: (reason: string) => void;
}

/** Position of the title bar's buttons on macOS: centred in its height. */
const trafficLights = { x: 18, y: 17 };
/** The position of a moved window is saved when it rested so long. */
const REMEMBER_AFTER_MS = 500;

/** The window shows itself when its first frame is ready, unless `hidden`. */
export function openWindow(options: WindowOptions, hidden: boolean): BrowserWindow {
  const { settings } = options;
  const { maximized, ...bounds } = windowBounds(
    settings.get().window,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const colours = themeColours[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'];
  const window = new BrowserWindow({
    ...bounds,
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
      // Its dictionaries would be downloaded from a server that is neither ours nor the service's.
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

  rememberBounds(window, settings);
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

/** Brings the window to the front with the keyboard focus, also from the tray or the task bar. */
export function raise(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

async function load(window: BrowserWindow, options: WindowOptions): Promise<void> {
  await window.loadURL(options.home).catch((error: unknown) => {
    // A window that was closed meanwhile needs no page.
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

function rememberBounds(window: BrowserWindow, settings: SettingsStore): void {
  let timer: NodeJS.Timeout | undefined;
  const remember = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized() || !window.isVisible()) return;
    // Not worth an error: a full disk is reported where it matters.
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
