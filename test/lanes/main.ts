// Records which lanes a real run shows, for the window's stories: node test/lanes/main.ts
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Lane } from '../../shared/snapshot.ts';
import { recordLanes } from './record-lanes.ts';

const target = join(import.meta.dirname, '../../renderer/stories/fixtures/recorded-lanes.ts');

/** How far from the middle of its bytes: a photo that is half sent shows most. */
const fromMiddle = (lanes: readonly Lane[]): number =>
  lanes.reduce((sum, { step, sentBytes, totalBytes }) => {
    return step === 'sending' ? sum + Math.abs(sentBytes / totalBytes - 0.5) : sum;
  }, 0);

const kept = new Map<string, Lane[]>();
for (const { lanes } of await recordLanes()) {
  if (lanes.length === 0) continue;
  const key = JSON.stringify(lanes.map(({ lane, step, converts }) => [lane, step, converts]));
  const before = kept.get(key);
  if (before === undefined || fromMiddle(lanes) < fromMiddle(before)) kept.set(key, lanes);
}
const plain = [...kept.values()].map((lanes) => lanes.map((lane) => ({ ...lane, thumbnail: null })));
const source = `// What the lanes of a real run looked like, each combination of steps once. Made by test/lanes/main.ts; not edited by hand.
import type { Lane } from '../../../shared/snapshot.ts';

export const recordedLanes: readonly (readonly Lane[])[] = ${JSON.stringify(plain)};
`;
await writeFile(target, await format(source, { ...(await resolveConfig(target)), filepath: target }));
