// The program's one main window: creates it when it is first needed, brings it to the front, draws its progress bar.
import type { BrowserWindow } from 'electron';
import type { AppLog } from '../log/log.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { openWindow, raise } from './open-window.ts';
import type { TaskbarProgress } from './taskbar-progress.ts';
import { windowEvents } from './window-events.ts';

export interface MainWindowOptions {
  /** Address of the page. */
  home: string;
  preload: string;
  settings: SettingsStore;
  log: AppLog;
  /** Whether closing only hides the window; asked at every close. */
  hidesOnClose: () => boolean;
  onHidden: () => void;
}

export class MainWindow {
  readonly events = windowEvents();
  readonly #options: MainWindowOptions;
  #window: BrowserWindow | null = null;
  /** The bar as it was last drawn; '' for a new window. */
  #drawnProgress = '';

  constructor(options: MainWindowOptions) {
    this.#options = options;
  }

  /** null: not created yet, or closed. */
  get current(): BrowserWindow | null {
    return this.#window;
  }

  get isFocused(): boolean {
    return this.#window?.isFocused() === true;
  }

  /** Creates the window if needed and brings it to the front. */
  show(): void {
    if (this.#window) raise(this.#window);
    else this.#open(false);
  }

  /** Creates the window without showing it: the program started with the person's session. */
  openHidden(): void {
    if (!this.#window) this.#open(true);
  }

  /** Puts a hidden window on the task bar: without a tray icon the person could not find it again. */
  minimizeIfHidden(): void {
    if (this.#window && !this.#window.isVisible()) this.#window.minimize();
  }

  showProgress(progress: TaskbarProgress): void {
    const key = `${progress.value} ${progress.mode}`;
    if (!this.#window || key === this.#drawnProgress) return;
    this.#drawnProgress = key;
    this.#window.setProgressBar(progress.value, { mode: progress.value < 0 ? 'none' : progress.mode });
  }

  #open(hidden: boolean): void {
    const { home, preload, settings, log, hidesOnClose, onHidden } = this.#options;
    this.#window = openWindow(
      {
        home,
        preload,
        settings,
        hidesOnClose,
        onHidden,
        onClosed: () => {
          this.#window = null;
          this.events.pageLoaded(null);
        },
        onNewPage: (contents) => this.events.pageLoaded(contents),
        onPageLost: (reason) => log.error('window.page_lost', { reason }),
      },
      hidden,
    );
    this.#drawnProgress = '';
  }
}
