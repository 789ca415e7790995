// The pool against real processes that hang, die and lie. No pictures here; see main/imaging for those.
import { fork } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forkImaging } from './fork-imaging.ts';
import { openImagingPool, type ImagingChild, type ImagingPool, type ImagingPoolOptions } from './imaging-pool.ts';
import { systemClock } from './system-clock.ts';

const hostile = join(import.meta.dirname, 'testing', 'hostile-imaging.cjs');
let folder: string;
let pool: ImagingPool;
let spawned: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imaging-pool-'));
  spawned = 0;
});
afterEach(async () => {
  await pool.close();
  await rm(folder, { recursive: true });
});

function open(options: Partial<ImagingPoolOptions> = {}): ImagingPool {
  const spawn = (): ImagingChild => {
    spawned += 1;
    return forkImaging(hostile);
  };
  pool = openImagingPool({ spawn, processes: 1, clock: systemClock, ...options });
  return pool;
}

const kindOf = async (path: string) => (await pool.inspect(path, folder)).kind;
const pidOf = async (path: string) => {
  const outcome = await pool.inspect(path, folder);
  return outcome.kind === 'facts' ? outcome.facts.sizeBytes : outcome.kind;
};

test('no process is started before there is a photo, and one process looks at many', async () => {
  open();
  expect(spawned).toBe(0);
  const pids = await Promise.all([pidOf('fine 1'), pidOf('fine 2'), pidOf('fine 3')]);
  expect(new Set(pids).size).toBe(1);
  expect(spawned).toBe(1);
});

test('photos are taken in the order asked', async () => {
  open();
  const paths = Array.from({ length: 12 }, (_, index) => `fine ${index}`);
  await Promise.all(paths.map(pidOf));
  expect((await readFile(join(folder, 'asked'), 'utf8')).trim().split('\n')).toEqual(paths);
});

test('as many photos are looked at side by side as there may be processes, and no more', async () => {
  open({ processes: 2 });
  const pids = await Promise.all([pidOf('meet 1'), pidOf('meet 2'), pidOf('fine 3'), pidOf('fine 4')]);
  expect(pids[0]).not.toBe(pids[1]);
  expect(new Set(pids).size).toBe(2);
  expect(spawned).toBe(2);
});

test('a photo that hangs its process is timed out, the process replaced, and the next photo looked at', async () => {
  open({ perPhotoMs: 300 });
  const before = await pidOf('fine before');
  const [hanging, after] = await Promise.all([kindOf('hang'), pidOf('fine after')]);
  expect(hanging).toBe('timed-out');
  expect(after).toBeTypeOf('number');
  expect(after).not.toBe(before);
});

test.each(['die', 'abort', 'lie', 'stranger', 'confuse'])(
  'a process that does «%s» is a crash for this photo only',
  async (deed) => {
    open();
    const [bad, good] = await Promise.all([kindOf(deed), kindOf('fine')]);
    expect(bad).toBe('crashed');
    expect(good).toBe('facts');
  },
);

test('a photo that is still being read is not timed out, however long that takes', async () => {
  open({ perPhotoMs: 1500 });
  expect(await kindOf('slow')).toBe('facts');
});

test('the whole of a photo has its limit too', async () => {
  open({ perPhotoMs: 600, mostMs: 500 });
  expect(await kindOf('slow')).toBe('timed-out');
});

test('a swollen process gives its answer and is replaced', async () => {
  open();
  const before = await pidOf('fine');
  expect(await kindOf('swell')).toBe('facts');
  expect(await pidOf('fine')).not.toBe(before);
  expect(spawned).toBe(2);
});

test('when processes never get ready, photos are answered instead of waiting for ever, and later ones too', async () => {
  const spawn = (): ImagingChild => {
    spawned += 1;
    const child = fork(hostile, ['never-ready'], { stdio: 'ignore', silent: true });
    return {
      send: () => {},
      onMessage: () => {},
      onExit: (run) => void child.on('exit', run),
      kill: () => void child.kill('SIGKILL'),
    };
  };
  open({
    spawn,
    processes: 2,
    clock: { ...systemClock, after: (ms, run) => systemClock.after(ms === 30_000 ? ms : 1, run) },
  });
  const kinds = await Promise.all([kindOf('fine 1'), kindOf('fine 2'), kindOf('fine 3')]);
  expect(kinds).toEqual(['unavailable', 'unavailable', 'unavailable']);
  expect(spawned).toBeGreaterThanOrEqual(5);
  expect(await kindOf('fine 4')).toBe('unavailable');
});

test('a program that cannot be started at all is no exception either', async () => {
  open({
    spawn: () => {
      throw new Error('no such program');
    },
    clock: { ...systemClock, after: (_, run) => systemClock.after(1, run) },
  });
  expect(await kindOf('fine')).toBe('unavailable');
});

test('a copy for sending is asked for and answered like everything else', async () => {
  open();
  const plan = { maxSidePixels: null, maxBytes: null, toFormat: null, removeGps: true };
  expect(await pool.mend('in', 'out', plan)).toEqual({ kind: 'failed', reason: 'cannot-decode' });
});

test('closing answers whoever waits, and leaves no process behind', async () => {
  open();
  const first = await pidOf('fine');
  const waiting = [kindOf('hang'), kindOf('fine')];
  await pool.close();
  expect(await Promise.all(waiting)).toEqual(['unavailable', 'unavailable']);
  expect(() => process.kill(Number(first), 0)).toThrow('ESRCH');
  expect(await kindOf('fine')).toBe('unavailable');
});

test('the child is not given what only the engine may know', async () => {
  process.env['OK_ACCESS_TOKEN'] = 'secret';
  const child = forkImaging(join(import.meta.dirname, 'testing', 'tell-environment.cjs'));
  const told = await new Promise((resolve) => child.onMessage(resolve));
  delete process.env['OK_ACCESS_TOKEN'];
  child.kill();
  expect(told).not.toContain('OK_ACCESS_TOKEN');
  expect(told).toContain('PATH');
  open();
});
