// A measured process: does one job and prints its result as a line of JSON. Started by run-job.ts.
import { readFileSync } from 'node:fs';
import { bareImport, bareSend, bareWalk } from './bare.ts';
import { engineAll, engineImport, engineSend } from './engine.ts';
import { job, type Job, type Result } from './jobs.ts';

function work(given: Job): Promise<Omit<Result, 'peakBytes'>> {
  switch (given.kind) {
    case 'engine-import':
      return engineImport(given);
    case 'engine-send':
      return engineSend(given);
    case 'engine-all':
      return engineAll(given);
    case 'bare-send':
      return bareSend(given);
    case 'bare-import':
      return bareImport(given);
    case 'bare-walk':
      return bareWalk(given);
  }
}

/**
 * Largest resident size of this process, bytes. `maxRSS` would not do: Linux starts it at the size of whoever started
 * the process. Elsewhere it is looked at now and then.
 */
let seen = 0;
const looking = setInterval(() => (seen = Math.max(seen, process.memoryUsage.rss())), 10);
function peakBytes(): number {
  if (process.platform !== 'linux') return seen;
  return Number(/^VmHWM:\s+(\d+) kB/mu.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) * 1024;
}

const done = await work(job.parse(JSON.parse(process.argv[2] ?? '')));
clearInterval(looking);
process.stdout.write(`${JSON.stringify({ ...done, peakBytes: peakBytes() })}\n`);
