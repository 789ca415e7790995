// Sample photos for the demo, painted by a process of their own. Development only: an installed program has no painter.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const sample = z.object({ path: z.string() });

/** Files this young would be watched for a while before they are believed to be finished; these are. */
const ageMs = 3_600_000;

/** Makes `count` files in `folder`; `onMade` is told after each how many there are. */
export async function makeSamples(folder: string, count: number, onMade: (made: number) => void): Promise<void> {
  const painter = join(import.meta.dirname, '..', '..', '..', 'test', 'fixtures', 'make-samples.ts');
  const child = spawn(process.execPath, [painter, folder, String(count)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  const paths: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    paths.push(sample.parse(JSON.parse(line)).path);
    onMade(paths.length);
  }
  if ((await ended) !== 0) throw new Error('the sample photos could not be made');
  const then = new Date(Date.now() - ageMs);
  await Promise.all(paths.map((path) => utimes(path, then, then)));
}
