// The order of start-up, readable from top to bottom. The steps themselves live in the folders beside this file.
import { app, dialog, MessageChannelMain, session, shell } from 'electron';
import { ConnectedAccount } from './account/connected-account.ts';
import type { AccountOptions } from './account/account-options.ts';
import { builtInApplication } from '../account/built-in-application.ts';
import { okService } from '../account/ok-service.ts';
import type { OkService } from '../account/ok-service.ts';
import { systemKeychain } from './account/secrets/system-keychain.ts';
import { SecretStore } from './account/secrets/secret-store.ts';
import { signInOnce } from '../account/sign-in.ts';
import { askInWindow, isSignInContents } from './account/sign-in/sign-in-window.ts';
import { openDesktop } from './desktop.ts';
import type { Desktop } from './desktop.ts';
import { informEngine } from './inform-engine.ts';
import { forwardEngineEvents } from './forward-engine-events.ts';
import { mainHandlers } from './ipc/main-handlers.ts';
import type { MainHandlerOptions } from './ipc/main-handlers.ts';
import { serveCalls } from './ipc/serve.ts';
import { showInFolder } from './ipc/shell-handlers.ts';
import { originOf } from './ipc/trusted-sender.ts';
import { errorFields } from './log/log.ts';
import type { AppLog } from './log/log.ts';
import type { PortPair } from './processes/child.ts';
import { forkUtility } from './processes/fork.ts';
import { startProcesses } from './processes/processes.ts';
import { serveApp } from './security/app-protocol.ts';
import { rendererOrigin } from './security/content-security-policy.ts';
import { lockDownPages, lockDownSession } from './security/lockdown.ts';
import { openSettings } from './settings/settings-store.ts';
import { moveStartAtLogin } from './settings/start-at-login.ts';
import { prepareStart } from './prepare-start.ts';
import type { Start } from './prepare-start.ts';
import { programPaths } from './start/paths.ts';
import { registerQuit } from './start/quit.ts';
import { handleStartRequest } from './start/start-requests.ts';
import { watchProxy } from './system/proxy.ts';
import type { ProxyWatch } from './system/proxy.ts';
import { watchUpdates } from './system/updates.ts';

/** Another program may open a locked keyring. Nothing is asked while it is open. */
const RECHECK_KEYCHAIN_MS = 15_000;

async function start({ options, paths, log, requests }: Start): Promise<void> {
  const program = programPaths(import.meta.dirname, app.getAppPath());
  const devServer = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);
  const home = devServer === null ? `${rendererOrigin}/index.html` : new URL('/', devServer).href;
  log.info('main.started', {
    version: app.getVersion(),
    electron: process.versions.electron ?? null,
    data: paths.folder,
  });

  // 1. What is stored: settings and secrets.
  const settings = openSettings(paths.settings, log, Date.now());
  const secrets = new SecretStore(paths.folder, systemKeychain, log, Date.now, settings.get().keepSignIn);

  // 2. The processes that do the work; none runs before an account is opened.
  const processes = startProcesses({
    files: program,
    fork: forkUtility,
    portPair,
    log,
    onEvent: (name, payload) => engineEvents.event(name, payload),
    onState(state) {
      if (state.state === 'running') engineStarted();
      engineEvents.state(state);
    },
    onDemoReady: (credentials) => account.demoReady(credentials),
    proxy: () => proxy.current(),
  });
  const engineStarted = informEngine(processes, settings, log);

  // 3. The account, and the proxy on the way to the service. Pages have no part in that session.
  const service = okService(process.env);
  const serviceSession = session.fromPartition('service', { cache: false });
  const proxy = watchProxy(serviceSession, service.api, (address) => {
    log.info('proxy.changed', { kind: address === null ? 'direct' : new URL(address).protocol });
    processes.sendProxy(address);
  });
  const account = new ConnectedAccount({
    paths,
    processes,
    settings,
    secrets,
    service,
    builtIn: builtInApplication(),
    ...signInTools(service, proxy, log, () => desktop),
    nowMs: Date.now,
    log,
    onChange(view) {
      desktop.events.send('account.changed', view);
      if (view.kind === 'none') desktop.takeCondition(null);
    },
    onAnswered: () => desktop.showWindow(),
  });

  // 4. What pages may do, before there is one.
  lockDownPages(home, log, isSignInContents);
  lockDownSession(devServer);
  serveApp(program.renderer, () => processes.libraryFolder);

  // 5. What a person sees, and what the window may call.
  const callEngine = processes.call;
  const desktop = openDesktop({
    home,
    preload: program.preload,
    trayIcons: program.trayIcons,
    settings,
    callEngine,
    showInFolder: (fileId) => showInFolder(callEngine, fileId),
    log,
  });
  const updates = watchUpdates(log, desktop.tellUpdate, (movedTo) => {
    if (settings.get().startAtLogin) moveStartAtLogin(movedTo);
  });
  const engineEvents = forwardEngineEvents({ account, desktop, log, checksAll: !app.isPackaged });
  const handlers = {
    account,
    settings,
    callEngine,
    window: desktop.window,
    locale: desktop.locale,
    dataFolder: paths.folder,
    pastedFolder: paths.pasted,
    licences: program.licences,
    rightsPage: service.rights,
    update: updates.state,
  };
  serveWindow(home, desktop, handlers, log);
  setInterval(() => void account.recheckKeychain(), RECHECK_KEYCHAIN_MS).unref();

  // 6. How it ends.
  registerQuit({
    activate: desktop.showWindow,
    prepareQuit: desktop.prepareQuit,
    close: () => [account.close(), processes.close(), settings.flush()],
  });

  // 7. Go.
  await proxy.first;
  await openAndShow({ options, requests, account, desktop, log });
}

/** Opens the library, shows the window, then does what this start and later ones ask for. */
async function openAndShow(
  given: Pick<Start, 'options' | 'requests' | 'log'> & { account: ConnectedAccount; desktop: Desktop },
): Promise<void> {
  const { options, requests, account, desktop, log } = given;
  const logNotOpened = (error: unknown): void => log.error('account.not_opened', errorFields(error));
  await (options.demo ? account.useDemo() : account.openChosen()).catch(logNotOpened);
  if (options.hidden) desktop.openHidden();
  else desktop.showWindow();
  const targets = { ...desktop, useDemo: () => void account.useDemo().catch(logNotOpened) };
  if (options.paths.length > 0 || options.command) handleStartRequest({ ...options, demo: false }, targets);
  requests.handleWith(targets);
}

/** What the window may call, and which window that is. */
function serveWindow(home: string, desktop: Desktop, handlers: MainHandlerOptions, log: AppLog): void {
  serveCalls({
    origin: originOf(home) ?? rendererOrigin,
    windows: () => new Set([desktop.window()?.webContents.id].filter((id) => id !== undefined)),
    handlers: mainHandlers(handlers),
    callEngine: handlers.callEngine,
    log,
    checkAnswers: !app.isPackaged,
    onCall: desktop.events.pageListens,
  });
}

/** How a person signs in, and how we ask the service who that was. */
function signInTools(
  service: OkService,
  proxy: ProxyWatch,
  log: AppLog,
  desktop: () => Desktop,
): Pick<AccountOptions, 'signInOnce' | 'fetchUser' | 'endAccess'> {
  return {
    signInOnce: (asked) =>
      signInOnce(
        { ...asked, service },
        {
          openInBrowser: (address) => shell.openExternal(address),
          onBrowser: asked.onBrowser,
          askInWindow: (wanted) => askInWindow({ ...wanted, service, parent: desktop().window() }),
          locale: () => desktop().locale(),
        },
      ),
    async fetchUser(credentials) {
      // Loaded when somebody signs in: the client of the service would make every start longer.
      const { fetchUser } = await import('../account/fetch-user.ts');
      return fetchUser(credentials, await proxy.refresh(), log);
    },
    async endAccess(credentials) {
      const { endAccess } = await import('../account/end-access.ts');
      return endAccess(credentials, await proxy.refresh(), log);
    },
  };
}

function portPair(): PortPair {
  const { port1, port2 } = new MessageChannelMain();
  return { near: port1, far: port2 };
}

/** Nothing runs yet that could show it better. */
function giveUp(error: unknown, log: AppLog): void {
  log.error('main.not_started', errorFields(error));
  dialog.showErrorBox(app.name, error instanceof Error ? error.message : String(error));
  app.exit(1);
}

const prepared = prepareStart();
if (prepared === null) app.quit();
else {
  app
    .whenReady()
    .then(() => start(prepared))
    .catch((error: unknown) => giveUp(error, prepared.log));
}
