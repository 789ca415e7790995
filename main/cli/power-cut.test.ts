// Loss of power, again and again: the data folder is a disk that keeps only what was really written to it, and each
// photo still arrives once. Needs a disk in a file, so it runs where one may be mounted (as root on Linux).
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makePhoto } from '../../test/fixtures/make-photos.ts';
import { openForReading } from '../engine/db/storage/open.ts';
import { exitStatus } from './exit-status.ts';
import { expectOnceEach } from './testing/ledger.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { startCli } from './testing/run-cli.ts';

// Starts whole programs; a busy machine is no failure.
vi.setConfig({ testTimeout: 180_000 });

let place: CliPlace;
let image: string;
beforeEach(async () => {
  place = await openCliPlace();
  image = join(place.base, 'disk.img');
});
afterEach(async () => {
  spawnSync('umount', ['-l', place.data]);
  await place.close();
});

const run = (program: string, ...args: string[]): boolean => spawnSync(program, args, { stdio: 'ignore' }).status === 0;
const mount = (): boolean => run('mount', '-o', 'loop,commit=300', image, place.data);

function makeDisk(): boolean {
  mkdirSync(place.data);
  // No write-back by itself within the test: what is on the disk was synced.
  return run('truncate', '-s', '48M', image) && run('mkfs.ext4', '-q', '-F', image) && mount();
}

const photos = 30;
const cuts = 5;
/** As long as the disk has forgotten nothing. */
const cutsAtMost = 12;

/** What the library on the disk knows to have happened: in all, and of commits that were begun. */
function known(): { events: number; commits: number } {
  const db = openForReading(place.data);
  const count = (what: string): number =>
    (db?.prepare(`SELECT count(*) FROM journal WHERE event LIKE ?`).pluck().get(what) as number | undefined) ?? 0;
  const found = { events: count('%'), commits: count('commit_started') };
  db?.close();
  return found;
}

test('each loss of power takes what was not synced, and still every photo arrives exactly once', async (context) => {
  if (process.platform !== 'linux' || !makeDisk()) return context.skip();
  mkdirSync(place.folder);
  const paths: string[] = [];
  for (let number = 0; number < photos; number += 1) {
    const path = join(place.folder, `${number}.jpg`);
    await makePhoto({ path, width: 200 + 10 * number, height: 150, seed: number + 1 });
    utimesSync(path, new Date(0), new Date(0));
    paths.push(path);
  }
  const commits = () => place.emulator.ledger().calls.filter(({ method }) => method === 'photosV2.commit');
  const asked = (): number => new Set(commits().flatMap(({ photoIds }) => photoIds ?? [])).size;
  place.emulator.fail(
    { method: 'photosV2.commit', latencyMs: 30, times: null },
    { method: 'upload', latencyMs: 60, times: null },
  );
  let lost = 0;
  for (let cut = 1; cut <= cuts || (lost === 0 && cut <= cutsAtMost); cut += 1) {
    const askedBefore = asked();
    const running = startCli(['sync', place.folder, '--data', place.data, '--lanes', '2'], place.env);
    // In the midst of it, at another moment each time.
    while (asked() <= askedBefore && running.child.exitCode === null) await sleep(2);
    const { events } = known();
    for (let wait = 0; wait < 200 && known().events <= events; wait += 1) await sleep(5);
    await sleep((cut * 37) % 90);
    // Everything stands still at the moment in which the disk is what it is.
    running.child.kill('SIGSTOP');
    const before = known();
    copyFileSync(image, `${image}.cut`);
    running.child.kill('SIGKILL');
    await running.ended;
    run('umount', '-l', place.data);
    renameSync(`${image}.cut`, image);
    expect(mount()).toBe(true);
    lost += before.events - known().events;
    // Every commit that was asked for is known to have been begun.
    expect(known().commits).toBeGreaterThanOrEqual(asked());
  }
  place.emulator.clearFaults();
  const last = await place.sync();
  expect(last.status).toBe(exitStatus.good);
  expect(last.objects.at(-1)).toMatchObject({ done: photos, held: 0, failed: 0 });
  await expectOnceEach(place.emulator, paths);
  expect(place.emulator.ledger().summary).toMatchObject({ idsCommittedTwice: 0, contentsTwiceInAlbum: 0, albums: 1 });
  // It proves something only where the disk forgot something: a slow machine may have synced all of it each time.
  if (lost === 0) context.skip('the disk forgot nothing');
});
