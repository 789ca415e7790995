// The program's tray icon: created when the desktop can show one, and redrawn when the state or the language changes.
import { app } from 'electron';
import { statusSentence } from '../../../shared/locales/status-sentence.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { errorFields } from '../log/log.ts';
import type { AppLog } from '../log/log.ts';
import type { AppCommand } from '../menu/app-commands.ts';
import type { CallEngine } from '../processes/call-engine.ts';
import type { EngineCondition } from '../processes/engine-condition.ts';
import type { AppLocale } from '../settings/app-locale.ts';
import { recentPhotos } from './recent-photos.ts';
import { watchSystemTheme } from './system-theme.ts';
import { hasTrayHost } from './tray-host.ts';
import { trayMenu, trayStatus } from './tray-menu.ts';
import { TrayIcon } from './tray-icon.ts';

export interface AppTrayOptions {
  /** Folder of the icon files. */
  icons: string;
  log: AppLog;
  locale: () => AppLocale;
  callEngine: CallEngine;
  onCommand: (command: AppCommand) => void;
  /** Files and folders dropped on the icon; macOS only. */
  onDrop: (paths: string[]) => void;
  /** No icon can be shown on this desktop. */
  onUnavailable: () => void;
}

/** At login the panel may start after us: so often we look for it before we do without an icon. */
const TRAY_TRIES = 6;
const TRAY_AGAIN_MS = 5_000;

export class AppTray {
  readonly #options: AppTrayOptions;
  readonly #isSystemDark = watchSystemTheme();
  readonly #recent;
  #icon: TrayIcon | null = null;
  #snapshot: Snapshot | null = null;
  #condition: EngineCondition | null = null;
  #isClosed = false;

  constructor(options: AppTrayOptions) {
    this.#options = options;
    this.#recent = recentPhotos(options.callEngine, () => this.redraw());
  }

  get isShown(): boolean {
    return this.#icon !== null;
  }

  /** Looks for a panel that shows icons, several times. */
  async open(tries = TRAY_TRIES): Promise<void> {
    if (this.#isClosed) return;
    const { log, onUnavailable } = this.#options;
    if (await hasTrayHost(process.platform, process.env)) {
      this.#icon = this.#createIcon();
      this.redraw();
    } else if (tries > 1) {
      setTimeout(() => void this.open(tries - 1), TRAY_AGAIN_MS).unref();
      return;
    }
    log.info('tray.found', { shown: this.isShown });
    if (!this.isShown) onUnavailable();
  }

  /** null: no library is open. */
  takeSnapshot(snapshot: Snapshot | null): void {
    this.#snapshot = snapshot;
    if (!snapshot) this.#recent.forget();
    this.redraw();
  }

  /** What the engine does while it sends no snapshot; null: no library is open. */
  takeCondition(condition: EngineCondition | null): void {
    this.#condition = condition;
    this.redraw();
  }

  /** A photo was sent: the list of recent photos is out of date. */
  refreshRecent(): void {
    this.#recent.refresh();
  }

  redraw(): void {
    if (!this.#icon) return;
    const { language, t } = this.#options.locale();
    const input = { snapshot: this.#snapshot, engine: this.#condition, language, t };
    const status = trayStatus(input);
    this.#icon.update({
      icon: this.#snapshot ? statusSentence(this.#snapshot, language, t).icon : 'waiting',
      tooltip: status === null ? app.name : t('tray.tooltip', { status }),
      menu: trayMenu({ ...input, recent: this.#recent.get(), nowMs: Date.now() }),
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#icon?.remove();
    this.#icon = null;
  }

  /** null: the system refused the icon. */
  #createIcon(): TrayIcon | null {
    const { icons, log, onCommand, onDrop } = this.#options;
    try {
      return new TrayIcon({ icons, systemIsDark: this.#isSystemDark, onCommand, onDrop });
    } catch (error) {
      log.warn('tray.refused', errorFields(error));
      return null;
    }
  }
}
