// The one question to the service before a run, by the way that the engine takes, too.
import { expect, test } from 'vitest';
import { startEmulator } from '../../emulator/start.ts';
import { systemClock } from '../../engine/system-clock.ts';
import { rememberingLog } from '../../ok/testing/answering-server.ts';
import { startConnectProxy } from '../../ok/testing/connect-proxy.ts';
import { checkAccount } from './check.ts';

test('the account is checked through the proxy of the environment, and by no other way when that refuses', async () => {
  const emulator = await startEmulator();
  const proxy = await startConnectProxy();
  const credentials = {
    apiAddress: emulator.address,
    applicationKey: emulator.applicationKey,
    accessToken: emulator.accessToken,
    signingSecret: emulator.sessionSecretKey,
  };
  const context = {
    proxy: proxy.address,
    clock: systemClock,
    log: rememberingLog(),
    signal: new AbortController().signal,
  };
  try {
    expect(await checkAccount(credentials, 0, context)).toMatchObject({ kind: 'good', userId: emulator.uid });
    expect(proxy.asked).toEqual([new URL(emulator.address).host]);
    const calls = emulator.ledger().calls.length;
    proxy.refuse(503);
    expect(await checkAccount(credentials, 0, context)).toEqual({ kind: 'unreachable' });
    expect(emulator.ledger().calls.length).toBe(calls);
  } finally {
    await proxy.close();
    await emulator.close();
  }
});
