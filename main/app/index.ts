// The order of start-up, readable from top to bottom. Each step is a room of its own; nothing is decided here.
import { join } from 'node:path';
import { app, dialog, MessageChannelMain, session, shell } from 'electron';
import { createAccount } from './account/account.ts';
import { builtInApplication } from './account/built-in-application.ts';
import { registerAppScheme, serveApp } from './security/app-protocol.ts';
import { rendererOrigin } from './security/content-security-policy.ts';
import { createDataFolders } from './start/data-folder.ts';
import { calls } from '../../shared/ipc.ts';
import { deriveFolderDefaults } from './settings/derive-folder-defaults.ts';
import { openDesktop } from './desktop.ts';
import { stripEnvironment } from './security/strip-environment.ts';
import { exactArguments } from './start/exact-arguments.ts';
import { forwardEngineEvents } from './ipc/forward-engine-events.ts';
import { mainHandlers } from './ipc/handlers.ts';
import { serveCalls } from './ipc/serve.ts';
import { originOf } from './ipc/trusted-sender.ts';
import { systemKeychain } from './account/secrets/keychain.ts';
import { lockDownPages, lockDownSession, disableSpellChecker } from './security/lockdown.ts';
import { errorFields, openLog } from './log/log.ts';
import type { ShellLog } from './log/log.ts';
import { mayExist } from './start/may-exist.ts';
import { okService } from './account/ok-service.ts';
import { dataPaths, previewFolder, programPaths, thumbnailFolder } from './start/paths.ts';
import type { DataPaths } from './start/paths.ts';
import { watchConditions } from './system/watch-conditions.ts';
import { forkUtility } from './processes/fork.ts';
import { startProcesses } from './processes/processes.ts';
import { openSecrets } from './account/secrets/secrets.ts';
import { engineSettingsOf, openSettings } from './settings/settings-store.ts';
import { signInOnce } from './account/sign-in/sign-in.ts';
import { askInWindow, isSignInContents } from './account/sign-in/sign-in-window.ts';
import { watchProxy } from './system/proxy.ts';
import { claimSingleInstance } from './start/single-instance.ts';
import { moveStartAtLogin } from './settings/start-at-login.ts';
import { readStartOptions } from './start/start-options.ts';
import type { StartOptions, StartRequest } from './start/start-options.ts';
import { watchUpdates } from './system/updates.ts';
import { fetchUser } from './account/fetch-user.ts';

/** As electron-builder.yml has it: Windows groups windows and notifications by it. */
const APP_ID = 'org.okphotosync.desktop';
/** A keyring that was locked at the start may be opened by somebody else; while it is open nothing is asked. */
const LOOK_AT_KEYCHAIN_MS = 15_000;

/** What has to happen before Electron is ready: places, the one instance, the scheme, the sandbox. */
function prepare(): void {
  stripEnvironment(process.env);
  const options = readStartOptions(exactArguments(process.argv), {
    packaged: app.isPackaged,
    workingFolder: process.cwd(),
    environment: process.env,
  });
  // Development must not touch the library of the installed program.
  const usual = join(app.getPath('appData'), app.isPackaged ? app.name : `${app.name} Development`);
  const paths = dataPaths(options.dataFolder ?? usual);
  createDataFolders(paths);
  app.setPath('userData', paths.folder);
  app.setPath('sessionData', paths.session);
  app.setAppUserModelId(APP_ID);

  // Wishes of a second start may come before there is anybody to fulfil them.
  let wish: (wishes: StartRequest) => void = (wishes) => early.push(wishes);
  const early: StartRequest[] = [];
  if (
    !claimSingleInstance(
      { paths: options.paths, demo: options.demo, hidden: options.hidden, command: options.command },
      (wishes) => wish(wishes),
    )
  ) {
    app.quit();
    return;
  }

  const log = openLog(paths.logs, { console: !app.isPackaged });
  process.on('uncaughtException', (error) => log.error('main.uncaught', errorFields(error)));
  process.on('unhandledRejection', (reason) => log.error('main.unhandled', errorFields(reason)));

  registerAppScheme();
  disableSpellChecker();
  // Every page is sandboxed, also one that nobody here thought of. Root in development has to do without (build/electron-arguments.ts).
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

  app
    .whenReady()
    .then(() => start(options, paths, log))
    .then((fulfil) => {
      wish = fulfil;
      for (const wishes of early) fulfil(wishes);
    })
    .catch((error: unknown) => giveUp(error, log));
}

/** Everything else, in the order in which it depends on each other. The answer fulfils what a second start wishes. */
async function start(options: StartOptions, paths: DataPaths, log: ShellLog): Promise<(wishes: StartRequest) => void> {
  const program = programPaths(import.meta.dirname, app.getAppPath());
  const devServer = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);
  const home = devServer === null ? `${rendererOrigin}/index.html` : new URL('/', devServer).href;
  log.info('main.started', {
    version: app.getVersion(),
    electron: process.versions.electron ?? null,
    data: paths.folder,
  });

  // 1. What is remembered.
  const settings = openSettings(paths.settings, log, Date.now());
  const secrets = openSecrets(paths.folder, systemKeychain, log, Date.now, settings.get().keepSignIn);

  // 2. The processes that do the work; none runs before an account is opened.
  const processes = startProcesses({
    files: program,
    fork: forkUtility,
    line: () => {
      const { port1, port2 } = new MessageChannelMain();
      return { near: port1, far: port2 };
    },
    log,
    onEvent: (name, payload) => engine.event(name, payload),
    onState(state) {
      if (state.state === 'running') {
        for (const power of system.states()) processes.sendPower(power);
        processes.sendConditions(system.conditions());
        void deriveFolderDefaults(settings, async () => {
          const cards = await processes.call('folders.list', undefined);
          return cards.ok ? calls['folders.list'].output.parse(cards.value) : [];
        }).catch((error: unknown) => log.warn('settings.not_derived', errorFields(error)));
      }
      engine.state(state);
    },
    onDemoReady: (credentials) => account.demoReady(credentials),
    proxy: () => proxy.current(),
  });
  const system = watchConditions({ state: processes.sendPower, conditions: processes.sendConditions });
  settings.onChange((now, before) => {
    const told = engineSettingsOf(now);
    if (JSON.stringify(told) !== JSON.stringify(engineSettingsOf(before))) processes.sendSettings(told);
  });

  // 3. Whose photos they are, and which way the system goes to the service. Pages have no part in that session.
  const service = okService(process.env);
  const outside = session.fromPartition('service', { cache: false });
  const proxy = watchProxy(outside, service.api, (address) => {
    log.info('proxy.changed', { kind: address === null ? 'direct' : new URL(address).protocol });
    processes.sendProxy(address);
  });
  const account = createAccount({
    paths,
    processes,
    settings,
    secrets,
    service,
    builtIn: builtInApplication(),
    signInOnce: (asked) =>
      signInOnce(
        { ...asked, service },
        {
          openInBrowser: (address) => shell.openExternal(address),
          askInWindow: (wanted) => askInWindow({ ...wanted, service, parent: desktop.window() }),
          locale: desktop.locale,
        },
      ),
    fetchUser: (credentials) =>
      fetchUser(credentials, (address, init) => outside.fetch(address as string, { ...init, credentials: 'omit' })),
    nowMs: Date.now,
    log,
    onChange(view) {
      desktop.voice.send('account.changed', view);
      if (view.kind === 'none') desktop.engine(null);
    },
    onAnswered: () => desktop.showWindow(),
  });

  // 4. What pages may do, before there is one.
  lockDownPages(home, log, isSignInContents);
  lockDownSession(devServer);
  serveApp({
    renderer: program.renderer,
    thumbnails: () => (processes.libraryFolder === null ? null : thumbnailFolder(processes.libraryFolder)),
    previews: () => (processes.libraryFolder === null ? null : previewFolder(processes.libraryFolder)),
  });

  // 5. What a person sees, and what the window may ask.
  const desktop = openDesktop({
    home,
    preload: program.preload,
    trayIcons: program.trayIcons,
    settings,
    ask: processes.call,
    showInFolder: async (fileId) => handlers['shell.showInFolder']({ fileId }),
    log,
  });
  const updates = watchUpdates(log, desktop.tellUpdate, (program) => {
    if (settings.get().startAtLogin) moveStartAtLogin(program);
  });
  const engine = forwardEngineEvents({ account, desktop, log, check: !app.isPackaged });
  const handlers = mainHandlers({
    account,
    settings,
    ask: processes.call,
    window: desktop.window,
    texts: desktop.texts,
    dataFolder: paths.folder,
    pasted: paths.pasted,
    licences: program.licences,
    update: updates.state,
  });
  serveCalls({
    origin: originOf(home) ?? rendererOrigin,
    windows: () => new Set([desktop.window()?.webContents.id].filter((id) => id !== undefined)),
    handlers,
    ask: processes.call,
    log,
    checkAnswers: !app.isPackaged,
    onFirstCall: desktop.voice.pageListens,
  });

  setInterval(() => void account.recheckKeychain(), LOOK_AT_KEYCHAIN_MS).unref();

  // 6. How it ends: the processes first, then what is still to be written.
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', desktop.showWindow);
  app.on('before-quit', desktop.quitting);
  app.on('will-quit', (event) => {
    event.preventDefault();
    void Promise.allSettled([account.close(), processes.close(), settings.flush()]).then(() => {
      // Not `quit` again: asked for too soon after the first one was prevented, Electron forgets it and never ends.
      setImmediate(() => app.exit(0));
    });
  });

  // 7. Go.
  await proxy.first;
  const open = options.demo ? account.useDemo() : account.openChosen();
  await open.catch((error: unknown) => log.error('account.not_opened', errorFields(error)));
  if (options.hidden) desktop.startHidden();
  else desktop.showWindow();

  const fulfil = (wishes: StartRequest): void => {
    if (wishes.demo) account.useDemo().catch((error: unknown) => log.error('account.not_opened', errorFields(error)));
    // A second start always shows the window, unless the session itself starts everything twice.
    if (wishes.command === 'explain') desktop.explain(wishes.paths[0] ?? null);
    else if (wishes.paths.length > 0) desktop.drop(wishes.paths.filter(mayExist));
    else if (wishes.command) desktop.run(wishes.command);
    else if (!wishes.hidden) desktop.showWindow();
  };
  if (options.paths.length > 0 || options.command) fulfil({ ...options, demo: false });
  return fulfil;
}

/** Nothing runs yet that could say it better. */
function giveUp(error: unknown, log: ShellLog): void {
  log.error('main.not_started', errorFields(error));
  dialog.showErrorBox(app.name, error instanceof Error ? error.message : String(error));
  app.exit(1);
}

prepare();
