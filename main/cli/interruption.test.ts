// Ctrl+C in the middle: the status says so, and the same command goes on without sending anything twice.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLibrary } from '../../test/fixtures/make-photos.ts';
import { exitStatus } from './exit-status.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { startCli } from './testing/run-cli.ts';
import { expectOnceEach } from './testing/ledger.ts';

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace();
});
afterEach(() => place.close());

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends the run with its state kept', async (signal) => {
  const paths = await makeLibrary(place.folder, 12, { width: 160, height: 120, pictures: 3 });
  place.emulator.fail({ method: 'upload', times: null, latencyMs: 150 });
  const running = startCli(['sync', place.folder, '--data', place.data, '--json', '--lanes', '1'], place.env);
  await until(() => place.emulator.ledger().photos.length > 0);
  running.child.kill(signal);
  const first = await running.ended;
  expect(first.status).toBe(exitStatus.interrupted);
  const summary = first.objects.at(-1);
  expect(summary?.['type']).toBe('summary');
  expect(summary?.['done']).toBeLessThan(12);
  expect(Number(summary?.['done']) + Number(summary?.['waiting'])).toBe(12);
  place.emulator.clearFaults();
  const second = await place.sync();
  expect(second.status).toBe(exitStatus.good);
  expect(second.objects.at(-1)).toMatchObject({ done: 12, waiting: 0 });
  await expectOnceEach(place.emulator, paths);
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}
