// Commands outside the window besides the tray: the dock's menu on macOS, the tasks in the task bar's list on Windows. On Linux they stand in
// the desktop entry (electron-builder.yml). They run what the tray runs.
import { app, Menu } from 'electron';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { Translate } from '../../../shared/locales/translate.ts';
import type { StartCommand } from '../start/start-options.ts';

/** Commands that need no file. */
type QuickCommand = Exclude<StartCommand, 'explain'>;

/** Again after each change of language, and when pausing begins or ends. */
export function setQuickCommands(t: Translate, snapshot: Snapshot | null, run: (command: QuickCommand) => void): void {
  const commands = quickCommands(snapshot);
  if (process.platform === 'darwin') {
    app.dock?.setMenu(
      Menu.buildFromTemplate(commands.map((command) => ({ label: titleOf(command, t), click: () => run(command) }))),
    );
  }
  // A task starts the program again with an argument: in development that would be another program.
  if (process.platform === 'win32' && app.isPackaged) {
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
}

/** What makes sense now. Pure. */
export function quickCommands(snapshot: Snapshot | null): QuickCommand[] {
  const pausing: QuickCommand[] =
    snapshot === null ? [] : [snapshot.status.kind === 'paused' ? ('resume' as const) : ('pause' as const)];
  return ['add-photos', ...pausing, 'settings'];
}

function titleOf(command: QuickCommand, t: Translate): string {
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
