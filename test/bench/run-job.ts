// Runs a job in a fresh process, so that no job profits from what another one loaded or left behind.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { result, type Job, type Result } from './jobs.ts';

/** `profileFolder`: a CPU profile of the process is written there. */
export function runJob(job: Job, profileFolder: string | null = null): Promise<Result> {
  const profiling = profileFolder === null ? [] : ['--cpu-prof', '--cpu-prof-dir', profileFolder];
  const child = spawn(process.execPath, [...profiling, join(import.meta.dirname, 'subject.ts'), JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(result.parse(JSON.parse(said)));
      else reject(new Error(`${job.kind} ended with ${String(code)}`));
    });
  });
}

/**
 * Alternates the two, so that a busy moment of the machine meets both; the median of each. The first pair only warms
 * up.
 */
export async function pairs<T>(rounds: number, a: () => Promise<T>, b: () => Promise<T>): Promise<[T[], T[]]> {
  const left: T[] = [];
  const right: T[] = [];
  for (let round = 0; round <= rounds; round++) {
    // Whoever goes second finds a warmer machine: they take turns.
    const [first, second] = round % 2 === 0 ? [a, b] : [b, a];
    const one = await first();
    const two = await second();
    if (round === 0) continue;
    left.push(round % 2 === 0 ? one : two);
    right.push(round % 2 === 0 ? two : one);
  }
  return [left, right];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
