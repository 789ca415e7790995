// Keeps the library's seal key and the sign-in: in the system's keychain; without one in memory only, or in files if
// the person says so.
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorFields } from '../../log/log.ts';
import type { AppLog } from '../../log/log.ts';
import { fileKeychain, fileKeyName } from '../../../account/file-keychain.ts';
import { KeychainAccess } from './keychain-access.ts';
import type { KeychainUse } from './keychain-access.ts';
import type { Keychain } from './keychain.ts';
import { removePutAside, SealedFiles, secretNames } from './sealed-files.ts';
import type { SecretName } from './sealed-files.ts';

/** What to do where there is no keychain; `ask` keeps nothing yet. */
export type WithoutKeychain = 'ask' | 'session' | 'file';

export class SecretStore {
  readonly #folder: string;
  readonly #log: AppLog;
  readonly #access: KeychainAccess;
  readonly #inMemory = new Map<SecretName, string>();
  /** Sealed by the keychain. */
  readonly #byKeychain: SealedFiles;
  /** Sealed with a key in a file beside them. */
  readonly #byFile: SealedFiles;
  #withoutKeychain: WithoutKeychain;
  /** The seal key while the keychain is locked. Never kept: there may be another one in the keychain. */
  #keyOfThisRun: string | null = null;

  /** Asks the keychain nothing; that begins with the first secret that is read or kept. */
  constructor(
    folder: string,
    keychain: Keychain,
    log: AppLog,
    nowMs: () => number,
    withoutKeychain: WithoutKeychain = 'ask',
  ) {
    this.#folder = folder;
    this.#log = log;
    this.#withoutKeychain = withoutKeychain;
    this.#byKeychain = new SealedFiles({ folder, suffix: '.bin', sealing: keychain, log, nowMs });
    this.#byFile = new SealedFiles({ folder, suffix: '.file.bin', sealing: fileKeychain(folder), log, nowMs });
    const hasSecrets = (): boolean => secretNames.some((name) => this.#byKeychain.exists(name));
    this.#access = new KeychainAccess(keychain, log, hasSecrets);
  }

  /** false: the keychain was asked, and there is none. */
  get keychain(): boolean {
    return this.#access.use !== 'none';
  }

  /** Where secrets are kept now. `locked`: in memory until the keychain is opened; what it holds is not lost. */
  get keptIn(): 'keychain' | 'locked' | WithoutKeychain {
    if (this.#access.use === 'locked') return 'locked';
    return this.#access.use === 'none' ? this.#withoutKeychain : 'keychain';
  }

  /** Lets the system ask the person to open a locked keychain. Secrets that wait are written then. */
  async unlock(): Promise<KeychainUse> {
    return this.#writeWaiting(() => this.#access.unlock());
  }

  /** Whether a locked keychain is open by now. Asks the person nothing. */
  async recheck(): Promise<KeychainUse> {
    return this.#writeWaiting(() => this.#access.check());
  }

  /** 32 bytes in base64: the same on every start where it can be kept, else one for this run. */
  async sealKey(): Promise<string> {
    const newKey = (): string => randomBytes(32).toString('base64');
    if ((await this.#access.check()) === 'locked') return (this.#keyOfThisRun ??= newKey());
    const stored = z
      .base64()
      .length(44)
      .safeParse(await this.read('seal-key'));
    if (stored.success) return stored.data;
    const key = newKey();
    // A keychain that refuses or a full disk must not keep the person out: what this key seals can be made again.
    await this.keep('seal-key', key).catch((error: unknown) => this.#log.warn('secrets.not_kept', errorFields(error)));
    return key;
  }

  /** In use for this run at once; rejects when it cannot be kept for the next. */
  async keep(name: SecretName, text: string): Promise<void> {
    this.#inMemory.set(name, text);
    const use = await this.#access.check();
    if (use === 'open') await this.#byKeychain.write(name, text);
    else if (use === 'none' && this.#withoutKeychain === 'file') await this.#byFile.write(name, text);
  }

  async read(name: SecretName): Promise<string | null> {
    const remembered = this.#inMemory.get(name);
    if (remembered !== undefined) return remembered;
    const use = await this.#access.check();
    // What lies in a locked keychain stays there, and is read when it is open.
    if (use === 'locked') return null;
    const text = use === 'open' ? await this.#readWithKeychain(name) : await this.#readWithoutKeychain(name);
    if (text !== null) this.#inMemory.set(name, text);
    return text;
  }

  async forget(name: SecretName): Promise<void> {
    this.#inMemory.delete(name);
    await this.#byKeychain.remove(name);
    await this.#byFile.remove(name);
    // Their key may come back, and the person has signed out.
    await removePutAside(this.#folder, name);
  }

  /** The person's answer: secrets in memory are written to files, or files are removed and memory keeps them. */
  async keepWithoutKeychain(where: 'session' | 'file'): Promise<void> {
    this.#withoutKeychain = where;
    if ((await this.#access.check()) !== 'none') return;
    if (where === 'session') await this.#removeFiles();
    else for (const [name, text] of this.#inMemory) await this.#byFile.write(name, text);
  }

  /** An unlock and a recheck may both find the keychain open; writing twice does no harm. */
  async #writeWaiting(ask: () => Promise<KeychainUse>): Promise<KeychainUse> {
    const wasLocked = this.#access.use === 'locked';
    const use = await ask();
    if (wasLocked && use === 'open') {
      for (const [name, text] of this.#inMemory) await this.#byKeychain.write(name, text);
    }
    return use;
  }

  async #readWithKeychain(name: SecretName): Promise<string | null> {
    const text = await this.#byKeychain.read(name);
    if (text !== null) return text;
    // The system has a keychain by now: it takes over what lay in a file.
    const fromFile = await this.#byFile.read(name);
    if (fromFile === null) return null;
    await this.#byKeychain.write(name, fromFile);
    await this.#byFile.remove(name);
    return fromFile;
  }

  async #readWithoutKeychain(name: SecretName): Promise<string | null> {
    return this.#withoutKeychain === 'file' ? this.#byFile.read(name) : null;
  }

  async #removeFiles(): Promise<void> {
    for (const name of secretNames) await this.#byFile.remove(name);
    await rm(join(this.#folder, fileKeyName), { force: true });
  }
}
