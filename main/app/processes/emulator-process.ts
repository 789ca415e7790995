// The demo account's service, as a process of its own. Takes the address and the keys that it
// tells; does nothing else with it.
import { z } from 'zod';
import type { EngineCredentials } from '../../../shared/engine-wire.ts';
import type { ShellLog } from '../log/log.ts';
import type { BackOffLimits } from './back-off.ts';
import type { Fork } from './child.ts';
import { HostedProcess } from './hosted-process.ts';

/** Its one message, when it is up; there may be more in it than is needed here. */
const greeting = z.object({
  address: z.url(),
  applicationKey: z.string().min(1),
  accessToken: z.string().min(1),
  sessionSecretKey: z.string().min(1),
});

/** Each start of the service takes a free port, so `onReady` may come again with another address. */
export function emulatorProcess(options: {
  file: string;
  stateFolder: string;
  fork: Fork;
  log: ShellLog;
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
        const said = greeting.safeParse(message).data;
        if (!said) return undefined;
        options.onReady({
          apiAddress: said.address,
          applicationKey: said.applicationKey,
          accessToken: said.accessToken,
          signingSecret: said.sessionSecretKey,
        });
        return 'ready';
      },
    },
    options.fork,
  );
}
