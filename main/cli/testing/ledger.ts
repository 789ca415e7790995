// What must be true of the service after any run: every photo once, byte for byte, and nothing else. For tests only.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import type { Emulator } from '../../emulator/start.ts';

export async function expectOnceEach(emulator: Emulator, paths: readonly string[]): Promise<void> {
  const wanted = await Promise.all(
    paths.map(async (path) =>
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ),
  );
  const arrived = emulator.ledger().photos.map(({ sha256 }) => sha256);
  expect(arrived.sort()).toEqual(wanted.sort());
}
