// Keeps what nobody else may read: the library's seal key and the sign-in. Only in the system's keychain, or in memory.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { errorFields } from './log.ts';
import type { ShellLog } from './log.ts';

/** The system's keychain, as Electron's safeStorage offers it. `encrypt` and `decrypt` throw when it refuses. */
export interface Keychain {
  /** false: there is none, or one that would keep secrets under a key everybody knows. */
  available(): boolean;
  encrypt(text: string): Buffer;
  decrypt(sealed: Buffer): string;
}

/** `seal-key`: of all libraries. `sign-in`: the real account's credentials as JSON. */
export type SecretName = 'seal-key' | 'sign-in';

export interface SecretStore {
  readonly keychain: boolean;
  /** 32 bytes in base64; the same on every start where there is a keychain, else one for this run. */
  sealKey(): Promise<string>;
  keep(name: SecretName, text: string): Promise<void>;
  read(name: SecretName): Promise<string | null>;
  forget(name: SecretName): Promise<void>;
}

export function openSecrets(folder: string, keychain: Keychain, log: ShellLog, nowMs: () => number): SecretStore {
  const usable = keychain.available();
  const inMemory = new Map<SecretName, string>();
  const fileOf = (name: SecretName): string => join(folder, `${name}.bin`);

  const store: SecretStore = {
    keychain: usable,

    async sealKey() {
      const known = z
        .base64()
        .length(44)
        .safeParse(await store.read('seal-key'));
      if (known.success) return known.data;
      const key = randomBytes(32).toString('base64');
      await store.keep('seal-key', key);
      return key;
    },

    async keep(name, text) {
      inMemory.set(name, text);
      if (!usable) return;
      await mkdir(folder, { recursive: true });
      await writeFileAtomic(fileOf(name), keychain.encrypt(text), { mode: 0o600 });
    },

    async read(name) {
      const remembered = inMemory.get(name);
      if (remembered !== undefined || !usable) return remembered ?? null;
      let sealed: Buffer;
      try {
        sealed = await readFile(fileOf(name));
      } catch {
        return null;
      }
      try {
        const text = keychain.decrypt(sealed);
        inMemory.set(name, text);
        return text;
      } catch (error) {
        // Another keychain than the one it was sealed with: of no use now, perhaps once it is back.
        log.warn('secrets.not_opened', { name, ...errorFields(error) });
        await rename(fileOf(name), join(folder, `${name}.unopened-${nowMs()}.bin`)).catch(() => undefined);
        return null;
      }
    },

    async forget(name) {
      inMemory.delete(name);
      await rm(fileOf(name), { force: true });
    },
  };
  return store;
}
