// One running program per data folder: a second start hands its request to the first program and ends.
import { app } from 'electron';
import { z } from 'zod';
import { startRequest } from './start-options.ts';
import type { StartRequest } from './start-options.ts';

const emptyRequest: StartRequest = { paths: [], demo: false, hidden: false, command: null };

/** false: another program runs and got the request. Call it after the data folder is set and before «ready». */
export function claimSingleInstance(request: StartRequest, onRequest: (request: StartRequest) => void): boolean {
  if (!app.requestSingleInstanceLock(encoded(request))) return false;
  app.on('second-instance', (_event, _argv, _folder, received) => {
    onRequest(decoded(received) ?? emptyRequest);
  });
  // macOS: «Open with», and files dropped on the dock icon.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    onRequest({ ...emptyRequest, paths: [path] });
  });
  return true;
}

/** Two versions of the program may meet here: the field keeps its name. */
const envelope = z.object({ wishes: z.string() });

/** [Note: letters on the way] Electron loses data with letters beyond Latin-1; percent signs arrive. */
function encoded(request: StartRequest): z.infer<typeof envelope> {
  return { wishes: encodeURIComponent(JSON.stringify(request)) };
}

/** Another program may have sent this: it is parsed like any foreign input. */
function decoded(received: unknown): StartRequest | undefined {
  const text = envelope.safeParse(received).data?.wishes;
  if (text === undefined) return undefined;
  try {
    return startRequest.safeParse(JSON.parse(decodeURIComponent(text))).data;
  } catch {
    return undefined;
  }
}
