// A dry run says what would be sent and what is on OK already; the next run without it sends.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLibrary } from '../../test/fixtures/make-photos.ts';
import { exitStatus } from './exit-status.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { runMain } from './testing/run-main.ts';

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace();
  await makeLibrary(place.folder, 2, { width: 640, height: 480 });
});
afterEach(() => place.close());

test('a dry run of another library finds what is there, sends nothing, and the run after it sends the rest', async () => {
  expect((await place.sync()).status).toBe(exitStatus.good);
  await makeLibrary(join(place.folder, 'more'), 1, { width: 640, height: 480, firstSeed: 50 });
  const other = join(place.base, 'other');
  const run = (...more: string[]) => runMain(['sync', place.folder, '--data', other, ...more], place.env);
  const dry = await run('--dry-run', '--json');
  expect(dry.status).toBe(exitStatus.good);
  expect(dry.objects.at(-1)).toMatchObject({ type: 'plan', toSend: 1, alreadyThere: 2, comparing: 0, held: 0 });
  expect((await run('--dry-run')).stdout).toContain('Would be sent 1, on OK already 2');
  expect(place.emulator.ledger().photos).toHaveLength(2);
  expect((await run()).status).toBe(exitStatus.good);
  expect(place.emulator.ledger().photos).toHaveLength(3);
  const again = await run('--dry-run');
  expect(again.status).toBe(exitStatus.usage);
  expect(again.stderr).toContain('is sent by this library already');
});
