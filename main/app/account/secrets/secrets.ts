// Keeps what nobody else may read: the library's seal key and the sign-in. In the system's keychain; where there is none, in memory, or in
// files if the person wants that.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { fileKeychain, fileKeyName } from './file-keychain.ts';
import { errorFields } from '../../log/log.ts';
import type { ShellLog } from '../../log/log.ts';

/** `away`: nobody answers for it. There is none, or it has not started yet. */
export type KeychainState = 'open' | 'locked' | 'away';

/** The system's keychain, as Electron's safeStorage offers it. `encrypt` and `decrypt` throw when it refuses. */
export interface Keychain {
  /** Whether it is locked. Asks the person nothing and is over in a moment. Missing: it never is. */
  readState?(): Promise<KeychainState>;
  /** Lets the system ask the person to open it, and waits for the answer. */
  unlock?(): Promise<KeychainState>;
  /** false: there is none, or one that would keep secrets under a key everybody knows. Asked while it is not locked only: it may wait for a person else. */
  available(): boolean;
  encrypt(text: string): Buffer;
  decrypt(sealed: Buffer): string;
}

/** What seals and opens, whoever keeps the key. */
export type Sealing = Pick<Keychain, 'encrypt' | 'decrypt'>;

/** `seal-key`: of all libraries. `sign-in`: the real account's credentials as JSON. */
export type SecretName = 'seal-key' | 'sign-in';
const names: readonly SecretName[] = ['seal-key', 'sign-in'];

/** What shall be done where there is no keychain; `ask` keeps nothing yet. */
export type WithoutKeychain = 'ask' | 'session' | 'file';

export interface SecretStore {
  /** false: it was asked, and there is none. Nothing is asked before the first secret is read or kept. */
  readonly keychain: boolean;
  /** Where secrets are kept now. `locked`: in memory, until the keychain is opened; what it holds is not lost. */
  readonly keptIn: 'keychain' | 'locked' | WithoutKeychain;
  /** Asks the person to open a locked keychain. What was to be kept meanwhile is kept then. */
  unlock(): Promise<'open' | 'locked' | 'none'>;
  /** Whether a locked keychain is open by now. Asks nobody. */
  recheck(): Promise<'open' | 'locked' | 'none'>;
  /** 32 bytes in base64; the same on every start where it can be kept, else one for this run. Never rejects for what cannot be kept. */
  sealKey(): Promise<string>;
  /** Holds for this run at once; rejects when it cannot be kept for the next. */
  keep(name: SecretName, text: string): Promise<void>;
  read(name: SecretName): Promise<string | null>;
  forget(name: SecretName): Promise<void>;
  /** The person's answer: what is in memory is written to files, or what is in files stays in memory only. */
  keepWithoutKeychain(where: 'session' | 'file'): Promise<void>;
}

export function openSecrets(
  folder: string,
  keychain: Keychain,
  log: ShellLog,
  nowMs: () => number,
  withoutKeychain: WithoutKeychain = 'ask',
): SecretStore {
  let state: 'open' | 'locked' | 'none' | null = null;
  /** The keychain's latest answer. */
  let seen: KeychainState | null = null;
  /** While the keychain is locked; never kept, for there may be one in it. */
  let keyOfThisRun: string | null = null;
  const files = fileKeychain(folder);
  const inMemory = new Map<SecretName, string>();
  const sealedFile = (name: SecretName): string => join(folder, `${name}.bin`);
  const weakFile = (name: SecretName): string => join(folder, `${name}.file.bin`);
  let instead = withoutKeychain;

  /** An answer stands for this run, but for «locked». */
  const look = async (ask = keychain.readState): Promise<'open' | 'locked' | 'none'> => {
    if (state === 'open' || state === 'none') return state;
    const lock = (await ask?.()) ?? 'open';
    // What was sealed by a keychain waits for it; there is none when the person asks for it and nobody answered before either.
    const isInVain = ask !== keychain.readState && seen === 'away';
    const isAwaited = lock === 'away' && !isInVain && names.some((name) => existsSync(sealedFile(name)));
    seen = lock;
    const found = lock === 'locked' || isAwaited ? 'locked' : keychain.available() ? 'open' : 'none';
    if (state !== found) log.info('secrets.keychain', { state: found });
    state = found;
    return found;
  };
  /** `unlock` and a look of somebody else may both find it open: what waits is written once. */
  const keepWhatWaits = async (): Promise<void> => {
    for (const [name, text] of inMemory) await writeSealed(sealedFile(name), keychain, text);
  };
  const lookAgain = async (ask?: Keychain['readState']): Promise<'open' | 'locked' | 'none'> => {
    const wasLocked = state === 'locked';
    const found = await look(ask);
    if (wasLocked && found === 'open') await keepWhatWaits();
    return found;
  };

  const writeSealed = async (path: string, by: Sealing, text: string): Promise<void> => {
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(path, by.encrypt(text), { mode: 0o600 });
  };

  /** null: not there, or sealed with another key; then it is put aside, perhaps that key comes back. */
  const readSealed = async (path: string, by: Sealing, name: SecretName): Promise<string | null> => {
    let sealed: Buffer;
    try {
      sealed = await readFile(path);
    } catch {
      return null;
    }
    try {
      return by.decrypt(sealed);
    } catch (error) {
      log.warn('secrets.not_opened', { name, ...errorFields(error) });
      await rename(path, path.replace(/\.bin$/, `.unopened-${nowMs()}.bin`)).catch(() => undefined);
      return null;
    }
  };

  const removeFiles = async (): Promise<void> => {
    for (const name of names) await rm(weakFile(name), { force: true });
    await rm(join(folder, fileKeyName), { force: true });
  };

  const store: SecretStore = {
    get keychain() {
      return state !== 'none';
    },
    get keptIn() {
      return state === 'locked' ? 'locked' : state === 'none' ? instead : 'keychain';
    },
    unlock: () => lookAgain(keychain.unlock),
    recheck: () => lookAgain(),

    async sealKey() {
      if ((await look()) === 'locked') return (keyOfThisRun ??= randomBytes(32).toString('base64'));
      const known = z
        .base64()
        .length(44)
        .safeParse(await store.read('seal-key'));
      if (known.success) return known.data;
      const key = randomBytes(32).toString('base64');
      // A keychain that refuses, or a full disk: what is sealed with it is only worth less after this run, so nobody is kept out.
      await store.keep('seal-key', key).catch((error: unknown) => log.warn('secrets.not_kept', errorFields(error)));
      return key;
    },

    async keep(name, text) {
      inMemory.set(name, text);
      const found = await look();
      if (found === 'open') await writeSealed(sealedFile(name), keychain, text);
      else if (found === 'none' && instead === 'file') await writeSealed(weakFile(name), files, text);
    },

    async read(name) {
      const remembered = inMemory.get(name);
      if (remembered !== undefined) return remembered;
      const found = await look();
      // What lies in it is there still, and is read when it is open.
      if (found === 'locked') return null;
      const usable = found === 'open';
      let text = usable ? await readSealed(sealedFile(name), keychain, name) : null;
      if (text === null && (usable || instead === 'file')) {
        text = await readSealed(weakFile(name), files, name);
        // There is a keychain by now: it takes over.
        if (text !== null && usable) {
          await writeSealed(sealedFile(name), keychain, text);
          await rm(weakFile(name), { force: true });
        }
      }
      if (text !== null) inMemory.set(name, text);
      return text;
    },

    async forget(name) {
      inMemory.delete(name);
      await rm(sealedFile(name), { force: true });
      await rm(weakFile(name), { force: true });
      // Also what could not be opened: its key may come back, and the person has signed out.
      const aside = new RegExp(`^${name}(?:\\.file)?\\.unopened-\\d+\\.bin$`);
      const found = await readdir(folder).catch((): string[] => []);
      for (const file of found.filter((file) => aside.test(file))) await rm(join(folder, file), { force: true });
    },

    async keepWithoutKeychain(where) {
      instead = where;
      if ((await look()) !== 'none') return;
      if (where === 'session') await removeFiles();
      else for (const [name, text] of inMemory) await writeSealed(weakFile(name), files, text);
    },
  };
  return store;
}
