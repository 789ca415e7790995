// The suite of the client's methods: against the emulator, and against another server when OK_CONFORMANCE names one, as
// {"apiAddress":…,"applicationKey":…,"accessToken":…,"signingSecret":…}. What it creates there stays there.
import { startEmulator } from '../emulator/start.ts';
import type { Credentials } from './ports.ts';
import { describeConformance } from './testing/conformance.ts';

describeConformance('the emulator', async () => {
  const emulator = await startEmulator();
  return {
    credentials: {
      apiAddress: emulator.address,
      applicationKey: emulator.applicationKey,
      accessToken: emulator.accessToken,
      signingSecret: emulator.sessionSecretKey,
    },
    close: () => emulator.close(),
  };
});

const named = process.env['OK_CONFORMANCE'];
if (named !== undefined) {
  const credentials = JSON.parse(named) as Credentials;
  describeConformance(new URL(credentials.apiAddress).host, () =>
    Promise.resolve({ credentials, close: () => Promise.resolve() }),
  );
}
