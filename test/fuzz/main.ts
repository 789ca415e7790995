// `npm run fuzz -- [--minutes N | --count N] [--seed S] [--only K|«name of a bomb»] [--verbose]`: spoilt pictures for the imaging process, counted.
import { cpus } from 'node:os';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { bombs } from './bombs.ts';
import { fuzz } from './fuzz.ts';
import { openMutants } from './mutants.ts';
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
    'mend-every': { type: 'string', default: '4' },
    verbose: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const seed = Number(values.seed);
const onlyNumber = values.only !== undefined && /^\d+$/.test(values.only) ? Number(values.only) : null;
const onlyBombs =
  values.only !== undefined && onlyNumber === null
    ? bombs.filter(({ name }) => name.includes(values.only ?? ''))
    : null;
const minutes = values.minutes === undefined ? null : Number(values.minutes);
const startedAt = performance.now();

if (onlyNumber !== null) {
  const { bytes, ...rest } = (await openMutants(await makeSeeds(), seed))(onlyNumber);
  say(JSON.stringify({ ...rest, sizeBytes: bytes.length }));
  if (values.keep !== undefined) await writeFile(values.keep, bytes);
}

const chosen = values.bombs === 'all' ? bombs : values.bombs === 'quick' ? bombs.filter(({ isQuick }) => isQuick) : [];
const counts = await fuzz({
  seed,
  from: onlyNumber ?? 0,
  mutants:
    onlyBombs !== null ? 0 : onlyNumber !== null ? 1 : Number(values.count ?? (minutes === null ? 1000 : Infinity)),
  minutes,
  bombs: onlyBombs ?? (onlyNumber === null ? chosen : []),
  lanes: values.only === undefined ? Number(values.lanes) : 1,
  mendEvery: values.only === undefined ? Number(values['mend-every']) : 1,
  onResult(who, { inspected, inspecting, mended, mending, broken }) {
    for (const what of broken) say(`${who}: ${what}`);
    if (values.verbose || values.only !== undefined || isBomb(who))
      say(JSON.stringify({ who, inspected, inspecting, mended, mending }));
  },
});
function isBomb(who: string): boolean {
  return bombs.some(({ name }) => name === who);
}
say(
  JSON.stringify(
    {
      seed,
      ...counts,
      peakMiB: Math.round(counts.peak.bytes / 2 ** 20),
      seconds: Math.round((performance.now() - startedAt) / 1000),
      machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${process.platform}, Node ${process.versions.node}`,
    },
    null,
    1,
  ),
);
process.exitCode = counts.broken.length === 0 ? 0 : 1;
