// Secrets are on the disk only sealed, and without a keychain in memory only.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SecretStore } from './secret-store.ts';
import type { Keychain } from './keychain.ts';
import { recordedLog } from '../../testing/recorded-log.ts';

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
const open = (at: string, chain: Keychain) => new SecretStore(at, chain, recordedLog(), () => 1_700_000_000_000);

test('the seal key is 32 bytes, the same on every start, and never in the clear on the disk', async () => {
  const at = folder();
  const chain = keychain();
  const key = await open(at, chain).sealKey();
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect(await open(at, chain).sealKey()).toBe(key);
  expect(readFileSync(join(at, 'seal-key.bin')).includes(key)).toBe(false);
});

test('without a keychain secrets last for this run, and nothing is written', async () => {
  const at = folder();
  const secrets = open(at, noKeychain);
  const key = await secrets.sealKey();
  expect(secrets.keychain).toBe(false);
  await secrets.keep('sign-in', 'token');
  expect(await secrets.sealKey()).toBe(key);
  expect(await secrets.read('sign-in')).toBe('token');
  expect(readdirSync(at)).toEqual([]);
  expect(await open(at, noKeychain).sealKey()).not.toBe(key);
});

test('a file that another keychain sealed is put aside, and a new key is made', async () => {
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

test('when the keychain refuses or the key file is damaged, the seal key lasts for this run', async () => {
  const refuses = (): never => {
    throw new Error('the person said no');
  };
  const denied = open(folder(), { available: () => true, encrypt: refuses, decrypt: refuses });
  const key = await denied.sealKey();
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect(await denied.sealKey()).toBe(key);

  const at = folder();
  writeFileSync(join(at, 'secrets.key'), 'cut');
  const damaged = new SecretStore(at, noKeychain, recordedLog(), () => 0, 'file');
  expect(Buffer.from(await damaged.sealKey(), 'base64')).toHaveLength(32);
});

test('forgetting the sign-in also removes its put-aside files, and leaves the seal key', async () => {
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

/** A keychain that throws when it is used while it is locked. */
function lockedKeychain(): { chain: Keychain; world: { isLocked: boolean; opens: boolean; asked: number } } {
  const inside = keychain();
  const world = { isLocked: true, opens: true, asked: 0 };
  const locked = (): 'locked' | 'open' => (world.isLocked ? 'locked' : 'open');
  const onlyOpen = <T>(run: () => T): T => {
    if (world.isLocked) throw new Error('this would stop the program until a person answers');
    return run();
  };
  const chain: Keychain = {
    readState: () => Promise.resolve(locked()),
    unlock() {
      world.asked += 1;
      if (world.opens) world.isLocked = false;
      return Promise.resolve(locked());
    },
    available: () => onlyOpen(() => true),
    encrypt: (text) => onlyOpen(() => inside.encrypt(text)),
    decrypt: (sealed) => onlyOpen(() => inside.decrypt(sealed)),
  };
  return { chain, world };
}

test('the keychain is asked nothing before a secret is needed', () => {
  const never = (): never => {
    throw new Error('asked');
  };
  const secrets = open(folder(), { readState: never, unlock: never, available: never, encrypt: never, decrypt: never });
  expect([secrets.keychain, secrets.keptIn]).toEqual([true, 'keychain']);
});

test('a locked keychain is not opened: its secrets stay, and the key of this run is not kept', async () => {
  const at = folder();
  const { chain, world } = lockedKeychain();
  world.isLocked = false;
  const before = open(at, chain);
  const key = await before.sealKey();
  await before.keep('sign-in', 'token');
  const files = readdirSync(at).sort();

  world.isLocked = true;
  const secrets = open(at, chain);
  expect(await secrets.read('sign-in')).toBeNull();
  const provisional = await secrets.sealKey();
  expect(provisional).not.toBe(key);
  expect(await secrets.sealKey()).toBe(provisional);
  expect([secrets.keychain, secrets.keptIn, world.asked]).toEqual([true, 'locked', 0]);
  expect(readdirSync(at).sort()).toEqual(files);

  world.opens = false;
  expect(await secrets.unlock()).toBe('locked');
  world.opens = true;
  expect(await secrets.unlock()).toBe('open');
  expect([await secrets.read('sign-in'), await secrets.sealKey(), secrets.keptIn]).toEqual(['token', key, 'keychain']);
});

test('secrets that were kept while the keychain was locked are written when it opens', async () => {
  const at = folder();
  const { chain, world } = lockedKeychain();
  const secrets = open(at, chain);
  await secrets.keep('sign-in', 'new token');
  expect(await secrets.read('sign-in')).toBe('new token');
  expect(readdirSync(at)).toEqual([]);
  expect(await secrets.recheck()).toBe('locked');
  world.isLocked = false;
  expect(await secrets.recheck()).toBe('open');
  expect(await open(at, chain).read('sign-in')).toBe('new token');
  expect(world.asked).toBe(0);
});

test('forgetting while the keychain is locked removes the sealed file', async () => {
  const at = folder();
  const { chain, world } = lockedKeychain();
  world.isLocked = false;
  await open(at, chain).keep('sign-in', 'token');
  world.isLocked = true;
  const secrets = open(at, chain);
  expect(await secrets.read('sign-in')).toBeNull();
  await secrets.forget('sign-in');
  await secrets.unlock();
  expect(await secrets.read('sign-in')).toBeNull();
});

test('a keychain that is away is awaited while a secret is in it, and given up after a vain unlock', async () => {
  const at = folder();
  const { chain, world } = lockedKeychain();
  world.isLocked = false;
  await open(at, chain).keep('sign-in', 'token');
  const away = {
    ...noKeychain,
    readState: () => Promise.resolve('away' as const),
    unlock: () => Promise.resolve('away' as const),
  };
  const early = open(at, away);
  expect([await early.read('sign-in'), early.keptIn]).toEqual([null, 'locked']);
  expect([await early.unlock(), early.keptIn]).toEqual(['none', 'ask']);
  expect(readdirSync(at)).toEqual(['sign-in.bin']);

  let isThere = false;
  const late = open(at, {
    ...chain,
    readState: () => Promise.resolve(isThere ? ('open' as const) : ('away' as const)),
  });
  expect(await late.read('sign-in')).toBeNull();
  isThere = true;
  expect(await late.recheck()).toBe('open');
  expect(await late.read('sign-in')).toBe('token');

  // Nothing lies in it, so nothing is waited for.
  const fresh = open(folder(), away);
  expect([await fresh.read('sign-in'), fresh.keptIn]).toEqual([null, 'ask']);
});

test('a keychain that goes away while the person is asked still counts as locked', async () => {
  const at = folder();
  const { chain, world } = lockedKeychain();
  world.isLocked = false;
  await open(at, chain).keep('sign-in', 'token');
  world.isLocked = true;
  const secrets = open(at, { ...chain, unlock: () => Promise.resolve('away' as const) });
  expect(await secrets.read('sign-in')).toBeNull();
  expect([await secrets.unlock(), secrets.keptIn]).toEqual(['locked', 'locked']);
  world.isLocked = false;
  expect([await secrets.recheck(), await secrets.read('sign-in')]).toEqual(['open', 'token']);
});
