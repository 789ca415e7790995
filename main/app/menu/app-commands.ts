// The commands that the tray, the dock, the task bar and the command line can give, and what each one does. Pure.
import type { CallEngine } from '../processes/call-engine.ts';
import type { StartCommand } from '../start/start-options.ts';
import type { PageRequests } from '../window/page-requests.ts';

export type AppCommand =
  | { do: 'open' }
  | { do: 'add-photos' }
  | { do: 'explain' }
  | { do: 'retry' }
  | { do: 'send-anyway' }
  | { do: 'pause'; untilMs: number | null }
  | { do: 'resume' }
  | { do: 'show'; fileId: number }
  | { do: 'settings' }
  | { do: 'quit' };

export interface AppCommandTargets {
  requests: PageRequests;
  callEngine: CallEngine;
  showWindow: () => void;
  showInFolder: (fileId: number) => Promise<unknown>;
  quit: () => void;
}

export function runAppCommand(command: AppCommand, targets: AppCommandTargets): void {
  const { requests, callEngine } = targets;
  switch (command.do) {
    case 'open':
      return targets.showWindow();
    case 'add-photos':
      return requests.addPhotos();
    case 'explain':
      return requests.explain(null);
    case 'retry':
      return void callEngine('sync.retry', undefined);
    case 'send-anyway':
      return void callEngine('sync.sendAnyway', undefined);
    case 'pause':
      return void callEngine('sync.pause', { untilMs: command.untilMs });
    case 'resume':
      return void callEngine('sync.resume', undefined);
    case 'show':
      return void targets.showInFolder(command.fileId);
    case 'settings':
      return requests.showScreen('settings');
    case 'quit':
      return targets.quit();
  }
}

/** `--do=pause` and the launcher's «Pause» pause until the person resumes. */
export function appCommandOf(command: StartCommand): AppCommand {
  return command === 'pause' ? { do: 'pause', untilMs: null } : { do: command };
}
