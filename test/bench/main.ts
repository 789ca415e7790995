// `npm run bench`: how fast and how large the engine is, each as a ratio to the same work without the product, in one
// run.
// Arguments: [sending] [inspection] [memory] [start] [comparing] to measure only these; --rounds N; --profile DIR
// writes CPU profiles of the engine.
import { cp, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { fillAlbum, listPaced, match } from './comparing.ts';
import { startEmulatorProcess, type EmulatorProcess } from './emulator-process.ts';
import type { Result } from './jobs.ts';
import { makeKnownFiles } from './known-files.ts';
import { median, pairs, runJob } from './run-job.ts';

const lanes = 3;
/** As in the terminal: see main/cli/commands/sync.ts. */
const processes = Math.min(4, availableParallelism());

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, profile: { type: 'string' } },
});
const rounds = Number(values.rounds);
const profile = values.profile ?? null;
const chosen = (name: string): boolean => positionals.length === 0 || positionals.includes(name);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const place = await realpath(await mkdtemp(join(tmpdir(), 'ok-photo-sync-bench-')));
const base = (name: string): string => join(place, name);

function rates(name: string, results: readonly Result[]): { perSecond: number; text: string } {
  const ms = median(results.map((one) => one.ms));
  const { files, bytes } = results[0] ?? { files: 0, bytes: 0 };
  const perSecond = files / (ms / 1000);
  const megabytes = bytes / 1e6 / (ms / 1000);
  const cpu = median(results.map((one) => one.cpuMs)) / files;
  const text = `${name} ${perSecond.toFixed(0)} photos/s, ${megabytes.toFixed(0)} MB/s, ${cpu.toFixed(1)} ms of processor a photo`;
  return { perSecond, text };
}

function compare(
  title: string,
  goal: string,
  engine: readonly Result[],
  bare: readonly Result[],
  bareName: string,
): void {
  const a = rates('engine', engine);
  const b = rates(bareName, bare);
  say(`${title}: ${(a.perSecond / b.perSecond).toFixed(2)} of ${bareName} (goal ${goal})`);
  say(`  ${a.text}; ${b.text}`);
}

async function sending(emulator: EmulatorProcess, title: string, count: number, width: number): Promise<void> {
  const folder = base(`sending ${title}`);
  await makeLibrary(folder, count, { width, height: Math.round((width * 3) / 4), pictures: 8 });
  const read = base(`read ${title}`);
  await runJob({ kind: 'engine-import', folder, data: read, processes });
  let copies = 0;
  const engine = async (): Promise<Result> => {
    const data = base(`data ${title} ${(copies += 1)}`);
    await cp(read, data, { recursive: true });
    await emulator.forget();
    const result = await runJob({ kind: 'engine-send', data, account: emulator.account, lanes }, profile);
    const arrived = await emulator.photos();
    if (arrived !== count) throw new Error(`${arrived} of ${count} photos arrived`);
    await rm(data, { recursive: true });
    return result;
  };
  const bare = async (): Promise<Result> => {
    await emulator.forget();
    return runJob({ kind: 'bare-send', folder, account: emulator.account, lanes });
  };
  const [a, b] = await pairs(rounds, engine, bare);
  const kilobytes = Math.round((b[0]?.bytes ?? 0) / count / 1000);
  compare(`Sending ${count} photos of ${kilobytes} kB, ${lanes} lanes`, '0.80', a, b, 'a bare undici loop');
  await rm(folder, { recursive: true });
}

async function inspection(): Promise<void> {
  const folder = base('inspection');
  await makeLibrary(folder, 800, { width: 2400, height: 1800, pictures: 8 });
  let copies = 0;
  const [a, b] = await pairs(
    rounds,
    () => runJob({ kind: 'engine-import', folder, data: base(`import ${(copies += 1)}`), processes }, profile),
    () => runJob({ kind: 'bare-import', folder, data: base(`bare ${(copies += 1)}`), processes }),
  );
  compare(
    `First import of 800 photos, the start of the processes included, ${processes} at once`,
    '1.00',
    a,
    b,
    'a bare sharp loop',
  );
  await rm(folder, { recursive: true });
}

async function memory(emulator: EmulatorProcess): Promise<void> {
  const folder = base('memory');
  const count = 2_000;
  await makeLibrary(folder, count, { width: 640, height: 480, pictures: 16 });
  await emulator.forget();
  const data = base('memory data');
  const { peakBytes, files, ms } = await runJob(
    { kind: 'engine-all', folder, data, processes, account: emulator.account, lanes },
    profile,
  );
  say(`Memory for ${files} photos, read and sent: ${(peakBytes / 1e6).toFixed(0)} MB at most (goal under 300 MB)`);
  say(`  ${(files / (ms / 1000)).toFixed(0)} photos/s read and sent at the same time`);
  await rm(folder, { recursive: true });
}

async function start(): Promise<void> {
  const folder = base('known');
  const data = base('known data');
  const count = 20_000;
  await mkdir(folder);
  makeKnownFiles(folder, data, count);
  const [a, b] = await pairs(
    rounds,
    () => runJob({ kind: 'engine-import', folder, data, processes }, profile),
    () => runJob({ kind: 'bare-walk', folder }),
  );
  const engineMs = median(a.map((one) => one.ms));
  const bareMs = median(b.map((one) => one.ms));
  say(`Start with ${count} known files: ${(engineMs / bareMs).toFixed(2)} × a bare walk (goal at most 3.00)`);
  say(`  engine ${engineMs.toFixed(0)} ms, a bare walk ${bareMs.toFixed(0)} ms`);
}

async function comparing(emulator: EmulatorProcess): Promise<void> {
  const count = 10_000;
  await emulator.forget();
  const album = await fillAlbum(emulator.account, count);
  const { calls, photos, ms, cpuMs } = await listPaced(emulator.account, album);
  say(
    `Listing an album of ${photos} photos at the paced rate: ${calls} calls, ${(ms / 1000).toFixed(1)} s (goal 60 s)`,
  );
  say(`  ${cpuMs.toFixed(0)} ms of processor`);
  const { index, twins, same } = match(count);
  say(`Fingerprints of ${count} photos against ${count}: ${index.cpuMs.toFixed(0)} ms of processor, ${same} found`);
  say(`  ours one with each other: ${twins.cpuMs.toFixed(0)} ms of processor`);
}

say(`Machine: ${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 1e9)} GB,`);
say(`  ${process.platform} ${process.arch}, Node ${process.version}. Medians of ${rounds} alternating rounds.`);
const emulator = await startEmulatorProcess();
try {
  if (chosen('sending')) await sending(emulator, 'whole', 120, 5200);
  if (chosen('sending')) await sending(emulator, 'large', 400, 2400);
  if (chosen('sending')) await sending(emulator, 'small', 1_000, 640);
  if (chosen('inspection')) await inspection();
  if (chosen('memory')) await memory(emulator);
  if (chosen('start')) await start();
  if (chosen('comparing')) await comparing(emulator);
} finally {
  await emulator.close();
  await rm(place, { recursive: true, force: true });
}
