// What the emulator holds: records in memory, bytes in a folder, and with a state folder also the log. The only module
// that records changes.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeptBytes } from './kept-bytes.ts';
import { LogFile } from './log-file.ts';
import { Records, type Change } from './records.ts';

/**
 * Folders to remove when the process ends without `close`. One listener for all, however many emulators a test starts.
 */
const temporaryFolders = new Set<string>();
const removeTemporaryFolders = () => {
  for (const folder of temporaryFolders) rmSync(folder, { recursive: true, force: true });
};

export class Memory {
  records = new Records();
  kept: KeptBytes;
  #log: LogFile | null = null;
  #temporary: string | null = null;

  /**
   * @param stateFolder where everything is kept across restarts; null for records in memory and bytes in a temporary
   * folder
   */
  constructor(stateFolder: string | null) {
    if (stateFolder === null) {
      this.#temporary = mkdtempSync(join(tmpdir(), 'ok-emulator-'));
      if (temporaryFolders.size === 0) process.on('exit', removeTemporaryFolders);
      temporaryFolders.add(this.#temporary);
      this.kept = new KeptBytes(this.#temporary);
      return;
    }
    mkdirSync(stateFolder, { recursive: true });
    this.kept = new KeptBytes(join(stateFolder, 'photos'));
    this.#log = LogFile.open(join(stateFolder, 'log.jsonl'), (change) => this.records.apply(change));
  }

  /** Writes the changes down, then makes them visible. Call it before anything is acknowledged. */
  record(...changes: Change[]): void {
    this.#log?.append(changes);
    for (const change of changes) this.records.apply(change);
  }

  /** Forgets everything, on disk too. */
  clear(): void {
    this.#log?.clear();
    this.kept.clear();
    this.records = new Records();
  }

  close(): void {
    this.#log?.close();
    if (this.#temporary === null) return;
    rmSync(this.#temporary, { recursive: true, force: true });
    temporaryFolders.delete(this.#temporary);
    if (temporaryFolders.size === 0) process.off('exit', removeTemporaryFolders);
  }
}
