// What must be true of the service after any run: every photo once, byte for byte, and nothing else. For tests only.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import type { Emulator } from '../../emulator/start.ts';
import { PromiseBroken } from '../../engine/testing/promise-broken.ts';

export async function expectOnceEach(emulator: Emulator, paths: readonly string[]): Promise<void> {
  const wanted = await Promise.all(
    paths.map(async (path) =>
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ),
  );
  const arrived = emulator.ledger().photos.map(({ sha256 }) => sha256);
  // Called when the program said that it was done.
  const lost = wanted.filter((sha256) => !arrived.includes(sha256));
  if (lost.length > 0) throw new PromiseBroken(`${lost.length} of ${wanted.length} photos did not arrive`);
  expect(arrived.sort()).toEqual(wanted.sort());
}
