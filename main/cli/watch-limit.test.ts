// The system's limit of watches, really reached: the kernel refuses, the folder is scanned on a timer, and every photo
// arrives.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLibrary } from '../../test/fixtures/make-photos.ts';
import { exitStatus } from './exit-status.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { startCli } from './testing/run-cli.ts';
import { runMain } from './testing/run-main.ts';

const watches = 20;
/** A user namespace of its own has a limit of its own, so nobody else's watches are touched. */
const withFewWatches = [
  'unshare',
  '--user',
  '--map-root-user',
  'sh',
  '-c',
  `echo ${watches} > /proc/sys/user/max_inotify_watches && exec "$0" "$@"`,
];

function kernelLetsUs(): boolean {
  const [program, ...args] = [...withFewWatches, 'true'];
  return process.platform === 'linux' && spawnSync(program, args).status === 0;
}

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace();
});
afterEach(() => place.close());

test.skipIf(!kernelLetsUs())(
  'with fewer watches than folders every photo arrives, and the folder is said to be scanned on a timer',
  async () => {
    await makeLibrary(place.folder, 6, { width: 160, height: 120, pictures: 3 });
    for (let made = 0; made < watches * 2; made++) mkdirSync(join(place.folder, `empty ${made}`));
    const args = ['sync', place.folder, '--data', place.data, '--watch'];
    const running = startCli(args, place.env, withFewWatches);
    await expect.poll(() => place.emulator.ledger().photos.length).toBe(6);
    await expect
      .poll(async () => JSON.stringify((await runMain(['status', '--data', place.data, '--json'])).objects))
      .toContain('"health":"scanned"');
    const said = await runMain(['status', '--data', place.data]);
    expect(said.stdout).toMatch(/scanned every 5 minutes.*\n.*sudo sysctl fs\.inotify\.max_user_watches=\d+/u);
    running.child.kill('SIGINT');
    const end = await running.ended;
    expect(end.status).toBe(exitStatus.interrupted);
  },
);

test.skipIf(!kernelLetsUs())('with watches enough in the same place it is followed live', async () => {
  await makeLibrary(place.folder, 2, { width: 160, height: 120, pictures: 2 });
  const args = ['sync', place.folder, '--data', place.data, '--watch'];
  const running = startCli(args, place.env, withFewWatches);
  await expect
    .poll(async () => JSON.stringify((await runMain(['status', '--data', place.data, '--json'])).objects))
    .toContain('"health":"live"');
  running.child.kill('SIGINT');
  await running.ended;
});
