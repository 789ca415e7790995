// For tests: a whole engine with a real database, a real imaging process, and real HTTP to an emulator; only waits are
// short.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/start.ts';
import { openEngine, type Engine } from '../engine.ts';
import type { EngineOptions } from '../engine-options.ts';
import { forkImaging } from '../imaging/fork.ts';
import { openImagingPool } from '../imaging/pool.ts';
import type { Credentials } from '../../ok/ports.ts';
import { keyFromSecret, sealedBox } from '../sealed-box.ts';
import { systemClock } from '../system-clock.ts';
import { nothingDoubled } from './promise-broken.ts';
import { quickPolicy, silentLog } from './quick.ts';

export const imagingEntry = fileURLToPath(new URL('../../imaging/entry.ts', import.meta.url));

export function credentialsOf(emulator: Emulator): Credentials {
  return {
    apiAddress: emulator.address,
    applicationKey: emulator.applicationKey,
    accessToken: emulator.accessToken,
    signingSecret: emulator.sessionSecretKey,
  };
}

export interface TestPlace {
  folder: string;
  dataFolder: string;
  emulator: Emulator;
  /** A new engine on the same data folder; the former one must be closed. */
  open(options?: Partial<EngineOptions>): Engine;
  /** The same, signed in and started. */
  started(options?: Partial<EngineOptions>): Promise<Engine>;
  /** So many photos stand twice in an album at the end, because the test says so as a person. */
  sentTwiceOnPurpose(photos: number): void;
  /** Throws when any other photo was published twice. */
  close(): Promise<void>;
}

export async function openTestPlace(options: EmulatorOptions = {}): Promise<TestPlace> {
  const base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-'));
  const emulator = await startEmulator(options);
  const engines: Engine[] = [];
  const pools: { close(): Promise<void> }[] = [];
  const dataFolder = join(base, 'data');
  let onPurpose = 0;
  const place: TestPlace = {
    folder: join(base, 'photos'),
    dataFolder,
    emulator,
    open(more = {}) {
      const imaging =
        more.imaging ?? openImagingPool({ spawn: () => forkImaging(imagingEntry), processes: 2, clock: systemClock });
      if (more.imaging === undefined) pools.push(imaging);
      const opened = openEngine({
        dataFolder,
        clock: systemClock,
        log: silentLog,
        imaging,
        inspectors: 2,
        secrets: sealedBox(keyFromSecret(emulator.sessionSecretKey)),
        lanes: 3,
        policy: quickPolicy,
        live: false,
        ...more,
      });
      if (opened.kind === 'failed') throw new Error(`engine: ${opened.code}`);
      engines.push(opened.engine);
      return opened.engine;
    },
    async started(more) {
      const engine = place.open(more);
      engine.use(credentialsOf(emulator));
      await engine.start();
      return engine;
    },
    sentTwiceOnPurpose(photos) {
      onPurpose = photos;
    },
    async close() {
      for (const engine of engines) await engine.close();
      for (const pool of pools) await pool.close();
      const ledger = emulator.ledger();
      await emulator.close();
      await rm(base, { recursive: true, force: true });
      nothingDoubled(ledger, onPurpose);
    },
  };
  return place;
}
