// For tests: one fault and one engine, with a small library that is already inspected and an emulator of its own.
// Reports what is seen during the fault and after it.
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makePhoto } from '../../../test/fixtures/make-photos.ts';
import type { FaultOrder } from '../../emulator/faults/faults.ts';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/start.ts';
import type { ProblemReason } from '../../../shared/reasons.ts';
import type { Snapshot, Status } from '../../../shared/snapshot.ts';
import { openEngine, type Engine } from '../engine.ts';
import type { EngineOptions } from '../engine-options.ts';
import type { Decided } from '../sending/idle.ts';
import type { Clock, Imaging } from '../ports.ts';
import type { Credentials } from '../../ok/ports.ts';
import type { RetryPolicy } from '../sending/retry-policy.ts';
import { keyFromSecret, sealedBox } from '../sealed-box.ts';
import { systemClock } from '../system-clock.ts';
import { nothingDoubled } from './promise-broken.ts';
import { quickPolicy, silentLog } from './quick.ts';

/** Attempts enough that none is used up while a fault lasts: giving up has tests of its own. */
export const patientPolicy: RetryPolicy = {
  ...quickPolicy,
  attempts: 60,
  accountRestFirstMs: 300,
  accountRestLongestMs: 60_000,
  breakerRestLongestMs: 300,
  addressRestLongestMs: 60_000,
  addressCalmMs: 300,
  rejectedCheckMs: 60_000,
};

/** Photos of three different shapes, so that a look into the album can tell them apart. */
const shapes: readonly (readonly [number, number])[] = [
  [64, 48],
  [80, 50],
  [48, 64],
];

/** Enough that something happens in the midst of them. */
export const fortyShapes: readonly (readonly [number, number])[] = Array.from(
  { length: 40 },
  (_, index) => [40 + index, 60] as const,
);

export interface Template {
  imaging: Imaging;
  folder: string;
  dataFolder: string;
  paths: readonly string[];
  shas: readonly string[];
  close(): Promise<void>;
}

/** Hashes of all its photos, in the order in which `there()` tells them. */
export const allOf = (template: Template): string[] => [...template.shas].sort();

/** A library whose photos are inspected and wait. Copied for each run. */
export async function prepareTemplate(imaging: Imaging, sides = shapes): Promise<Template> {
  const base = await mkdtemp(join(tmpdir(), 'ok-faults-'));
  const folder = join(base, 'photos');
  const dataFolder = join(base, 'data');
  await mkdir(folder);
  const shas: string[] = [];
  const paths: string[] = [];
  for (const [index, [width, height]] of sides.entries()) {
    const path = join(folder, `${String(index).padStart(3, '0')}.jpg`);
    await makePhoto({ path, width, height, seed: index + 1, grain: 0 });
    const longAgo = new Date(Date.now() - 24 * 3_600_000);
    await utimes(path, longAgo, longAgo);
    paths.push(path);
    shas.push(
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    );
  }
  const engine = open(imaging, dataFolder, {});
  await engine.start();
  await engine.calls['folders.add']({
    path: folder,
    target: { kind: 'new', title: 'Дача', privacy: 'friends' },
    rules: {},
  });
  await engine.decided();
  await engine.close();
  return { imaging, folder, dataFolder, paths, shas, close: () => rm(base, { recursive: true, force: true }) };
}

const secret = 'a secret that seals';

function open(imaging: Imaging, dataFolder: string, more: Partial<EngineOptions>): Engine {
  const opened = openEngine({
    dataFolder,
    clock: systemClock,
    log: silentLog,
    imaging,
    inspectors: 1,
    secrets: sealedBox(keyFromSecret(secret)),
    lanes: 2,
    policy: patientPolicy,
    live: false,
    ...more,
  });
  if (opened.kind === 'failed') throw new Error(`engine: ${opened.code}`);
  return opened.engine;
}

export interface FaultRun {
  engine: Engine;
  dataFolder: string;
  emulator: Emulator;
  credentials: Credentials;
  /** Calls of one method, or of all, so far. */
  calls(method?: string): number;
  status(): Promise<Status>;
  /** Photos that the engine knows to be on the service. */
  done(): Promise<number>;
  /** Reasons of the photos that a person must decide about. */
  problems(): Promise<ProblemReason[]>;
  /** Waits until nothing moves without a person; `unsettled` when it takes longer than `ms`. */
  decided(ms?: number): Promise<Decided | 'unsettled'>;
  /** Hashes of what stands on the service. */
  there(): string[];
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function beginRun(
  template: Template,
  options: {
    faults?: readonly FaultOrder[];
    emulator?: EmulatorOptions;
    engine?: Partial<EngineOptions>;
    clock?: Clock;
  },
): Promise<FaultRun> {
  const base = await mkdtemp(join(tmpdir(), 'ok-fault-'));
  const dataFolder = join(base, 'data');
  await cp(template.dataFolder, dataFolder, { recursive: true });
  const emulator = await startEmulator(options.emulator ?? {});
  emulator.fail(...(options.faults ?? []));
  const credentials: Credentials = {
    apiAddress: emulator.address,
    applicationKey: emulator.applicationKey,
    accessToken: emulator.accessToken,
    signingSecret: emulator.sessionSecretKey,
  };
  const more = { ...options.engine, ...(options.clock === undefined ? {} : { clock: options.clock }) };
  const run: FaultRun = {
    dataFolder,
    engine: open(template.imaging, dataFolder, more),
    emulator,
    credentials,
    calls: (method) => emulator.ledger().calls.filter((call) => method === undefined || call.method === method).length,
    status: async () => (await snapshotOf(run.engine)).status,
    done: async () => (await snapshotOf(run.engine)).counts.done,
    async problems() {
      const groups = await run.engine.calls['problems.list'](undefined);
      if (!groups.ok) throw new Error(groups.error.code);
      return groups.value.flatMap(({ reason, photos }) => Array<ProblemReason>(photos).fill(reason));
    },
    decided: (ms = 90_000) => {
      const patience = new AbortController();
      return Promise.race([run.engine.decided(), sleep(ms, 'unsettled' as const, { signal: patience.signal })]).finally(
        () => patience.abort(),
      );
    },
    there: () =>
      emulator
        .ledger()
        .photos.filter((photo) => !photo.deleted)
        .map((photo) => photo.sha256)
        .sort(),
    async restart() {
      await run.engine.close();
      run.engine = open(template.imaging, dataFolder, more);
      run.engine.use(credentials);
      await run.engine.start();
    },
    async close() {
      await run.engine.close();
      const ledger = emulator.ledger();
      await emulator.close();
      await rm(base, { recursive: true, force: true });
      nothingDoubled(ledger);
    },
  };
  run.engine.use(credentials);
  await run.engine.start();
  return run;
}

async function snapshotOf(engine: Engine): Promise<Snapshot> {
  const snapshot = await engine.calls['snapshot.get'](undefined);
  if (!snapshot.ok) throw new Error(snapshot.error.code);
  return snapshot.value;
}

/** Attempts that each photo has used up, newest photo first. */
export async function attemptsOf(run: FaultRun): Promise<number[]> {
  const page = await run.engine.calls['photos.page']({
    shown: null,
    search: '',
    folderId: null,
    after: null,
    limit: 100,
  });
  if (!page.ok) throw new Error(page.error.code);
  const told: number[] = [];
  for (const { fileId } of page.value.rows) {
    const detail = await run.engine.calls['photos.get']({ fileId });
    told.push(detail.ok ? detail.value.attempts : -1);
  }
  return told;
}

/** Runs all, so many at a time; answers in order. */
export async function sideBySide<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index] as T);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  return results;
}
