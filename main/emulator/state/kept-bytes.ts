// The folder of received bytes. A file appears under its final name only when it is complete.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** Small chunks are gathered up to this many bytes before a write: a photo of a few hundred kB costs one write. */
const GATHER_BYTES = 256 * 1024;

export class KeptBytes {
  #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) if (name.endsWith('.part')) rmSync(join(folder, name));
  }

  path(file: string): string {
    return join(this.#folder, file);
  }

  receive(): IncomingFile {
    return new IncomingFile(this.#folder, randomUUID());
  }

  async remove(file: string): Promise<void> {
    await rm(this.path(file), { force: true });
  }

  clear(): void {
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true });
  }
}

/** One file being received. End it with `keep` or `discard`. */
export class IncomingFile {
  #final: string;
  #name: string;
  #handle: FileHandle | null = null;
  #gathered: Buffer[] = [];
  #gatheredBytes = 0;

  constructor(folder: string, name: string) {
    this.#name = name;
    this.#final = join(folder, name);
  }

  /** Resolves when the chunk may be forgotten by the caller; this is the back-pressure of the upload. */
  async write(chunk: Buffer): Promise<void> {
    this.#gathered.push(chunk);
    this.#gatheredBytes += chunk.length;
    if (this.#gatheredBytes >= GATHER_BYTES) await this.#flush();
  }

  /** Gives the file its final name and returns it. */
  async keep(): Promise<string> {
    await this.#flush();
    await this.#handle?.close();
    await rename(`${this.#final}.part`, this.#final);
    return this.#name;
  }

  async discard(): Promise<void> {
    this.#gathered = [];
    await this.#handle?.close();
    if (this.#handle !== null) await rm(`${this.#final}.part`, { force: true });
  }

  async #flush(): Promise<void> {
    const chunks = this.#gathered;
    this.#gathered = [];
    this.#gatheredBytes = 0;
    this.#handle ??= await open(`${this.#final}.part`, 'w');
    if (chunks.length > 0) await this.#handle.writeFile(Buffer.concat(chunks));
  }
}
