// The counts of a run as lines to read and to copy into documents.
import type { Counts } from './counts.ts';

const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
const list = (numbers: Record<string, number>) =>
  Object.entries(numbers)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, number]) => `${name} ${number}`)
    .join(', ');

export function reportOf(counts: Counts): string[] {
  const { inspected, verdicts, copied, conversions, processesReplaced, lost, peak, slowest, broken, comparison } =
    counts;
  const disagreements = Object.entries(counts.disagreements).toSorted(([, a], [, b]) => b.count - a.count);
  return [
    `inspected: ${inspected}; ${list(verdicts)}`,
    `copied: ${copied}; ${list(conversions)}`,
    `processes replaced: ${processesReplaced}; died or ended over a file: ${lost.length}`,
    ...lost.map((one) => `  ${one}`),
    `most memory of one process: ${peak.bytes === 0 ? 'not measured on this system' : `${mebibytes(peak.bytes)}, ${peak.who}`}`,
    `most processor time for one file: ${slowest.cpuMs} ms, ${slowest.who}`,
    `compared with the emulator: ${list(comparison)}`,
    ...disagreements.map(([name, { count, examples }]) => `  ${count} × ${name}; for example ${examples[0] ?? ''}`),
    `broken promises: ${broken.length}`,
    ...broken.map(({ who, what }) => `  ${who}: ${what}`),
  ];
}
