// Measures what watching and scanning 100,000 files in 1,000 folders costs, beside a bare walk in the same run. Prints
// one JSON line.
// `node test/bench/watch-memory.ts [files] [folder]`: creates the folder if it is missing, and keeps it if it was
// named.
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ignoreRules } from '../../main/engine/disk/ignore-rules.ts';
import { walk } from '../../main/engine/disk/walk.ts';
import { watchBudget } from '../../main/engine/watch/budget.ts';
import { watch } from '../../main/engine/watch/chokidar-watch.ts';

const files = Number(process.argv[2] ?? 100_000);
const named = process.argv[3];
const root = named ?? mkdtempSync(join(tmpdir(), 'watch-bench-'));
const megabytes = (): number => Math.round(process.memoryUsage.rss() / 1e6);

function make(): void {
  for (let index = 0; index < files; index++) {
    const folder = join(root, `${Math.floor(index / 10_000)}`, `${Math.floor(index / 100)}`);
    if (index % 100 === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `IMG_${index}.jpg`), '');
  }
}

/** The least that anybody can do: names and lstat, nothing kept. */
function bareWalk(): number {
  const startedAt = performance.now();
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (lstatSync(path, { bigint: true }).isDirectory()) waiting.push(path);
    }
  }
  return performance.now() - startedAt;
}

if (!existsSync(join(root, '0'))) make();
bareWalk();
const bareMs = bareWalk();
const before = megabytes();
let peak = before;
const sampling = setInterval(() => (peak = Math.max(peak, megabytes())), 2);
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();

const rules = ignoreRules();
const budget = watchBudget();
await budget.refresh();
const armAt = performance.now();
const watcher = await watch({
  root,
  budget,
  ignored: (path) => rules.byPath(path) !== null,
  onDirty() {},
  onTrouble: (trouble) => console.error(trouble),
});
const armMs = performance.now() - armAt;
const scanAt = performance.now();
const result = await walk({ root, ignore: rules, onBatch() {} });
const scanMs = performance.now() - scanAt;
loop.disable();
clearInterval(sampling);

console.log(
  JSON.stringify({
    result,
    handles: watcher.folders(),
    bareWalkMs: Math.round(bareMs),
    armMs: Math.round(armMs),
    scanMs: Math.round(scanMs),
    armAndScanPerBareWalk: Number(((armMs + scanMs) / bareMs).toFixed(2)),
    longestBlockMs: Number((loop.max / 1e6).toFixed(1)),
    rssBeforeMb: before,
    rssPeakMb: peak,
    rssAfterMb: megabytes(),
  }),
);
await watcher.close();
if (named === undefined) rmSync(root, { recursive: true, force: true });
