// Wires what a person sees besides the page: window, tray, menus, notifications. Each of them lives in its own folder.
import { app } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { AppLog } from './log/log.ts';
import { appCommandOf, runAppCommand } from './menu/app-commands.ts';
import type { AppCommand } from './menu/app-commands.ts';
import { LauncherMenu } from './menu/launcher-menu.ts';
import { setMenu } from './menu/menu.ts';
import { openNotifications } from './notifications/notifications.ts';
import type { Notifications } from './notifications/notifications.ts';
import type { CallEngine } from './processes/call-engine.ts';
import type { EngineCondition } from './processes/engine-condition.ts';
import { appLocale } from './settings/app-locale.ts';
import type { AppLocale } from './settings/app-locale.ts';
import { applySettingsAtStart, applySettingsChange } from './settings/apply-settings.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import type { StartCommand } from './start/start-options.ts';
import { AppTray } from './tray/app-tray.ts';
import { MainWindow } from './window/main-window.ts';
import { pageRequests } from './window/page-requests.ts';
import { taskbarProgress } from './window/taskbar-progress.ts';
import type { WindowEvents } from './window/window-events.ts';

export interface Desktop {
  /** Events for the page of the window. */
  readonly events: WindowEvents;
  window(): BrowserWindow | null;
  /** Opens it if need be and brings it to the front. */
  showWindow(): void;
  /** Creates the window without showing it: the program started with the person's session. */
  openHidden(): void;
  /** Files and folders from outside the window: the page asks where they go. */
  drop(paths: readonly string[]): void;
  /** The page explains what became of this file; null: it asks which file. */
  explain(path: string | null): void;
  /** null: no library is open. */
  takeSnapshot(snapshot: Snapshot | null): void;
  /** What the engine does while it sends no snapshot; null: no library is open. */
  takeCondition(condition: EngineCondition | null): void;
  /** A photo was sent: the tray's list of recent photos is out of date. */
  historyChanged(): void;
  /** A command from the command line or the task bar. */
  run(command: StartCommand): void;
  readonly tellUpdate: Notifications['tellUpdate'];
  locale(): AppLocale;
  /** From here on closing the window closes it. */
  prepareQuit(): void;
}

export interface DesktopOptions {
  /** Address of the window's page. */
  home: string;
  preload: string;
  trayIcons: string;
  settings: SettingsStore;
  callEngine: CallEngine;
  showInFolder: (fileId: number) => Promise<unknown>;
  log: AppLog;
}

export function openDesktop(options: DesktopOptions): Desktop {
  const { settings, callEngine, log } = options;
  let locale = appLocale(settings.get().language);
  let isQuitting = false;

  const window = new MainWindow({
    home: options.home,
    preload: options.preload,
    settings,
    log,
    // Without a tray icon or a dock a hidden window could not be found again.
    hidesOnClose: () => !isQuitting && settings.get().closeHides && (tray.isShown || process.platform === 'darwin'),
    onHidden: () => notifications.tellWindowHidden(),
  });
  const requests = pageRequests(window, () => locale);
  const showWindow = (): void => window.show();
  const run = (command: AppCommand): void =>
    runAppCommand(command, {
      requests,
      callEngine,
      showWindow,
      showInFolder: options.showInFolder,
      quit: () => app.quit(),
    });

  const notifications = openNotifications({
    settings,
    callEngine,
    locale: () => locale,
    isWindowFocused: () => window.isFocused,
    showWindow,
    showScreen: requests.showScreen,
    showAbout: requests.showAbout,
  });
  const tray = new AppTray({
    icons: options.trayIcons,
    log,
    locale: () => locale,
    callEngine,
    onCommand: run,
    onDrop: requests.drop,
    onUnavailable: () => window.minimizeIfHidden(),
  });
  const launcherMenu = new LauncherMenu((command) => run(appCommandOf(command)));
  let snapshot: Snapshot | null = null;

  const applyLocale = (): void => {
    locale = appLocale(settings.get().language);
    setMenu(locale.t, {
      addPhotos: requests.addPhotos,
      addFolder: () => requests.showScreen('folders'),
      explain: () => requests.explain(null),
      settings: () => requests.showScreen('settings'),
      about: requests.showAbout,
    });
    tray.redraw();
    launcherMenu.update(locale, snapshot);
  };

  settings.onChange((now, before) => {
    applySettingsChange(now, before, log);
    if (now.language !== before.language) applyLocale();
    window.events.send('settings.changed', now);
  });
  applySettingsAtStart(settings.get(), log);
  applyLocale();
  void tray.open();
  if (settings.problem) notifications.tellSettingsProblem(settings.problem);

  return {
    events: window.events,
    window: () => window.current,
    showWindow,
    openHidden: () => window.openHidden(),
    drop: requests.drop,
    explain: requests.explain,
    takeSnapshot(next) {
      snapshot = next;
      tray.takeSnapshot(next);
      window.showProgress(taskbarProgress(next));
      launcherMenu.update(locale, next);
      notifications.takeSnapshot(next);
    },
    takeCondition: (condition) => tray.takeCondition(condition),
    historyChanged: () => tray.refreshRecent(),
    run: (command) => run(appCommandOf(command)),
    tellUpdate: notifications.tellUpdate,
    locale: () => locale,
    prepareQuit() {
      isQuitting = true;
      tray.close();
    },
  };
}
