// The system's keychain, as the terminal uses it: a real GNOME keyring where this machine has one. Linux only.
import { expect, test } from 'vitest';
import { startSessionKeyring, whyNoKeyring } from '../../../test/fixtures/session-keyring.ts';
import { runNode } from './testing/run-node.ts';
import { browserCommand } from './open-browser.ts';
import { keychainOfSystem } from './keychain.ts';

const missing = whyNoKeyring();
if (missing !== null) process.stderr.write(`${missing}\n`);

test.skipIf(missing !== null)('what is kept is found by the next process, and gone when it is forgotten', async () => {
  const keyring = await startSessionKeyring();
  try {
    const ask = (what: string): Promise<string> => runNode(what, keyring.environment);
    expect(await ask(`keychain.read()`)).toBe('{"kind":"found","text":null}');
    expect(await ask(`keychain.keep('секрет')`)).toBe('true');
    expect(await ask(`keychain.read()`)).toBe('{"kind":"found","text":"секрет"}');
    await ask(`keychain.forget()`);
    expect(await ask(`keychain.read()`)).toBe('{"kind":"found","text":null}');
  } finally {
    await keyring.close();
  }
});

test('a Linux without a session bus has no keychain: the kernel’s forgets at the next start', async () => {
  const keychain = keychainOfSystem({}, 'linux');
  expect(await keychain.read()).toEqual({ kind: 'away' });
  expect(await keychain.keep('secret')).toBe(false);
  await keychain.forget();
});

test('the address goes to the browser as it is, never through a shell', () => {
  const address = 'https://connect.ok.ru/oauth/authorize?a=1&b=$(x)%27';
  expect(browserCommand(address, 'linux')).toEqual(['xdg-open', address]);
  expect(browserCommand(address, 'darwin')).toEqual(['open', address]);
  expect(browserCommand(address, 'win32')).toEqual(['rundll32', 'url.dll,FileProtocolHandler', address]);
});
