// What a person sees of us besides the page: window, tray, menu, progress; notifications have a room of their own (show-notification.ts).
// Shows what it is told, and passes the person's commands on; decides nothing about photos.
import { app, nativeTheme } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Result } from '../../shared/errors.ts';
import type { EngineCallName, EventPayload } from '../../shared/ipc.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { pickLanguage } from '../../shared/locales/language.ts';
import type { Language } from '../../shared/locales/language.ts';
import { statusSentence } from '../../shared/locales/status-sentence.ts';
import { translator } from '../../shared/locales/translate.ts';
import type { Translate } from '../../shared/locales/translate.ts';
import { batch } from './window/batch.ts';
import { errorFields } from './log/log.ts';
import type { ShellLog } from './log/log.ts';
import { setMenu } from './menu/menu.ts';
import { openNotifications } from './notifications/notifications.ts';
import { pickPhotosDialog } from './window/file-dialogs.ts';
import { quickCommands, setQuickCommands } from './menu/launcher-menu.ts';
import { recentPhotos } from './tray/recent-photos.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import type { StartCommand } from './start/start-options.ts';
import { renewStartAtLogin, setStartAtLogin } from './settings/start-at-login.ts';
import { taskbarProgress } from './window/taskbar-progress.ts';
import { hasTrayHost } from './tray/tray-host.ts';
import { trayMenu, trayStatus } from './tray/tray-menu.ts';
import type { EngineCondition, TrayCommand } from './tray/tray-menu.ts';
import { openTray } from './tray/tray.ts';
import type { TrayIcon } from './tray/tray.ts';
import { windowEvents } from './window/window-events.ts';
import type { WindowEvents } from './window/window-events.ts';
import { openWindow, raise } from './window/open-window.ts';

export interface Desktop {
  readonly voice: WindowEvents;
  window(): BrowserWindow | null;
  /** Opens it if need be and brings it to the front. */
  showWindow(): void;
  /** Makes the window without showing it: a start with the session. */
  startHidden(): void;
  /** Files and folders from outside the window: it asks where they shall go. Those that come one by one are asked about together. */
  drop(paths: readonly string[]): void;
  /** The window says where this file stands; null: it asks which. */
  explain(path: string | null): void;
  /** null: no library is open. */
  take(snapshot: Snapshot | null): void;
  /** What the engine does while it tells no snapshot; null: no library is open. */
  engine(now: EngineCondition | null): void;
  /** Something was sent: the tray's list of recent photos is old. */
  historyChanged(): void;
  /** A task of the task bar, or an action of the desktop's entry. */
  run(command: StartCommand): void;
  /** A newer version is out (`there`), or fetched and waiting for the end of this one (`ready`). */
  tellUpdate(version: string, state: 'there' | 'ready'): void;
  texts(): Translate;
  locale(): { language: Language; t: Translate };
  /** From here on closing the window closes it. */
  quitting(): void;
}

export interface DesktopOptions {
  home: string;
  preload: string;
  trayIcons: string;
  settings: SettingsStore;
  ask: (name: EngineCallName, input: unknown) => Promise<Result<unknown>>;
  showInFolder: (fileId: number) => Promise<unknown>;
  log: ShellLog;
}

/** With the session the panel may come up after us: so often is asked whether it is there, before the window shows itself. */
const TRAY_TRIES = 6;
const TRAY_AGAIN_MS = 5_000;

export function openDesktop(options: DesktopOptions): Desktop {
  const { settings, log } = options;
  const voice = windowEvents();
  let window: BrowserWindow | null = null;
  let tray: TrayIcon | null = null;
  let snapshot: Snapshot | null = null;
  let engine: EngineCondition | null = null;
  let ending = false;
  let shownProgress = '';
  let language: Language = 'en';
  let t: Translate = translator('en');

  let shownCommands = '';
  /** The system's colours, not those that a person chose for the program: the panel does not change with the window. */
  let systemIsDark = nativeTheme.shouldUseDarkColors;
  nativeTheme.on('updated', () => {
    if (nativeTheme.themeSource === 'system') systemIsDark = nativeTheme.shouldUseDarkColors;
  });

  const notices = openNotifications({
    settings,
    ask: options.ask,
    locale: () => ({ language, t }),
    isLookedAt: () => window?.isFocused() === true,
    showWindow: () => showWindow(),
    showScreen: (screen) => want(screen),
    showAbout: () => about(),
  });

  const recent = recentPhotos(options.ask, () => drawTray());

  const speak = (): void => {
    language = pickLanguage(settings.get().language, app.getPreferredSystemLanguages());
    t = translator(language);
    setMenu(t, {
      addPhotos: () => void addPhotos(),
      addFolder: () => want('folders'),
      explain: () => explain(null),
      settings: () => want('settings'),
      about,
    });
    drawTray();
    drawQuickCommands();
  };

  const makeWindow = (hidden: boolean): BrowserWindow => {
    const made = openWindow(
      {
        home: options.home,
        preload: options.preload,
        settings,
        hidesOnClose: () => !ending && settings.get().closeHides && (tray !== null || process.platform === 'darwin'),
        onHidden: notices.tellWindowHidden,
        onClosed() {
          window = null;
          voice.pageLoaded(null);
        },
        onNewPage: (contents) => voice.pageLoaded(contents),
        onPageLost: (reason) => log.error('window.page_lost', { reason }),
      },
      hidden,
    );
    window = made;
    shownProgress = '';
    return made;
  };

  const showWindow = (): void => {
    if (window) raise(window);
    else makeWindow(false);
  };

  const want = (screen: EventPayload<'screen.wanted'>['screen']): void => {
    voice.send('screen.wanted', { screen, shown: null });
    showWindow();
  };

  const wantDrop = batch<string>((paths) => voice.send('drop.wanted', { paths }));

  const drop = (paths: readonly string[]): void => {
    wantDrop(paths);
    showWindow();
  };

  const explain = (path: string | null): void => {
    showWindow();
    voice.send('explain.wanted', { path });
  };

  const about = (): void => {
    showWindow();
    voice.send('about.wanted', {});
  };

  const addPhotos = async (): Promise<void> => {
    const paths = await pickPhotosDialog(window?.isVisible() ? window : null, t);
    if (paths.length > 0) drop(paths);
  };

  const run = (command: TrayCommand): void => {
    switch (command.do) {
      case 'open':
        return showWindow();
      case 'add-photos':
        return void addPhotos();
      case 'retry':
        return void options.ask('sync.retry', undefined);
      case 'send-anyway':
        return void options.ask('sync.sendAnyway', undefined);
      case 'pause':
        return void options.ask('sync.pause', { untilMs: command.untilMs });
      case 'resume':
        return void options.ask('sync.resume', undefined);
      case 'show':
        return void options.showInFolder(command.fileId);
      case 'settings':
        return want('settings');
      case 'quit':
        return app.quit();
    }
  };

  const drawTray = (): void => {
    if (!tray) return;
    const status = trayStatus({ snapshot, engine, language, t });
    tray.show({
      sign: snapshot ? statusSentence(snapshot, language, t).sign : 'waiting',
      tooltip: status === null ? app.name : t('tray.tooltip', { status }),
      menu: trayMenu({ snapshot, engine, recent: recent.get(), language, t, nowMs: Date.now() }),
    });
  };

  const drawProgress = (): void => {
    const progress = taskbarProgress(snapshot);
    const text = `${progress.value} ${progress.mode}`;
    if (!window || text === shownProgress) return;
    shownProgress = text;
    window.setProgressBar(progress.value, { mode: progress.value < 0 ? 'none' : progress.mode });
  };

  const drawQuickCommands = (): void => {
    const wanted = `${language} ${quickCommands(snapshot).join(' ')}`;
    if (wanted === shownCommands) return;
    shownCommands = wanted;
    setQuickCommands(t, snapshot, runQuick);
  };

  const runQuick = (command: StartCommand): void => {
    switch (command) {
      case 'pause':
        return run({ do: 'pause', untilMs: null });
      case 'explain':
        return explain(null);
      case 'add-photos':
      case 'resume':
      case 'settings':
        return run({ do: command });
    }
  };

  const findTray = async (tries: number): Promise<void> => {
    if (ending) return;
    if (await hasTrayHost(process.platform, process.env)) {
      tray = openTray({
        icons: options.trayIcons,
        log,
        systemIsDark: () => systemIsDark,
        onCommand: run,
        onDrop: drop,
      });
      drawTray();
    } else if (tries > 1) {
      setTimeout(() => void findTray(tries - 1), TRAY_AGAIN_MS).unref();
      return;
    }
    log.info('tray.found', { shown: tray !== null });
    // Without an icon a hidden window could not be found again.
    if (!tray && window && !window.isVisible()) window.minimize();
  };

  settings.onChange((now, before) => {
    if (now.theme !== before.theme) nativeTheme.themeSource = now.theme;
    if (now.language !== before.language) speak();
    if (now.startAtLogin !== before.startAtLogin) {
      startAtLogin(() => setStartAtLogin(now.startAtLogin));
    }
    voice.send('settings.changed', now);
  });

  const startAtLogin = (write: () => void): void => {
    try {
      write();
    } catch (error) {
      log.warn('start_at_login.not_set', errorFields(error));
    }
  };

  nativeTheme.themeSource = settings.get().theme;
  startAtLogin(() => renewStartAtLogin(settings.get().startAtLogin));
  speak();
  void findTray(TRAY_TRIES);
  if (settings.putAside) notices.tellSettingsProblem(settings.putAside);

  return {
    voice,
    window: () => window,
    showWindow,
    startHidden: () => void (window ?? makeWindow(true)),
    drop,
    explain,
    take(next) {
      snapshot = next;
      if (!next) recent.forget();
      drawTray();
      drawProgress();
      drawQuickCommands();
      notices.takeSnapshot(next);
    },
    engine(now) {
      engine = now;
      drawTray();
    },
    historyChanged: recent.refresh,
    texts: () => t,
    run: runQuick,
    tellUpdate: notices.tellUpdate,
    locale: () => ({ language, t }),
    quitting() {
      ending = true;
      tray?.remove();
      tray = null;
    },
  };
}
