// The service's six photo errors: reported by precheck before a byte is sent, and by the service where precheck is off,
// in the same words.
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeProblem, problemKinds } from '../../test/fixtures/make-problems.ts';
import { exitStatus } from './exit-status.ts';
import type { CliEnd } from './testing/cli-end.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';

let place: CliPlace;
const expected: Record<string, string> = {};
beforeEach(async () => {
  place = await openCliPlace();
  const then = new Date('2024-05-01T10:00:00Z');
  for (const kind of problemKinds) {
    const path = await makeProblem(place.folder, kind);
    await utimes(path, then, then);
    // A format that no decoder knows has a reason of its own: it cannot be converted to JPEG.
    expected[basename(path)] = kind === 'invalid_format' ? 'unknown_format' : kind;
  }
});
afterEach(() => place.close());

function reasons({ objects }: CliEnd): Record<string, unknown> {
  const held = objects.filter(({ type, state }) => type === 'photo' && state === 'held');
  return Object.fromEntries(held.map(({ path, reason }) => [basename(String(path)), reason]));
}

test('all six are held by precheck, and nothing is sent', async () => {
  const run = await place.sync();
  expect(run.status).toBe(exitStatus.needsDecision);
  expect(reasons(run)).toEqual(expected);
  expect(run.objects.at(-1)).toMatchObject({ done: 0, held: 6, bytesSent: 0 });
  expect(place.emulator.ledger().calls.filter(({ method }) => method === 'upload')).toEqual([]);
});

test('all six are refused by the service in the same texts, when precheck is switched off', async () => {
  await mkdir(place.data);
  await writeFile(join(place.data, 'limits.json'), '{"precheck": false}');
  // Otherwise the service would refuse the heavy one when its size is announced, before its bytes.
  place.emulator.set({ checkSizes: false });
  // A file that nobody here can read may tell a place: where that is to be removed it would wait for a person.
  const run = await place.sync('--place', 'keep');
  expect(run.status).toBe(exitStatus.needsDecision);
  expect(reasons(run)).toEqual(expected);
  const { calls, photos } = place.emulator.ledger();
  const refused = calls.filter(({ method }) => method === 'upload').map(({ outcome }) => outcome);
  expect(refused.sort()).toEqual([500, 501, 502, 503, 504, 505].map((code) => `error ${code}`));
  expect(photos).toEqual([]);
});

test('with precheck off, an undecodable file waits if its place is to be removed; an empty file does not', async () => {
  await mkdir(place.data);
  await writeFile(join(place.data, 'limits.json'), '{"precheck": false}');
  const run = await place.sync();
  expect(reasons(run)).toMatchObject({ 'shopping list.jpg': 'place_stays', 'nothing inside.jpg': 'no_image' });
  expect(place.emulator.ledger().photos).toEqual([]);
});

test('limits of one’s own are obeyed, and held photos are evaluated again when they change', async () => {
  await mkdir(place.data);
  await writeFile(join(place.data, 'limits.json'), '{"minSidePixels": 4}');
  const run = await place.sync();
  const { 'icon.png': icon, ...others } = expected;
  expect(icon).toBe('too_small');
  // The service has not changed its mind: it refuses the photo that precheck now lets pass.
  expect(reasons(run)).toEqual({ ...others, 'icon.png': 'too_small' });
  expect(place.emulator.ledger().calls.filter(({ method }) => method === 'upload').length).toBe(1);
  place.emulator.set({ limits: { maxSide: 20_000 } });
  await writeFile(join(place.data, 'limits.json'), '{"maxSidePixels": 20000}');
  const second = await place.sync();
  expect(second.objects.at(-1)).toMatchObject({ done: 1, held: 5 });
});

test('limits that cannot be read stop the run before it begins', async () => {
  await mkdir(place.data);
  for (const text of ['{', '{"maxBytse": 5}', '[]']) {
    await writeFile(join(place.data, 'limits.json'), text);
    const run = await place.sync();
    expect(run.status).toBe(exitStatus.usage);
    expect(run.stderr).toContain('limits.json');
  }
  expect(place.emulator.ledger().calls).toEqual([]);
});
