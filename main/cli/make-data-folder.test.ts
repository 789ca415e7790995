// The data folder is the person's own, and where it cannot be made that is said at once.
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { createDataFolder } from './make-data-folder.ts';

test('it is made with its parents, for nobody else, and may be there already', async () => {
  const base = await mkdtemp(join(tmpdir(), 'data-folder-'));
  const folder = join(base, 'a', 'b');
  expect(createDataFolder(folder)).toBe(true);
  if (process.platform !== 'win32') expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(createDataFolder(folder)).toBe(true);
  await writeFile(join(base, 'file'), '');
  expect(createDataFolder(join(base, 'file'))).toBe(false);
  expect(createDataFolder(join(base, 'file', 'below'))).toBe(false);
  await rm(base, { recursive: true });
});

test.runIf(process.platform === 'linux')('a place where the system lets nobody make a folder ends in an answer', () => {
  expect(createDataFolder('/proc/ok-photo-sync/library')).toBe(false);
});

test('two runs that begin at the same moment both find it made', async () => {
  const base = await mkdtemp(join(tmpdir(), 'data-folder-'));
  const gate = new Int32Array(new SharedArrayBuffer(4 * rounds));
  const runs = await Promise.all(
    [0, 1].map(
      () =>
        new Promise((resolve, reject) => {
          const run = new Worker(beginsTogether, { eval: true, workerData: { base, gate, rounds, program } });
          run.once('message', resolve).once('error', reject);
        }),
    ),
  );
  expect(runs).toEqual([rounds, rounds]);
  await rm(base, { recursive: true });
});

const rounds = 200;
const program = new URL('./make-data-folder.ts', import.meta.url).href;
/** In each round both wait for each other, and make one folder. Tells how often it was there then. */
const beginsTogether = `
  const { parentPort, workerData: { base, gate, rounds, program } } = require('node:worker_threads');
  import(program).then(({ createDataFolder }) => {
    let made = 0;
    for (let round = 0; round < rounds; round += 1) {
      Atomics.add(gate, round, 1);
      while (Atomics.load(gate, round) < 2);
      if (createDataFolder(base + '/' + round + '/a/b')) made += 1;
    }
    parentPort.postMessage(made);
  });`;
