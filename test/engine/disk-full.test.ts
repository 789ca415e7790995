import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeLibrary, makePhoto } from '../fixtures/make-photos.ts';
import type { Clock } from '../../main/engine/ports.ts';
import { systemClock } from '../../main/engine/system-clock.ts';
import { fastClock } from '../../main/engine/testing/fast-clock.ts';
import { credentialsOf, openTestPlace } from '../../main/engine/testing/open-test-engine.ts';

/** Whoever waits for half a minute waits for a moment. */
const hasty: Clock = { ...systemClock, after: (ms, run) => systemClock.after(Math.min(ms, 100), run) };

test('a disk that fills up stops the sending, says so, and loses and doubles nothing; with room again all goes on', async (context) => {
  const place = await openTestPlace();
  mkdirSync(place.dataFolder, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', place.dataFolder], { stdio: 'ignore' });
  if (mounted.status !== 0) {
    await place.close();
    return context.skip();
  }
  try {
    await makeLibrary(place.folder, 6);
    const engine = place.open({ clock: hasty });
    const added = await engine.calls['folders.add']({
      path: place.folder,
      target: { kind: 'new', title: 'Дача', privacy: 'friends' },
      rules: {},
    });
    expect(added.ok).toBe(true);
    const { bavail, bsize } = statfsSync(place.dataFolder);
    const ballast = join(place.dataFolder, 'ballast');
    writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    engine.use(credentialsOf(place.emulator));
    await engine.start().catch(() => undefined);
    const status = async (): Promise<unknown> => {
      const snapshot = await engine.calls['snapshot.get'](undefined);
      return snapshot.ok ? snapshot.value.status : null;
    };
    await expect.poll(status).toMatchObject({ kind: 'waiting', why: 'disk_full' });
    rmSync(ballast);
    await engine.calls['folders.scan']({ folderId: null });
    expect(await engine.decided()).toBe('decided');
    const { photos, albums } = place.emulator.ledger();
    expect([photos.length, new Set(photos.map((photo) => photo.sha256)).size, albums.length]).toEqual([6, 6, 1]);

    // Full again while everything was at rest: what comes then is taken up as soon as there is room, though no event
    // tells of it twice.
    const left = statfsSync(place.dataFolder);
    writeFileSync(ballast, Buffer.alloc(left.bavail * left.bsize));
    await makeLibrary(join(place.folder, 'later'), 40, { firstSeed: 300 });
    await engine.calls['folders.scan']({ folderId: null });
    await expect.poll(status).toMatchObject({ kind: 'waiting', why: 'disk_full' });
    rmSync(ballast);
    await expect.poll(() => place.emulator.ledger().photos.length).toBe(46);
    expect(place.emulator.ledger().summary).toMatchObject({ idsCommittedTwice: 0, contentsTwiceInAlbum: 0 });
    await engine.close();
  } finally {
    spawnSync('umount', ['-l', place.dataFolder]);
    await place.close();
  }
});

test('a disk with no room for a copy that must be made says so, holds nothing against the photo, and goes on with room again', async (context) => {
  const place = await openTestPlace();
  mkdirSync(place.dataFolder, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', place.dataFolder], { stdio: 'ignore' });
  if (mounted.status !== 0) {
    await place.close();
    return context.skip();
  }
  try {
    mkdirSync(place.folder, { recursive: true });
    const path = join(place.folder, 'scan.tiff');
    await makePhoto({ path, width: 3000, height: 2000, seed: 7, format: 'tiff', grain: 60 });
    utimesSync(path, new Date(0), new Date(0));
    const engine = place.open({ clock: fastClock(30) });
    engine.use(credentialsOf(place.emulator));
    await engine.start();
    await engine.calls['sync.pause']({ untilMs: null });
    await engine.calls['folders.add']({
      path: place.folder,
      target: { kind: 'new', title: 'Дача', privacy: 'friends' },
      rules: { convert: true },
    });
    expect(await engine.decided()).toBe('paused');
    // Room for everything that is written down, and not for the copy.
    const ballast = join(place.dataFolder, 'ballast');
    const { bavail, bsize } = statfsSync(place.dataFolder);
    writeFileSync(ballast, Buffer.alloc(bavail * bsize - 700_000));
    await engine.calls['sync.resume'](undefined);
    const snapshot = async (): Promise<unknown> => {
      const answer = await engine.calls['snapshot.get'](undefined);
      return answer.ok
        ? [
            answer.value.status.kind,
            'why' in answer.value.status ? answer.value.status.why : null,
            answer.value.problems,
          ]
        : null;
    };
    await expect.poll(snapshot).toEqual(['waiting', 'disk_full', 0]);
    expect(place.emulator.ledger().photos).toEqual([]);
    expect(readdirSync(join(place.dataFolder, 'copies'))).toEqual([]);
    rmSync(ballast);
    await expect.poll(() => place.emulator.ledger().photos.length).toBe(1);
    expect(await engine.decided()).toBe('decided');
    await engine.close();
  } finally {
    spawnSync('umount', ['-l', place.dataFolder]);
    await place.close();
  }
});

test('a copy that cannot be written for another reason is not called a trouble of the network', async () => {
  const place = await openTestPlace();
  try {
    mkdirSync(place.folder, { recursive: true });
    const path = join(place.folder, 'scan.tiff');
    await makePhoto({ path, width: 300, height: 200, seed: 7, format: 'tiff' });
    utimesSync(path, new Date(0), new Date(0));
    const engine = place.open({ clock: fastClock(30) });
    engine.use(credentialsOf(place.emulator));
    await engine.start();
    // Something lies where the copies are made.
    const copies = join(place.dataFolder, 'copies');
    rmSync(copies, { recursive: true, force: true });
    writeFileSync(copies, '');
    await engine.calls['folders.add']({
      path: place.folder,
      target: { kind: 'new', title: 'Дача', privacy: 'friends' },
      rules: { convert: true },
    });
    const status = async () => {
      const answer = await engine.calls['snapshot.get'](undefined);
      return answer.ok ? [answer.value.status, answer.value.problems] : null;
    };
    await expect.poll(status).toEqual([{ kind: 'waiting', untilMs: null, why: 'cannot_copy' }, 0]);
    rmSync(copies);
    mkdirSync(copies);
    await expect.poll(() => place.emulator.ledger().photos.length).toBe(1);
    expect(await engine.decided()).toBe('decided');
    await engine.close();
  } finally {
    await place.close();
  }
});
