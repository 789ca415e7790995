// One sealed file for each secret, in one folder.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { errorFields } from '../../log/log.ts';
import type { AppLog } from '../../log/log.ts';
import type { Sealing } from '../../../account/sealing.ts';

/** `seal-key`: of all libraries. `sign-in`: the real account's credentials as JSON. */
export type SecretName = 'seal-key' | 'sign-in';
export const secretNames: readonly SecretName[] = ['seal-key', 'sign-in'];

export interface SealedFilesOptions {
  folder: string;
  /** After the secret's name; ends in `.bin`. */
  suffix: `${string}.bin`;
  sealing: Sealing;
  log: AppLog;
  nowMs: () => number;
}

export class SealedFiles {
  readonly #options: SealedFilesOptions;

  constructor(options: SealedFilesOptions) {
    this.#options = options;
  }

  exists(name: SecretName): boolean {
    return existsSync(this.#path(name));
  }

  async write(name: SecretName, text: string): Promise<void> {
    const { folder, sealing } = this.#options;
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(this.#path(name), sealing.encrypt(text), { mode: 0o600 });
  }

  /** null: not there, or sealed with another key. Then the file is put aside: that key may come back. */
  async read(name: SecretName): Promise<string | null> {
    const { sealing, log, nowMs } = this.#options;
    const path = this.#path(name);
    let sealed: Buffer;
    try {
      sealed = await readFile(path);
    } catch {
      return null;
    }
    try {
      return sealing.decrypt(sealed);
    } catch (error) {
      log.warn('secrets.not_opened', { name, ...errorFields(error) });
      await rename(path, path.replace(/\.bin$/, `.unopened-${nowMs()}.bin`)).catch(() => undefined);
      return null;
    }
  }

  async remove(name: SecretName): Promise<void> {
    await rm(this.#path(name), { force: true });
  }

  #path(name: SecretName): string {
    return join(this.#options.folder, `${name}${this.#options.suffix}`);
  }
}

/** Removes all files of this secret that were put aside because their key was missing. */
export async function removePutAside(folder: string, name: SecretName): Promise<void> {
  const aside = new RegExp(`^${name}(?:\\.file)?\\.unopened-\\d+\\.bin$`);
  const files = await readdir(folder).catch((): string[] => []);
  for (const file of files.filter((file) => aside.test(file))) await rm(join(folder, file), { force: true });
}
