// `npm run fuzz -- [--minutes N | --count N] [--seed S] [--only «K or the name of a bomb» [--keep FILE]]
//   [--bombs all|quick|none] [--copy-every N] [--wasm] [--json]`: gives corrupted pictures to the imaging process and
// counts the results. Ends with 1 when a promise was broken.
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bombs } from './bombs.ts';
import { fuzz } from './fuzz.ts';
import { openMutants } from './mutants.ts';
import { reportOf } from './report.ts';
import { makeSeeds } from './seeds.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    count: { type: 'string' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    /** Where to put the bytes of the one mutant. */
    keep: { type: 'string' },
    bombs: { type: 'string', default: 'all' },
    lanes: { type: 'string', default: '2' },
    'copy-every': { type: 'string', default: '4' },
    /** With sharp's WebAssembly build, as inside Linux's Electron. */
    wasm: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const { only } = values;
const seed = Number(values.seed);
const minutes = values.minutes === undefined ? null : Number(values.minutes);
const onlyNumber = only !== undefined && /^\d+$/.test(only) ? Number(only) : null;
const startedAt = performance.now();

function chosenBombs() {
  if (onlyNumber !== null) return [];
  if (only !== undefined) return bombs.filter(({ name }) => name.includes(only));
  return bombs.filter(({ isQuick }) => values.bombs === 'all' || (values.bombs === 'quick' && isQuick));
}

function chosenMutants(): number {
  if (only !== undefined) return onlyNumber === null ? 0 : 1;
  return Number(values.count ?? (minutes === null ? 1000 : Infinity));
}

if (onlyNumber !== null) {
  const { bytes, ...rest } = (await openMutants(await makeSeeds(), seed))(onlyNumber);
  say(JSON.stringify({ ...rest, sizeBytes: bytes.length }));
  if (values.keep !== undefined) await writeFile(values.keep, bytes);
}

// Read by the imaging processes, not by this one, which runs already.
const pretendElectron = join(import.meta.dirname, '../../main/imaging/testing/pretend-electron.cjs');
if (values.wasm) process.env['NODE_OPTIONS'] = `--require ${JSON.stringify(pretendElectron)}`;

const theBombs = chosenBombs();
const counts = await fuzz({
  seed,
  from: onlyNumber ?? 0,
  mutants: chosenMutants(),
  minutes,
  bombs: theBombs,
  lanes: only === undefined ? Number(values.lanes) : 1,
  convertEvery: only === undefined ? Number(values['copy-every']) : 1,
  onResult(who, { inspected, inspecting, copied, converting, broken }) {
    for (const what of broken) say(`${who}: ${what}`);
    if (only !== undefined || theBombs.some(({ name }) => name === who))
      say(JSON.stringify({ who, inspected, inspecting, copied, converting }));
  },
});
const seconds = Math.round((performance.now() - startedAt) / 1000);
const build = values.wasm ? "sharp's WebAssembly build" : "sharp's native build";
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${process.platform}, Node ${process.versions.node}, ${build}`;
if (values.json) say(JSON.stringify({ seed, ...counts, seconds, machine }, null, 1));
else for (const line of [`seed ${seed}, ${seconds} s on ${machine}`, ...reportOf(counts)]) say(line);
process.exitCode = counts.broken.length === 0 ? 0 : 1;
