// Gives one file to the imaging process and compares the answer with what inspection and conversion promise.
import { createHash } from 'node:crypto';
import { readFile, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ImagingPool } from '../../main/engine/imaging/pool.ts';
import {
  inspectOutcome,
  conversionOutcome,
  type InspectOutcome,
  type ConversionOutcome,
  type ConversionPlan,
} from '../../shared/facts.ts';
import { mostResidentBytes } from '../../main/imaging/memory-watch.ts';
import { verdictOfService } from './compare-with-image-check.ts';
import type { ProcessWatch, Usage } from './process-watch.ts';

export type Lane = { pool: ImagingPool; watch: ProcessWatch; folder: string };
export type Observation = {
  inspected: InspectOutcome;
  inspecting: Usage;
  copied: ConversionOutcome | null;
  converting: Usage | null;
  /** Broken promises, in words. Empty: all is well. */
  broken: string[];
};

/** What the watch may let pass between two looks. */
const sparedBytes = 128 * 1024 * 1024;
/** What a person who lets this program do everything asks for. */
export const everyWish: ConversionPlan = { maxSidePixels: 64, maxBytes: 60_000, toFormat: 'jpeg', removeGps: true };
export const onlyPlace: ConversionPlan = { maxSidePixels: null, maxBytes: null, toFormat: null, removeGps: true };

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const stampOf = async (path: string) => {
  const { size, mtimeNs, ino } = await stat(path, { bigint: true });
  return `${ino}:${size}:${mtimeNs}`;
};

/** Promises about the copy, when there is one. */
async function copyPromises(
  lane: Lane,
  copyPath: string,
  outcome: ConversionOutcome,
  plan: ConversionPlan,
): Promise<string[]> {
  const copy = await readFile(copyPath).catch(() => null);
  if (outcome.kind !== 'made') return copy === null ? [] : [`a copy is there although imaging said ${outcome.kind}`];
  if (copy === null) return ['there is no copy although imaging said so'];
  const broken: string[] = [];
  if (sha256(copy) !== outcome.sha256 || copy.length !== outcome.sizeBytes)
    broken.push('the copy is not what was told');
  // The fuzzer's own wish makes thin pictures thinner than the service takes.
  if (!['taken', 'too_small'].includes(verdictOfService(copy)) && plan.toFormat !== null)
    broken.push(`the service would refuse the copy: ${verdictOfService(copy)}`);
  if (plan.maxBytes !== null && copy.length > plan.maxBytes) broken.push('the copy has too many bytes');
  if (plan.maxSidePixels !== null && Math.max(outcome.width, outcome.height) > plan.maxSidePixels)
    broken.push('the copy has too many pixels');
  const seen = await lane.pool.inspect(copyPath, join(lane.folder, 'thumbnails'));
  if (seen.kind !== 'facts') return [...broken, `the copy cannot be inspected: ${seen.kind}`];
  if (seen.facts.hasGps) broken.push('the copy still has its place');
  if (plan.toFormat !== null && seen.facts.soundness !== 'whole') broken.push(`the copy is ${seen.facts.soundness}`);
  return broken;
}

export async function observe(
  lane: Lane,
  path: string,
  {
    plan,
    thorough,
    expected,
  }: { plan: ConversionPlan | null; thorough: boolean; expected: { sizeBytes: number; sha256: string } | null },
): Promise<Observation> {
  const before = await stampOf(path);
  const { result: inspected, usage: inspecting } = await lane.watch.during(() =>
    lane.pool.inspect(path, join(lane.folder, 'thumbnails'), { thorough }),
  );
  const broken: string[] = [];
  if (!inspectOutcome.safeParse(inspected).success) broken.push('the verdict is none');
  if (inspected.kind === 'vanished' || inspected.kind === 'changed' || inspected.kind === 'unreadable')
    broken.push(`a file that lies still is ${inspected.kind}`);
  if (inspected.kind === 'facts' && expected !== null)
    if (inspected.facts.sha256 !== expected.sha256 || inspected.facts.sizeBytes !== expected.sizeBytes)
      broken.push('the hash or the size is another one');
  let copied: ConversionOutcome | null = null;
  let converting: Usage | null = null;
  if (plan !== null) {
    const copyPath = `${path}.copy`;
    const asked = await lane.watch.during(() => lane.pool.makeCopy(path, copyPath, plan));
    copied = asked.result;
    converting = asked.usage;
    if (!conversionOutcome.safeParse(copied).success) broken.push('the copy has no outcome');
    broken.push(...(await copyPromises(lane, copyPath, copied, plan)));
    await rm(copyPath, { force: true });
    const wasKilled = copied.kind === 'crashed' || copied.kind === 'timed-out';
    const left = (await readdir(dirname(path))).filter((name) => name.startsWith(`${basename(path)}.copy`));
    if (left.length > 0 && !wasKilled) broken.push('a copy was left half-written');
    for (const name of left) await rm(join(dirname(path), name), { force: true });
  }
  if ((await stampOf(path)) !== before) broken.push('the original was touched');
  if (expected !== null && expected.sizeBytes < 2 ** 24 && sha256(await readFile(path)) !== expected.sha256)
    broken.push('the original was changed');
  for (const [what, usage] of [
    ['inspecting', inspecting],
    ['converting', converting],
  ] as const) {
    if ((usage?.peakBytes ?? 0) > mostResidentBytes + sparedBytes)
      broken.push(`${what} took ${Math.round((usage?.peakBytes ?? 0) / 2 ** 20)} MiB`);
  }
  return { inspected, inspecting, copied, converting, broken };
}
