// A real GNOME keyring on its own session bus: open, locked, opened again. Linux only.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSessionKeyring, whyNoKeyring, type SessionKeyring } from '../../../../test/fixtures/session-keyring.ts';
import { readKeyringState, openKeyring } from './keyring.ts';

const missing = whyNoKeyring();
if (missing !== null) process.stderr.write(`${missing}\n`);
let keyring: SessionKeyring | undefined;
beforeAll(async () => {
  if (missing === null) keyring = await startSessionKeyring();
});
afterAll(() => keyring?.close());

test.skipIf(missing !== null)('reports an open and a locked keyring, and asks the person nothing', async () => {
  const environment = keyring?.environment ?? {};
  expect(await readKeyringState(environment)).toBe('open');
  expect(await openKeyring(environment)).toBe('open');
  await keyring?.lock();
  expect(await readKeyringState(environment)).toBe('locked');
  expect(await readKeyringState(environment)).toBe('locked');
  // No desktop is there to show the question: the keyring takes that for «cancel».
  expect(await openKeyring(environment)).toBe('locked');
  await keyring?.unlock();
  expect(await readKeyringState(environment)).toBe('open');
});

test('without a session bus, or with a dead one, the keyring is away', async () => {
  for (const environment of [{}, { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' }]) {
    expect(await readKeyringState(environment)).toBe('away');
    expect(await openKeyring(environment)).toBe('away');
  }
});
