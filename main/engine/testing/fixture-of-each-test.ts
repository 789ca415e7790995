// For tests of whole engines: each test gets a fixture of its own with an empty folder, a data folder and an emulator.
// Registers vitest's hooks.
import { mkdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Engine } from '../engine.ts';
import { openTestPlace, type TestPlace } from './open-test-engine.ts';

/** To be asked for where a file begins. Filled before each test: what it holds is that test's own. */
export function fixtureOfEachTest(): TestPlace {
  const fixture = {} as TestPlace;
  beforeEach(async () => {
    Object.assign(fixture, await openTestPlace());
    await mkdir(fixture.folder, { recursive: true });
  });
  afterEach(() => fixture.close());
  return fixture;
}

/** Looks through all folders, and waits until everything in them is decided. */
export async function scan(engine: Engine): Promise<void> {
  await engine.calls['folders.scan']({ folderId: null });
  expect(await engine.decided()).toBe('decided');
}
