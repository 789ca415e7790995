// The weaker storage without a keychain: sealed files that are useless without the key file beside them.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileKeychain, fileKeyName } from '../../../account/file-keychain.ts';
import { SecretStore } from './secret-store.ts';
import type { Keychain } from './keychain.ts';
import { recordedLog } from '../../testing/recorded-log.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'ok-photo-sync-file-keychain-'));
const none: Keychain = { ...fileKeychain(folder()), available: () => false };

test('a sealed text opens with the same key, on every start', () => {
  const at = folder();
  const sealed = fileKeychain(at).encrypt('a token');
  expect(sealed.includes('a token')).toBe(false);
  expect(fileKeychain(at).decrypt(sealed)).toBe('a token');
  if (process.platform !== 'win32') expect(statSync(join(at, fileKeyName)).mode & 0o077).toBe(0);
});

test('another key, a damaged key and damaged bytes open nothing', () => {
  const at = folder();
  const sealed = fileKeychain(at).encrypt('a token');
  const bent = Buffer.from(sealed);
  bent[20] = (bent[20] ?? 0) ^ 1;
  expect(() => fileKeychain(at).decrypt(bent)).toThrow(/another key/);
  const other = folder();
  fileKeychain(other).encrypt('x');
  expect(() => fileKeychain(other).decrypt(sealed)).toThrow(/another key/);
  writeFileSync(join(at, fileKeyName), 'short');
  expect(() => fileKeychain(at).encrypt('y')).toThrow('damaged');
  rmSync(join(at, fileKeyName));
  expect(() => fileKeychain(at).decrypt(sealed)).toThrow(/ENOENT/);
});

test('when the system gets a keychain, it takes over the secrets from files', async () => {
  const at = folder();
  const log = recordedLog();
  const weak = new SecretStore(at, none, log, () => 0, 'file');
  await weak.keep('sign-in', 'a token');
  const chain = fileKeychain(folder());
  expect(await new SecretStore(at, { ...chain, available: () => true }, log, () => 0, 'file').read('sign-in')).toBe(
    'a token',
  );
  expect(chain.decrypt(readFileSync(join(at, 'sign-in.bin')))).toBe('a token');
  expect(await new SecretStore(at, none, log, () => 0, 'file').read('sign-in')).toBeNull();
});
