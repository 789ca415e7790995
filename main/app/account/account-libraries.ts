// Opens and closes the library of an account: its folder, its seal key, its processes.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EngineCredentials } from '../../../shared/engine-wire.ts';
import type { Library, Processes } from '../processes/processes.ts';
import { engineSettingsOf } from '../settings/settings-store.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { DataPaths } from '../start/paths.ts';
import type { SecretStore } from './secrets/secret-store.ts';

export interface AccountLibrariesOptions {
  paths: DataPaths;
  processes: Pick<Processes, 'openDemo' | 'openReal' | 'close' | 'sendCredentials' | 'libraryFolder'>;
  settings: SettingsStore;
  secrets: SecretStore;
}

/** The demo service's tokens are no secrets: nobody is asked for a keychain password because of them. */
const demoSealKey = createHash('sha256').update('demo').digest('base64');

export class AccountLibraries {
  readonly #options: AccountLibrariesOptions;

  constructor(options: AccountLibrariesOptions) {
    this.#options = options;
  }

  /** `beforeStart` is called when the folders exist and before any process runs. */
  async openDemo(beforeStart: () => void): Promise<void> {
    const { paths, processes } = this.#options;
    await mkdir(paths.demoService, { recursive: true });
    const library = await this.#prepare(paths.libraries.demo, demoSealKey);
    beforeStart();
    await processes.openDemo(library, paths.demoService);
  }

  /**
   * A library that is open already only gets the new credentials; nothing is restarted. `isSamePerson`: the engine
   * looks whether they are its person's, under another id.
   */
  async openReal(userId: string, credentials: EngineCredentials | null, isSamePerson = false): Promise<void> {
    const { paths, processes, secrets } = this.#options;
    const folder = paths.libraries.ok(userId);
    if (processes.libraryFolder === folder) return processes.sendCredentials(credentials, isSamePerson);
    const library = await this.#prepare(folder, await secrets.sealKey());
    const waitsForKeyring = credentials === null && secrets.keptIn === 'locked';
    await processes.openReal({ ...library, waitsForKeyring, isSamePerson }, credentials);
  }

  isThere(userId: string): boolean {
    return existsSync(this.#options.paths.libraries.ok(userId));
  }

  /** The closed library of one id becomes that of another. Rejects where the folder cannot be renamed. */
  async rename(from: string, to: string): Promise<void> {
    const { ok } = this.#options.paths.libraries;
    await rename(dirname(ok(from)), dirname(ok(to)));
  }

  async close(): Promise<void> {
    await this.#options.processes.close();
  }

  async #prepare(folder: string, sealKey: string): Promise<Library> {
    await mkdir(folder, { recursive: true });
    return { dataFolder: folder, sealKey, settings: engineSettingsOf(this.#options.settings.get()) };
  }
}
