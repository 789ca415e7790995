// Commands on the program's own icon: the dock menu on macOS, the task list of the task bar on Windows. On Linux the
// same commands stand in the desktop entry (electron-builder.yml).
import { app, Menu } from 'electron';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { Translate } from '../../../shared/locales/translate.ts';
import type { AppLocale } from '../settings/app-locale.ts';
import type { StartCommand } from '../start/start-options.ts';

/** Commands that need no file. */
type LauncherCommand = Exclude<StartCommand, 'explain'>;

export class LauncherMenu {
  readonly #run: (command: LauncherCommand) => void;
  /** Language and commands of the menu that the system has. */
  #shown = '';

  constructor(run: (command: LauncherCommand) => void) {
    this.#run = run;
  }

  /** Rebuilds the menu only when the language or the commands changed. */
  update({ language, t }: AppLocale, snapshot: Snapshot | null): void {
    const commands = launcherCommands(snapshot);
    const next = `${language} ${commands.join(' ')}`;
    if (next === this.#shown) return;
    this.#shown = next;
    if (process.platform === 'darwin') setDockMenu(commands, t, this.#run);
    // A task starts the program again with an argument; in development that would start plain Electron.
    if (process.platform === 'win32' && app.isPackaged) setUserTasks(commands, t);
  }
}

function setDockMenu(
  commands: readonly LauncherCommand[],
  t: Translate,
  run: (command: LauncherCommand) => void,
): void {
  const items = commands.map((command) => ({ label: titleOf(command, t), click: () => run(command) }));
  app.dock?.setMenu(Menu.buildFromTemplate(items));
}

function setUserTasks(commands: readonly LauncherCommand[], t: Translate): void {
  app.setUserTasks(
    commands.map((command) => ({
      program: process.execPath,
      arguments: `--do=${command}`,
      title: titleOf(command, t),
      description: titleOf(command, t),
      iconPath: process.execPath,
      iconIndex: 0,
    })),
  );
}

/** Pause or resume is offered only while a library is open. Pure. */
function launcherCommands(snapshot: Snapshot | null): LauncherCommand[] {
  if (snapshot === null) return ['add-photos', 'settings'];
  return ['add-photos', snapshot.status.kind === 'paused' ? 'resume' : 'pause', 'settings'];
}

function titleOf(command: LauncherCommand, t: Translate): string {
  switch (command) {
    case 'add-photos':
      return t('tray.addPhotos');
    case 'pause':
      return t('tray.pause');
    case 'resume':
      return t('tray.resume');
    case 'settings':
      return t('tray.settings');
  }
}
