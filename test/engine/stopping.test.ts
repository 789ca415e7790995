import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Lane } from '../../shared/snapshot.ts';
import type { Result } from '../../shared/errors.ts';
import type { FaultRun } from '../../main/engine/testing/fault-run.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { runsOfTests, templateOfFile } from '../../main/engine/testing/template-of-file.ts';

const template = templateOfFile(imagingOfFile());
const begin = runsOfTests();

async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(5);
  }
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

async function lanes(of: FaultRun): Promise<Lane[]> {
  return valueOf(await of.engine.calls['snapshot.get'](undefined)).lanes;
}

async function shown(of: FaultRun, fileId: number): Promise<string> {
  return valueOf(await of.engine.calls['photos.get']({ fileId })).row.shown;
}

/** Longer than any test waits. */
const endless = 60_000;

/** Uploads that never end, until the lane's photo is left out; then all goes well. */
async function leaveOutWhileSending(
  how: (of: FaultRun, fileId: number) => Promise<unknown>,
  photosPerPost = 1,
): Promise<{ one: FaultRun; fileId: number }> {
  const one = await begin(template, {
    faults: [{ method: 'upload', latencyMs: endless, times: null }],
    engine: { lanes: 1, photosPerPost },
  });
  const { fileId } = await until(async () => (await lanes(one)).find(({ step }) => step === 'sending'));
  await how(one, fileId);
  one.emulator.clearFaults();
  expect(await one.decided()).toBe('decided');
  expect(one.there().length).toBe(template.shas.length - 1);
  expect(await shown(one, fileId)).toBe('skipped');
  return { one, fileId };
}

const stopLane = async (of: FaultRun, fileId: number): Promise<void> =>
  expect(await of.engine.calls['lanes.stop']({ fileId })).toEqual({ ok: true, value: undefined });

/** A commit is on its way; «about to commit» is on the disk. */
async function commitBegun(of: FaultRun): Promise<void> {
  await until(async () => ((await states(of)).includes('committing') ? true : undefined));
}

async function states(of: FaultRun): Promise<(string | null)[]> {
  return Promise.all(
    template.paths.map(async (_, index) => valueOf(await of.engine.calls['photos.get']({ fileId: index + 1 })).state),
  );
}

test('a photo whose lane is stopped is left out at once; its lane goes on with the next, and it can be sent again', async () => {
  const { one, fileId } = await leaveOutWhileSending(stopLane);
  const detail = valueOf(await one.engine.calls['photos.get']({ fileId }));
  expect([detail.attempts, detail.lastError, detail.row.reason]).toEqual([0, null, 'left_out']);
  expect(detail.actions).toContain('send_anyway');
  await one.engine.calls['photos.act']({ fileIds: [fileId], action: 'send_anyway' });
  expect(await one.decided()).toBe('decided');
  expect(one.there()).toEqual([...template.shas].sort());
});

test('leaving out a photo on its own page stops its upload, too', async () => {
  await leaveOutWhileSending((of, fileId) =>
    Promise.resolve(of.engine.calls['photos.act']({ fileIds: [fileId], action: 'leave_out' })),
  );
});

test('of several photos in one POST only the stopped one is left out: the others go again', async () => {
  await leaveOutWhileSending(stopLane, 3);
});

test('a photo that is stopped while it gets its upload address is left out, and the others of that call are sent', async () => {
  const one = await begin(template, { faults: [{ method: 'photosV2.getUploadUrl', latencyMs: 1_500, times: 1 }] });
  const { fileId } = await until(async () => (await lanes(one)).find(({ step }) => step === 'reserving'));
  await stopLane(one, fileId);
  expect(await one.decided()).toBe('decided');
  expect(one.there().length).toBe(template.shas.length - 1);
  expect(await shown(one, fileId)).toBe('skipped');
});

test('once publishing has begun, stopping is refused and says so; before that, sent bytes stay unpublished', async () => {
  const one = await begin(template, { faults: [{ method: 'photosV2.commit', latencyMs: 400, times: 1 }] });
  await commitBegun(one);
  const before = await states(one);
  const codes: string[] = [];
  for (const index of before.keys()) {
    const answer = await one.engine.calls['lanes.stop']({ fileId: index + 1 });
    codes.push(answer.ok ? 'stopped' : answer.error.code);
  }
  expect(codes).toEqual(before.map((state) => (state === 'committing' ? 'too_late' : 'stopped')));
  expect(await one.decided()).toBe('decided');
  expect(one.there().length).toBe(codes.filter((code) => code === 'too_late').length);
});

test('stopping a photo that is on the service, or that nobody knows, is refused', async () => {
  const one = await begin(template, {});
  await one.decided();
  expect(await one.engine.calls['lanes.stop']({ fileId: 1 })).toMatchObject({ error: { code: 'too_late' } });
  expect(await one.engine.calls['lanes.stop']({ fileId: 999 })).toMatchObject({ error: { code: 'no_such_item' } });
});

test('closing waits for the answer of a commit that is under way: nothing is in doubt at the next start', async () => {
  const one = await begin(template, { faults: [{ method: 'photosV2.commit', latencyMs: 300, times: 1 }] });
  await commitBegun(one);
  await one.restart();
  expect(await one.decided()).toBe('decided');
  expect(one.there()).toEqual([...template.shas].sort());
  // Nobody had to look into the album.
  expect(one.calls('photos.getPhotos')).toBe(0);
});

test('closing does not wait for uploads, and not for a commit that is never answered', async () => {
  const one = await begin(template, {
    faults: [
      { method: 'upload', latencyMs: endless, skip: 1, times: 1 },
      { method: 'photosV2.commit', latencyMs: endless, times: 1 },
    ],
  });
  await commitBegun(one);
  await one.restart();
  expect(await one.decided()).toBe('decided');
  expect(one.there()).toEqual([...template.shas].sort());
});
