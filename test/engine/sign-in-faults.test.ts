// Signing in while the service has each fault of the table: it ends in a told state, and works when the fault is over.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConnectedAccount } from '../../main/app/account/connected-account.ts';
import { endAccess } from '../../main/account/end-access.ts';
import { fetchUser } from '../../main/account/fetch-user.ts';
import { okService } from '../../main/account/ok-service.ts';
import { SecretStore } from '../../main/app/account/secrets/secret-store.ts';
import { openSettings } from '../../main/app/settings/settings-store.ts';
import { dataPaths } from '../../main/app/start/paths.ts';
import { recordedLog } from '../../main/app/testing/recorded-log.ts';
import { startEmulator } from '../../main/emulator/start.ts';
import { sideBySide } from '../../main/engine/testing/fault-run.ts';
import { faults, signInEnd, type Fault, type SignInEnd } from '../../main/engine/testing/fault-table.ts';

/** Signs in with this fault and without it. Resolves to what was not as the table has it. */
async function signInWith(name: string, fault: Fault): Promise<string[]> {
  const base = await mkdtemp(join(tmpdir(), 'ok-sign-in-'));
  const emulator = await startEmulator();
  const log = recordedLog();
  const settings = openSettings(join(base, 'settings.json'), log, 0);
  const reversed = (text: string): string => [...text].reverse().join('');
  const account = new ConnectedAccount({
    paths: dataPaths(base),
    settings,
    secrets: new SecretStore(
      base,
      {
        available: () => true,
        encrypt: (text) => Buffer.from(reversed(text)),
        decrypt: (sealed) => reversed(sealed.toString()),
      },
      log,
      () => 0,
      settings.get().keepSignIn,
    ),
    service: okService({ OK_PHOTO_SYNC_SERVICE: emulator.address }),
    builtIn: { id: emulator.applicationId, publicKey: emulator.applicationKey, redirect: 'http://localhost/x' },
    processes: {
      openDemo: () => Promise.resolve(),
      openReal: () => Promise.resolve(),
      close: () => Promise.resolve(),
      sendCredentials: () => undefined,
      libraryFolder: null,
    },
    signInOnce: () =>
      Promise.resolve({
        ok: true,
        granted: {
          accessToken: emulator.accessToken,
          sessionSecretKey: emulator.sessionSecretKey,
          expiresInSeconds: null,
          rights: null,
        },
      }),
    fetchUser: (credentials) => fetchUser(credentials, null, log),
    endAccess: (credentials) => endAccess(credentials, null, log),
    nowMs: () => 0,
    log,
    onChange: () => undefined,
    onAnswered: () => undefined,
  });
  const signIn = async (): Promise<SignInEnd | string> => {
    account.signIn('browser');
    await expect.poll(() => account.view().signIn.state.kind).not.toBe('waiting');
    const { kind, signIn: shown } = account.view();
    if (shown.state.kind === 'failed') return shown.state.why;
    return kind === 'ok' && shown.signedIn ? 'signed_in' : shown.state.kind;
  };
  try {
    const findings: string[] = [];
    emulator.fail({ ...fault, method: 'users.getCurrentUser', times: null });
    const end = await signIn();
    if (end !== signInEnd(fault)) findings.push(`${name}: ends ${end}, expected ${signInEnd(fault)}`);
    const calls = emulator.ledger().calls.length;
    if (calls > 2) findings.push(`${name}: ${calls} calls`);
    emulator.clearFaults();
    const after = await signIn();
    if (after !== 'signed_in') findings.push(`${name}: ends ${after} when the fault is over`);
    if (JSON.stringify(log.lines).includes(emulator.accessToken)) findings.push(`${name}: the token is in the log`);
    return findings;
  } finally {
    await account.close();
    await emulator.close();
    await rm(base, { recursive: true, force: true });
  }
}

test('signing in ends in a told state with every fault of the service, and works when the fault is over', async () => {
  const findings = await sideBySide(Object.entries(faults), 8, ([name, fault]) => signInWith(name, fault));
  expect(findings.flat()).toEqual([]);
});
