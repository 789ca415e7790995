// Everything that must happen before Electron is ready: data folder, single instance, log, app:// scheme, sandbox.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { exactArguments } from '../../shared/argument-bytes.ts';
import { errorFields, openLog } from './log/log.ts';
import type { AppLog } from './log/log.ts';
import { registerAppScheme } from './security/app-protocol.ts';
import { disableSpellChecker } from './security/lockdown.ts';
import { stripEnvironment } from './security/strip-environment.ts';
import { createDataFolders } from './start/data-folder.ts';
import { dataPaths } from './start/paths.ts';
import type { DataPaths } from './start/paths.ts';
import { claimSingleInstance } from './start/single-instance.ts';
import { readStartOptions } from './start/start-options.ts';
import type { StartOptions } from './start/start-options.ts';
import { StartRequestQueue } from './start/start-requests.ts';

/** The same as in electron-builder.yml: Windows groups windows and notifications by it. */
const APP_ID = 'org.okphotosync.desktop';

export interface Start {
  options: StartOptions;
  paths: DataPaths;
  log: AppLog;
  /** Requests of later starts of the program. */
  requests: StartRequestQueue;
}

/** null: the program already runs for this data folder; it got our request, and this process must end. */
export function prepareStart(): Start | null {
  stripEnvironment(process.env);
  const options = readStartOptions(
    exactArguments(process.argv, () => readFileSync('/proc/self/cmdline')),
    {
      packaged: app.isPackaged,
      workingFolder: process.cwd(),
      environment: process.env,
    },
  );
  // Development must not touch the library of the installed program.
  const usual = join(app.getPath('appData'), app.isPackaged ? app.name : `${app.name} Development`);
  const paths = dataPaths(options.dataFolder ?? usual);
  createDataFolders(paths);
  app.setPath('userData', paths.folder);
  app.setPath('sessionData', paths.session);
  app.setAppUserModelId(APP_ID);

  const requests = new StartRequestQueue();
  const { dataFolder: _, ...request } = options;
  if (!claimSingleInstance(request, (later) => requests.add(later))) return null;

  const log = openLog(paths.logs, { console: !app.isPackaged });
  process.on('uncaughtException', (error) => log.error('main.uncaught', errorFields(error)));
  process.on('unhandledRejection', (reason) => log.error('main.unhandled', errorFields(reason)));

  registerAppScheme();
  disableSpellChecker();
  // Sandboxes every page there will ever be. Root in development has to do without (build/electron-arguments.ts).
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  return { options, paths, log, requests };
}
