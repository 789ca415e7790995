// `npm run torture -- --minutes N --seed S [--kills N] [--per-episode N] [--verbose]`: kills the engine again and again
// and counts what is lost or doubled.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { torture } from './torture.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '1000000' },
    'per-episode': { type: 'string', default: '12' },
    verbose: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const startedAt = performance.now();
const { bad, ...totals } = await torture({
  minutes: Number(values.minutes),
  seed: Number(values.seed),
  kills: Number(values.kills),
  killsPerEpisode: Number(values['per-episode']),
  ...(values.verbose ? { onLife: say } : {}),
  onEpisode(result, so) {
    const findings = [
      ...result.verdict.lost.map((one) => `lost ${one}`),
      ...result.verdict.doubled.map((one) => `double ${one}`),
      ...result.verdict.foreign.map((one) => `foreign ${one}`),
      ...result.verdict.wrongRecords.map((one) => `record ${one}`),
      ...result.breakages,
    ];
    say(`episode ${so.episodes}: ${so.kills} kills, ${so.photos} photos, lost ${so.lost}, double ${so.doubled}`);
    for (const finding of findings) say(`  ${finding}`);
    if (findings.length > 0) say(`  kept in ${result.place}`);
  },
});
say(
  JSON.stringify({
    seed: Number(values.seed),
    ...totals,
    seconds: Math.round((performance.now() - startedAt) / 1000),
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${process.platform}, Node ${process.versions.node}`,
  }),
);
process.exitCode = bad.length === 0 ? 0 : 1;
