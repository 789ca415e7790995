// The pool against real processes that hang, die and lie. For real pictures see main/imaging.
import { fork } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forkImaging } from './fork.ts';
import { openImagingPool, type ImagingChild, type ImagingPool, type ImagingPoolOptions } from './pool.ts';
import { systemClock } from '../system-clock.ts';

const hostile = join(import.meta.dirname, '..', 'testing', 'hostile-imaging.cjs');
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

test('no process is started before there is a photo, and one process inspects many photos', async () => {
  open();
  expect(spawned).toBe(0);
  const pids = await Promise.all([pidOf('fine 1'), pidOf('fine 2'), pidOf('fine 3')]);
  expect(new Set(pids).size).toBe(1);
  expect(spawned).toBe(1);
});

test('photos are inspected in the order asked', async () => {
  open();
  const paths = Array.from({ length: 12 }, (_, index) => `fine ${index}`);
  await Promise.all(paths.map(pidOf));
  expect((await readFile(join(folder, 'asked'), 'utf8')).trim().split('\n')).toEqual(paths);
});

test('as many photos are inspected side by side as there may be processes, and no more', async () => {
  open({ processes: 2 });
  const pids = await Promise.all([pidOf('meet 1'), pidOf('meet 2'), pidOf('fine 3'), pidOf('fine 4')]);
  expect(pids[0]).not.toBe(pids[1]);
  expect(new Set(pids).size).toBe(2);
  expect(spawned).toBe(2);
});

/** A second try comes at once, so that tests need not wait; four silent seconds are no sign of a busy machine yet. */
const soon = { mostSilentMs: 4_000, againMs: 1 };
const impatient = { cpuMs: 10_000, cpuMsPerMegabyte: 1_000, readingSigns: 5, decodingSigns: 5 };
const asked = async () => (await readFile(join(folder, 'asked'), 'utf8')).trim().split('\n');

test('a photo that hangs its process is timed out; its process is replaced, and the next photo inspected', async () => {
  open(soon);
  const before = await pidOf('fine before');
  const [hanging, after] = await Promise.all([kindOf('hang'), pidOf('fine after')]);
  expect(hanging).toBe('timed-out');
  expect(after).toBeTypeOf('number');
  expect(after).not.toBe(before);
});

test('after a first time-out nothing is reported: the photo is tried again, after the others and alone', async () => {
  open({ ...soon, processes: 2 });
  const kinds = await Promise.all([kindOf('once'), kindOf('fine 1'), kindOf('fine 2')]);
  expect(kinds).toEqual(['facts', 'facts', 'facts']);
  expect(await asked()).toEqual(expect.arrayContaining(['once', 'once']));
  expect((await asked()).at(-1)).toBe('once');
});

test('while a photo has its second try, nothing else is inspected', async () => {
  open({ ...soon, processes: 2 });
  const alone = kindOf('alone');
  await expect.poll(async () => asked().catch(() => [])).toEqual(['alone', 'alone']);
  expect(await Promise.all([alone, kindOf('fine 1'), kindOf('fine 2')])).toEqual(['facts', 'facts', 'facts']);
});

test('copies and comparisons are tried twice as well', async () => {
  open({ ...soon, mostSilentMs: 1_500 });
  const plan = { maxSidePixels: null, maxBytes: null, toFormat: null, removeGps: true };
  expect((await pool.makeCopy('hang', 'out', plan)).kind).toBe('timed-out');
  expect((await pool.fingerprint('hang')).kind).toBe('timed-out');
  expect(spawned).toBe(4);
});

test.runIf(process.platform !== 'win32')(
  'a process that the computer does not let run is no fault of its photo',
  async () => {
    let stopped = 0;
    // The first process gets no processor at all from the moment it is asked, as on a starved machine.
    const spawn = (): ImagingChild => {
      const child = forkImaging(hostile);
      const isFirst = (spawned += 1) === 1;
      return {
        ...child,
        send(message) {
          if (isFirst && child.pid !== undefined) process.kill(child.pid, 'SIGSTOP');
          if (isFirst) stopped += 1;
          child.send(message);
        },
      };
    };
    open({ ...soon, spawn });
    expect(await kindOf('fine')).toBe('facts');
    expect(stopped).toBe(1);
    expect(spawned).toBe(2);
  },
);

test.runIf(process.platform !== 'win32')('a process that is let run again in time goes on', async () => {
  let pid = 0;
  const spawn = (): ImagingChild => {
    spawned += 1;
    const child = forkImaging(hostile);
    pid = child.pid ?? 0;
    return child;
  };
  open({ spawn, mostSilentMs: 60_000 });
  const looking = kindOf('busy 20');
  await expect.poll(async () => asked().catch(() => [])).toHaveLength(1);
  process.kill(pid, 'SIGSTOP');
  // Longer than the patience of five signs would last if it were counted by the wall.
  await new Promise((resolve) => setTimeout(resolve, 500));
  process.kill(pid, 'SIGCONT');
  expect(await looking).toBe('facts');
  expect(spawned).toBe(1);
});

test('a read that stalls is reported as the disk’s trouble', async () => {
  open({ patience: impatient });
  expect(await pool.inspect('stall', folder)).toEqual({ kind: 'unreadable', code: 'ETIMEDOUT' });
  const plan = { maxSidePixels: null, maxBytes: null, toFormat: null, removeGps: true };
  expect(await pool.makeCopy('stall', 'out', plan)).toEqual({ kind: 'unavailable' });
});

test.each(['loop', 'doze'])(
  'a decoder that does «%s» is killed, although its process shows signs of life',
  async (deed) => {
    open({ patience: impatient, againMs: 1 });
    expect(await kindOf(deed)).toBe('timed-out');
    expect(spawned).toBe(2);
    expect(await kindOf('fine')).toBe('facts');
  },
);

test('a photo whose reading or decoding advances is not timed out, however long it takes', async () => {
  open({ patience: impatient });
  expect(await kindOf('slow 40')).toBe('facts');
  expect(await kindOf('busy 15')).toBe('facts');
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

test('a process that uses too much memory gives its answer and is replaced', async () => {
  open();
  const before = await pidOf('fine');
  expect(await kindOf('swell')).toBe('facts');
  expect(await pidOf('fine')).not.toBe(before);
  expect(spawned).toBe(2);
});

test('when no process ever starts, photos are answered as unavailable, later ones too', async () => {
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
    clock: { ...systemClock, after: (ms, run) => systemClock.after(ms === 120_000 ? ms : 1, run) },
  });
  const kinds = await Promise.all([kindOf('fine 1'), kindOf('fine 2'), kindOf('fine 3')]);
  expect(kinds).toEqual(['unavailable', 'unavailable', 'unavailable']);
  expect(spawned).toBeGreaterThanOrEqual(5);
  expect(await kindOf('fine 4')).toBe('unavailable');
});

test('photos are answered as unavailable when the program cannot be started at all', async () => {
  open({
    spawn: () => {
      throw new Error('no such program');
    },
    clock: { ...systemClock, after: (_, run) => systemClock.after(1, run) },
  });
  expect(await kindOf('fine')).toBe('unavailable');
});

test('a copy for sending is asked for and answered like an inspection', async () => {
  open();
  const plan = { maxSidePixels: null, maxBytes: null, toFormat: null, removeGps: true };
  expect(await pool.makeCopy('in', 'out', plan)).toEqual({ kind: 'failed', reason: 'cannot-decode' });
});

test('closing answers what waits, and leaves no process behind', async () => {
  open();
  const first = await pidOf('fine');
  const waiting = [kindOf('hang'), kindOf('fine')];
  await pool.close();
  expect(await Promise.all(waiting)).toEqual(['unavailable', 'unavailable']);
  expect(() => process.kill(Number(first), 0)).toThrow('ESRCH');
  expect(await kindOf('fine')).toBe('unavailable');
});

test('the child gets none of the program’s own environment variables', async () => {
  process.env['OK_ACCESS_TOKEN'] = 'secret';
  const child = forkImaging(join(import.meta.dirname, '..', 'testing', 'tell-environment.cjs'));
  const told = await new Promise((resolve) => child.onMessage(resolve));
  delete process.env['OK_ACCESS_TOKEN'];
  child.kill();
  expect(told).not.toContain('OK_ACCESS_TOKEN');
  expect(told).toContain('PATH');
  open();
});
