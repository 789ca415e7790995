// A folder for photos, a data folder and an emulator for one test of the terminal program. For tests only.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/start.ts';
import type { Clock } from '../../engine/ports.ts';
import { systemClock } from '../../engine/system-clock.ts';
import { nothingDoubled } from '../../engine/testing/promise-broken.ts';
import type { CliEnd } from './cli-end.ts';
import { runMain } from './run-main.ts';

export interface CliPlace {
  base: string;
  folder: string;
  data: string;
  emulator: Emulator;
  env: Record<string, string>;
  /** `sync` of `folder` with `--json`, in this process. */
  sync(...more: string[]): Promise<CliEnd>;
  close(): Promise<void>;
}

/** `clock`: that of `sync`. */
export async function openCliPlace(options: EmulatorOptions = {}, clock: Clock = systemClock): Promise<CliPlace> {
  const base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-cli-'));
  const emulator = await startEmulator(options);
  const folder = join(base, 'photos');
  const data = join(base, 'data');
  const env = { ...accountOf(emulator), HOME: base };
  return {
    base,
    folder,
    data,
    emulator,
    env,
    sync: (...more) => runMain(['sync', folder, '--data', data, '--json', ...more], env, clock),
    async close() {
      const ledger = emulator.ledger();
      await emulator.close();
      await rm(base, { recursive: true, force: true });
      nothingDoubled(ledger);
    },
  };
}

function accountOf(emulator: Emulator): Record<string, string> {
  return {
    OK_API_URL: emulator.address,
    OK_APPLICATION_KEY: emulator.applicationKey,
    OK_ACCESS_TOKEN: emulator.accessToken,
    OK_SESSION_SECRET_KEY: emulator.sessionSecretKey,
  };
}
