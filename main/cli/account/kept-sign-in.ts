// Where the terminal keeps its sign-in: in the system's keychain, or, if the person asks for it, in a sealed file.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { fileKeychain, fileKeyName } from '../../account/file-keychain.ts';
import { storedSignIn, type StoredSignIn } from '../../account/stored-sign-in.ts';
import type { TerminalKeychain } from './keychain.ts';

const signInFile = 'sign-in.bin';

export type KeptIn = 'keychain' | 'file';

export type FoundSignIn =
  | { kind: 'kept'; signIn: StoredSignIn; where: KeptIn }
  | { kind: 'none' }
  /** Something is kept there, and it cannot be read. */
  | { kind: 'unreadable'; where: KeptIn };

export class KeptSignIn {
  readonly #keychain: TerminalKeychain;
  readonly #folder: string;

  /** `folder`: of this person and computer; made when a file is written. */
  constructor(folder: string, keychain: TerminalKeychain) {
    this.#folder = folder;
    this.#keychain = keychain;
  }

  get filePath(): string {
    return join(this.#folder, signInFile);
  }

  async hasKeychain(): Promise<boolean> {
    return (await this.#keychain.read()).kind === 'found';
  }

  async read(): Promise<FoundSignIn> {
    const found = await this.#keychain.read();
    if (found.kind === 'found' && found.text !== null) return foundIn('keychain', found.text);
    let sealed: Buffer;
    try {
      sealed = await readFile(this.filePath);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? { kind: 'none' }
        : { kind: 'unreadable', where: 'file' };
    }
    try {
      return foundIn('file', fileKeychain(this.#folder).decrypt(sealed));
    } catch {
      return { kind: 'unreadable', where: 'file' };
    }
  }

  /** null: it could not be kept there. What was kept elsewhere is removed. */
  async keep(signIn: StoredSignIn, where: KeptIn): Promise<KeptIn | null> {
    const text = JSON.stringify(signIn);
    if (where === 'keychain') {
      if (!(await this.#keychain.keep(text))) return null;
      await this.#removeFiles();
      return where;
    }
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFileAtomic(this.filePath, fileKeychain(this.#folder).encrypt(text), { mode: 0o600 });
    } catch {
      return null;
    }
    await this.#keychain.forget();
    return where;
  }

  async forget(): Promise<void> {
    await this.#keychain.forget();
    await this.#removeFiles();
  }

  async #removeFiles(): Promise<void> {
    for (const name of [signInFile, fileKeyName]) await rm(join(this.#folder, name), { force: true });
  }
}

function foundIn(where: KeptIn, text: string): FoundSignIn {
  try {
    const read = storedSignIn.safeParse(JSON.parse(text));
    return read.success ? { kind: 'kept', signIn: read.data, where } : { kind: 'unreadable', where };
  } catch {
    return { kind: 'unreadable', where };
  }
}
