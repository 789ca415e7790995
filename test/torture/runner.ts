// The engine in a process that is made to be killed: real database, real imaging processes, real HTTP; only waits are
// short. Started by life.ts.
import { writeFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { watchPoints } from './points.ts';
import type { DeathNote, FromRunner, Order, ToRunner } from './runner-messages.ts';
import { openEngine, type Engine } from '../../main/engine/engine.ts';
import { forkImaging } from '../../main/engine/imaging/fork.ts';
import { openImagingPool, type ImagingChild } from '../../main/engine/imaging/pool.ts';
import type { Imaging } from '../../main/engine/ports.ts';
import { keyFromSecret, sealedBox } from '../../main/engine/sealed-box.ts';
import { systemClock } from '../../main/engine/system-clock.ts';
import { quickPolicy, silentLog } from '../../main/engine/testing/quick.ts';
import type { EngineCallName } from '../../shared/ipc.ts';

const imagingEntry = fileURLToPath(new URL('../../main/imaging/entry.ts', import.meta.url));
const passed = new Map<string, number>();
let dieAt: Order['dieAt'] = null;
let deathNote = '';
let engine: Engine | null = null;

function reached(point: string): void {
  const times = (passed.get(point) ?? 0) + 1;
  passed.set(point, times);
  if (dieAt?.time !== times || !dieAt.points.includes(point)) return;
  const note: DeathNote = { point, points: Object.fromEntries(passed) };
  writeFileSync(deathNote, JSON.stringify(note));
  // No handler, no flush, no goodbye: the same end as a power button held down, except for the system's own cache.
  process.kill(process.pid, 'SIGKILL');
}

const tell = (message: FromRunner): void => void process.send?.(message);

const imagingProcesses: ImagingChild[] = [];
let inspections = 0;

function spawnImaging(): ImagingChild {
  const child = forkImaging(imagingEntry);
  imagingProcesses.push(child);
  return child;
}

function watched(imaging: Imaging, diesAt: number | null): Imaging {
  return {
    async inspect(...given) {
      inspections += 1;
      if (inspections === diesAt) setTimeout(() => imagingProcesses.at(-1)?.kill(), 3);
      reached('before inspection');
      const outcome = await imaging.inspect(...given);
      reached('after inspection');
      return outcome;
    },
    async makeCopy(...given) {
      reached('before the copy');
      const outcome = await imaging.makeCopy(...given);
      reached('after the copy');
      return outcome;
    },
    fingerprint: (path) => imaging.fingerprint(path),
    agreement: (path, previewPath) => imaging.agreement(path, previewPath),
    close: () => imaging.close(),
  };
}

async function start(order: Order): Promise<void> {
  dieAt = order.dieAt;
  deathNote = order.deathNote;
  watchPoints(reached);
  const opened = openEngine({
    dataFolder: order.dataFolder,
    turnsFolder: order.turnsFolder,
    clock: systemClock,
    log: silentLog,
    imaging: watched(openImagingPool({ spawn: spawnImaging, processes: 1, clock: systemClock }), order.imagingDiesAt),
    inspectors: 2,
    secrets: sealedBox(keyFromSecret(order.credentials.signingSecret)),
    lanes: order.lanes,
    photosPerPost: order.photosPerPost,
    // One call in ten goes wrong here: that a photo is given up after eight of them is shown elsewhere.
    policy: { ...quickPolicy, attempts: 40 },
    live: order.live,
  });
  if (opened.kind === 'failed') {
    tell({ type: 'failed', code: opened.code });
    return;
  }
  engine = opened.engine;
  engine.use(order.credentials);
  // A process that is killed writes nothing when it ends.
  flushCompileCache();
  await engine.start();
  tell({ type: 'up' });
  for (const { path, target, convert } of order.folders) {
    const added = await engine.calls['folders.add']({ path, target, rules: { convert } });
    if (!added.ok && added.error.code !== 'folder_already_added') tell({ type: 'failed', code: added.error.code });
  }
  await decide(engine);
}

async function decide(running: Engine): Promise<void> {
  const how = await running.decided();
  tell({ type: 'decided', how, points: Object.fromEntries(passed) });
}

process.on('message', (raw) => {
  const message = raw as ToRunner;
  if (message.type === 'start') {
    void start(message.order);
    return;
  }
  const running = engine;
  if (running === null) return;
  void running.answer(message.name as EngineCallName, message.input).then(async (value) => {
    tell({ type: 'answer', id: message.id, value });
    if (message.name === 'photos.act' || message.name === 'problems.act') await decide(running);
  });
});
process.on('disconnect', () => process.exit(0));
