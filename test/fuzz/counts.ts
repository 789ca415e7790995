// What a run of the fuzzer found, in numbers: verdicts, replaced processes, memory, disagreements with the image check.
import type { InspectOutcome, ConversionOutcome } from '../../shared/facts.ts';
import type { Comparison } from './compare-with-image-check.ts';
import type { Observation } from './observe.ts';

export type Disagreement = { count: number; examples: string[] };
export type Counts = {
  inspected: number;
  verdicts: Record<string, number>;
  copied: number;
  conversions: Record<string, number>;
  processesReplaced: number;
  broken: { what: string; who: string }[];
  peak: { bytes: number; who: string };
  slowest: { cpuMs: number; who: string };
  comparison: Record<Comparison['kind'], number>;
  disagreements: Record<string, Disagreement>;
  /** Mutants whose process died or was ended. */
  lost: string[];
};

export const noCounts = (): Counts => ({
  inspected: 0,
  verdicts: {},
  copied: 0,
  conversions: {},
  processesReplaced: 0,
  broken: [],
  peak: { bytes: 0, who: '' },
  slowest: { cpuMs: 0, who: '' },
  comparison: { agree: 0, 'only the service refuses': 0, 'only we refuse': 0, 'other reason': 0 },
  disagreements: {},
  lost: [],
});

const add = (to: Record<string, number>, name: string) => (to[name] = (to[name] ?? 0) + 1);
const inspectWord = (outcome: InspectOutcome) =>
  outcome.kind === 'facts' ? (outcome.facts.format === null ? 'no picture' : outcome.facts.soundness) : outcome.kind;
const conversionWord = (outcome: ConversionOutcome) => (outcome.kind === 'failed' ? outcome.reason : outcome.kind);
const examplesKept = 6;

export function count(
  into: Counts,
  who: string,
  { inspected, inspecting, copied, converting, broken }: Observation,
): void {
  into.inspected += 1;
  add(into.verdicts, inspectWord(inspected));
  if (copied !== null) {
    into.copied += 1;
    add(into.conversions, conversionWord(copied));
  }
  for (const what of broken) into.broken.push({ what, who });
  for (const [doing, kind] of [
    ['inspecting', inspected.kind],
    ['converting', copied?.kind],
  ] as const)
    if (kind === 'crashed' || kind === 'timed-out') into.lost.push(`${doing} ${who}: ${kind}`);
  for (const [doing, usage] of [
    ['inspecting', inspecting],
    ['converting', converting],
  ] as const) {
    if ((usage?.peakBytes ?? 0) > into.peak.bytes) into.peak = { bytes: usage?.peakBytes ?? 0, who: `${doing} ${who}` };
    if ((usage?.cpuMs ?? 0) > into.slowest.cpuMs) into.slowest = { cpuMs: usage?.cpuMs ?? 0, who: `${doing} ${who}` };
  }
}

export function countComparison(into: Counts, who: string, format: string, { kind, ours, theirs }: Comparison): void {
  into.comparison[kind] += 1;
  if (kind === 'agree') return;
  const name = `${kind}: ${format}, here ${ours}, there ${theirs}`;
  const found = (into.disagreements[name] ??= { count: 0, examples: [] });
  found.count += 1;
  if (found.examples.length < examplesKept) found.examples.push(who);
}
