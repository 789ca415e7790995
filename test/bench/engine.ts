// The engine as a measured job: put together as in the terminal, with a clock around the part that counts.
import { join } from 'node:path';
import { statSync, readdirSync } from 'node:fs';
import { openEngine, type Engine } from '../../main/engine/engine.ts';
import { forkImaging } from '../../main/engine/imaging/fork.ts';
import { openImagingPool } from '../../main/engine/imaging/pool.ts';
import { keyFromSecret, sealedBox } from '../../main/engine/sealed-box.ts';
import { systemClock } from '../../main/engine/system-clock.ts';
import type { Account } from './emulator-process.ts';
import type { Job, Result } from './jobs.ts';
import { stopwatch } from './stretch.ts';

type Measured = Omit<Result, 'peakBytes'>;
type Of<K extends Job['kind']> = Job & { kind: K };

const imagingEntry = join(import.meta.dirname, '..', '..', 'main', 'imaging', 'entry.ts');

async function withEngine(
  options: { data: string; processes: number; lanes: number; secret: string },
  measure: (engine: Engine) => Promise<Measured>,
): Promise<Measured> {
  // The clock's timers do not keep a process alive.
  const alive = setInterval(() => undefined, 60_000);
  const imaging = openImagingPool({
    spawn: () => forkImaging(imagingEntry),
    processes: options.processes,
    clock: systemClock,
  });
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (event: string, fields?: object) => process.stderr.write(`${event} ${JSON.stringify(fields ?? {})}\n`),
  };
  const opened = openEngine({
    dataFolder: options.data,
    clock: systemClock,
    log,
    imaging,
    inspectors: options.processes,
    secrets: sealedBox(keyFromSecret(options.secret)),
    lanes: options.lanes,
    live: false,
  });
  if (opened.kind === 'failed') throw new Error(`engine: ${opened.code}`);
  try {
    return await measure(opened.engine);
  } finally {
    await opened.engine.close();
    await imaging.close();
    clearInterval(alive);
  }
}

async function add(engine: Engine, folder: string): Promise<void> {
  const added = await engine.calls['folders.add']({
    path: folder,
    target: { kind: 'new', title: 'Bench', privacy: 'private' },
    rules: {},
  });
  if (!added.ok && added.error.code !== 'folder_already_added') throw new Error(`folder: ${added.error.code}`);
}

function signIn(engine: Engine, { address, applicationKey, accessToken, sessionSecretKey }: Account): void {
  engine.use({ apiAddress: address, applicationKey, accessToken, signingSecret: sessionSecretKey });
}

export function engineImport({ folder, data, processes }: Of<'engine-import'>): Promise<Measured> {
  return withEngine({ data, processes, lanes: 3, secret: 'bench' }, async (engine) => {
    await add(engine, folder);
    const passed = stopwatch();
    await engine.start();
    await engine.decided();
    const stretch = passed();
    return { ...stretch, ...sizeOf(folder) };
  });
}

export function engineSend({ data, account, lanes }: Of<'engine-send'>): Promise<Measured> {
  return withEngine({ data, processes: 1, lanes, secret: account.sessionSecretKey }, async (engine) => {
    await engine.start();
    await engine.decided();
    const passed = stopwatch();
    signIn(engine, account);
    const how = await engine.decided();
    const stretch = passed();
    if (how !== 'decided') throw new Error(`sending ended with ${how}`);
    const snapshot = await engine.calls['snapshot.get'](undefined);
    return { ...stretch, files: snapshot.ok ? snapshot.value.counts.done : 0, bytes: engine.bytesSent() };
  });
}

export function engineAll({ folder, data, processes, account, lanes }: Of<'engine-all'>): Promise<Measured> {
  return withEngine({ data, processes, lanes, secret: account.sessionSecretKey }, async (engine) => {
    await add(engine, folder);
    const passed = stopwatch();
    signIn(engine, account);
    await engine.start();
    await engine.decided();
    const stretch = passed();
    const snapshot = await engine.calls['snapshot.get'](undefined);
    return { ...stretch, files: snapshot.ok ? snapshot.value.counts.done : 0, bytes: engine.bytesSent() };
  });
}

export function sizeOf(folder: string): { files: number; bytes: number } {
  let files = 0;
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    files += 1;
    bytes += statSync(join(entry.parentPath, entry.name)).size;
  }
  return { files, bytes };
}
