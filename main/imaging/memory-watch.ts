// Kills this process when a picture makes it use more memory than any real photo needs.
import { Worker } from 'node:worker_threads';

/**
 * Resident bytes. The largest pictures that are decoded at all stay below it (`isTooLarge`), so a decoder that uses
 * more was misled. The pool reports the photo as crashed and starts another process.
 */
export const mostResidentBytes = 1536 * 1024 * 1024;
const everyMs = 50;

/** Runs in a thread of its own, because a decoder may keep the main one busy until it is too late. */
const watching = `
const { parentPort, workerData } = require('node:worker_threads');
const check = () => {
  if (process.memoryUsage.rss() > workerData.mostBytes) process.kill(process.pid, 'SIGKILL');
};
let timer;
parentPort.on('message', (isBusy) => {
  clearInterval(timer);
  timer = isBusy ? setInterval(check, workerData.everyMs) : undefined;
});`;

/**
 * Returns a function: call it with true when work begins and with false when it ends. An idle process is not watched.
 */
export function watchMemory(mostBytes = mostResidentBytes): (isBusy: boolean) => void {
  const worker = new Worker(watching, {
    eval: true,
    execArgv: [],
    workerData: { mostBytes, everyMs },
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
  });
  worker.unref();
  return (isBusy) => worker.postMessage(isBusy);
}
