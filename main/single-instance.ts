// One program for one data folder: a second start hands its wishes to the first and ends. Does not act on wishes.
import { app } from 'electron';
import { startWishes } from './start-options.ts';
import type { StartWishes } from './start-options.ts';

/** false: another one runs and has been told. After the data folder is set, before «ready». */
export function claimSingleInstance(wishes: StartWishes, onWishes: (wishes: StartWishes) => void): boolean {
  if (!app.requestSingleInstanceLock(wishes)) return false;
  app.on('second-instance', (_event, _argv, _folder, handed) => {
    // What came is from outside, even if it should be ourselves.
    const parsed = startWishes.safeParse(handed);
    onWishes(parsed.data ?? { paths: [], demo: false, hidden: false });
  });
  // macOS: «Open with», and things dropped on the dock icon.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    onWishes({ paths: [path], demo: false, hidden: false });
  });
  return true;
}
