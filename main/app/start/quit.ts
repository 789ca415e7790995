// How the program ends: the processes stop, what is still unsaved is written, then the main process exits.
import { app } from 'electron';

export function registerQuit(steps: {
  /** macOS: a click on the dock icon. */
  activate: () => void;
  /** Quitting begins: windows must really close now. */
  prepareQuit: () => void;
  /** Started together; the program ends when all of them are settled, also when some failed. */
  close: () => Promise<unknown>[];
}): void {
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', steps.activate);
  app.on('before-quit', steps.prepareQuit);
  app.on('will-quit', (event) => {
    event.preventDefault();
    void Promise.allSettled(steps.close()).then(() => {
      // Not `quit` again: Electron ignores a second one too soon after the first was prevented, and never ends.
      setImmediate(() => app.exit(0));
    });
  });
}
