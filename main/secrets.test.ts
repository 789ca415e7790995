// Secrets on the disk only under a keychain, in memory otherwise.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSecrets } from './secrets.ts';
import type { Keychain } from './secrets.ts';
import { keptLog } from './testing/kept-log.ts';

/** A keychain with a key of its own, as each user's is. */
function keychain(): Keychain {
  const key = randomBytes(32);
  return {
    available: () => true,
    encrypt(text) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    decrypt(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(-16));
      return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8');
    },
  };
}
const noKeychain: Keychain = { ...keychain(), available: () => false };
const folder = () => mkdtempSync(join(tmpdir(), 'ok-photo-sync-secrets-'));
const open = (at: string, chain: Keychain) => openSecrets(at, chain, keptLog(), () => 1_700_000_000_000);

test('the seal key is 32 bytes, the same on every start, and not in the clear on the disk', async () => {
  const at = folder();
  const chain = keychain();
  const key = await open(at, chain).sealKey();
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect(await open(at, chain).sealKey()).toBe(key);
  expect(readFileSync(join(at, 'seal-key.bin')).includes(key)).toBe(false);
});

test('without a keychain everything lasts for this run and nothing is written', async () => {
  const at = folder();
  const secrets = open(at, noKeychain);
  expect(secrets.keychain).toBe(false);
  const key = await secrets.sealKey();
  await secrets.keep('sign-in', 'token');
  expect(await secrets.sealKey()).toBe(key);
  expect(await secrets.read('sign-in')).toBe('token');
  expect(readdirSync(at)).toEqual([]);
  expect(await open(at, noKeychain).sealKey()).not.toBe(key);
});

test('what another keychain sealed is put aside, and a new key is made', async () => {
  const at = folder();
  const key = await open(at, keychain()).sealKey();
  expect(await open(at, keychain()).sealKey()).not.toBe(key);
  expect(readdirSync(at).sort()).toEqual(['seal-key.bin', 'seal-key.unopened-1700000000000.bin']);
});

test('a forgotten sign-in is gone from memory and disk', async () => {
  const at = folder();
  const chain = keychain();
  const secrets = open(at, chain);
  await secrets.keep('sign-in', 'token');
  expect(await open(at, chain).read('sign-in')).toBe('token');
  await secrets.forget('sign-in');
  await secrets.forget('sign-in');
  expect(await secrets.read('sign-in')).toBeNull();
  expect(readdirSync(at)).toEqual([]);
});

test('a keychain that refuses, or a damaged key file, keeps nobody out of the library: the seal key lasts for this run', async () => {
  const refuses = (): never => {
    throw new Error('the person said no');
  };
  const denied = open(folder(), { available: () => true, encrypt: refuses, decrypt: refuses });
  const key = await denied.sealKey();
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect(await denied.sealKey()).toBe(key);

  const at = folder();
  writeFileSync(join(at, 'secrets.key'), 'cut');
  const damaged = openSecrets(at, noKeychain, keptLog(), () => 0, 'file');
  expect(Buffer.from(await damaged.sealKey(), 'base64')).toHaveLength(32);
});

test('signing out also removes a sign-in that could not be opened, and nothing of the seal key', async () => {
  const at = folder();
  const before = keychain();
  await open(at, before).keep('sign-in', 'token');
  await open(at, before).sealKey();
  const secrets = open(at, keychain());
  expect(await secrets.read('sign-in')).toBeNull();
  await secrets.sealKey();
  expect(readdirSync(at)).toContain('sign-in.unopened-1700000000000.bin');
  await secrets.forget('sign-in');
  expect(readdirSync(at).sort()).toEqual(['seal-key.bin', 'seal-key.unopened-1700000000000.bin']);
});
