// The service of the demo account as a process. Its first message gives the address and the keys.
import { z } from 'zod';
import type { EngineCredentials } from '../../../shared/engine-wire.ts';
import type { AppLog } from '../log/log.ts';
import type { BackOffLimits } from './back-off.ts';
import type { Fork } from './child.ts';
import { HostedProcess } from './hosted-process.ts';

/** Its one message, when it is up; fields that are not listed here are ignored. */
const readyMessage = z.object({
  address: z.url(),
  applicationKey: z.string().min(1),
  accessToken: z.string().min(1),
  sessionSecretKey: z.string().min(1),
});

/** Each start of the service takes a free port, so `onReady` may be called again with another address. */
export function emulatorProcess(options: {
  file: string;
  stateFolder: string;
  fork: Fork;
  log: AppLog;
  onReady: (credentials: EngineCredentials) => void;
  backOff?: BackOffLimits;
}): HostedProcess {
  return new HostedProcess(
    {
      name: 'OK Photo Sync Demo',
      file: options.file,
      args: ['--port', '0', '--state', options.stateFolder],
      execArgv: [],
      log: options.log,
      stopMessage: { type: 'stop' },
      ...(options.backOff ? { backOff: options.backOff } : {}),
      onStart: () => undefined,
      onState: () => undefined,
      onMessage(message) {
        const ready = readyMessage.safeParse(message).data;
        if (!ready) return undefined;
        options.onReady({
          apiAddress: ready.address,
          applicationKey: ready.applicationKey,
          accessToken: ready.accessToken,
          signingSecret: ready.sessionSecretKey,
        });
        return 'ready';
      },
    },
    options.fork,
  );
}
