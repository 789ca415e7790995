// A measured process: does one job and prints its result as a line of JSON. Started by run-job.ts.
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

const done = await work(job.parse(JSON.parse(process.argv[2] ?? '')));
// maxRSS is in kilobytes on every system that Node runs on.
process.stdout.write(`${JSON.stringify({ ...done, peakBytes: process.resourceUsage().maxRSS * 1024 })}\n`);
