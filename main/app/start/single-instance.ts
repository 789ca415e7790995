// One program for one data folder: a second start hands its wishes to the first and ends. Does not act on wishes.
import { app } from 'electron';
import { z } from 'zod';
import { startRequest } from './start-options.ts';
import type { StartRequest } from './start-options.ts';

const nothing: StartRequest = { paths: [], demo: false, hidden: false, command: null };

/** false: another one runs and has been told. After the data folder is set, before «ready». */
export function claimSingleInstance(wishes: StartRequest, onWishes: (wishes: StartRequest) => void): boolean {
  if (!app.requestSingleInstanceLock(handOver(wishes))) return false;
  app.on('second-instance', (_event, _argv, _folder, handed) => {
    onWishes(takeOver(handed) ?? nothing);
  });
  // macOS: «Open with», and things dropped on the dock icon.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    onWishes({ ...nothing, paths: [path] });
  });
  return true;
}

/** [Note: letters on the way] Electron loses what is handed over when a text in it has letters beyond Latin-1; percent signs pass. */
function handOver(wishes: StartRequest): { wishes: string } {
  return { wishes: encodeURIComponent(JSON.stringify(wishes)) };
}

/** What came is from outside, even if it should be ourselves. */
function takeOver(handed: unknown): StartRequest | undefined {
  const text = handedOver.safeParse(handed).data?.wishes;
  if (text === undefined) return undefined;
  try {
    return startRequest.safeParse(JSON.parse(decodeURIComponent(text))).data;
  } catch {
    return undefined;
  }
}

const handedOver = z.object({ wishes: z.string() });
