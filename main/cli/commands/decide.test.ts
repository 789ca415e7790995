// Photos that wait for a person, and how one at a terminal decides about them.
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { photoBytes } from '../../../test/fixtures/make-photos.ts';
import { exitStatus } from '../exit-status.ts';
import type { CliEnd } from '../testing/cli-end.ts';
import { openCliPlace, type CliPlace } from '../testing/cli-place.ts';
import { runMain } from '../testing/run-main.ts';

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace();
  await mkdir(place.data);
  await mkdir(join(place.folder, 'big ones'), { recursive: true });
});
afterEach(() => place.close());

async function ask(...args: string[]): Promise<CliEnd> {
  const end = await runMain([...args, '--data', place.data]);
  return { ...end, stdout: end.stdout.trimEnd(), stderr: end.stderr.trimEnd() };
}

/** Older than any waiting for a file to come to rest. */
async function oldFile(name: string, bytes: Buffer | string): Promise<string> {
  const path = join(place.folder, name);
  await writeFile(path, bytes);
  await utimes(path, 1_700_000_000, 1_700_000_000);
  return path;
}

async function tooBig(...names: string[]): Promise<string[]> {
  await writeFile(join(place.data, 'limits.json'), JSON.stringify({ maxSidePixels: 200 }));
  return Promise.all(
    names.map(async (name, index) => oldFile(name, await photoBytes({ width: 260, height: 180, seed: index + 1 }))),
  );
}

test('a held photo is listed with its possible decisions, and the command shown for one of them works', async () => {
  const [path = ''] = await tooBig("big ones/it's big.jpg");
  const run = await runMain(['sync', place.folder, '--data', place.data], place.env);
  expect(run.status).toBe(exitStatus.needsDecision);
  expect(run.stdout).toContain('→ send a smaller copy (shrink), leave it out (leave-out) or send it as it is');
  const quoted = `'${path.replace("'", "'\\''")}'`;
  expect(run.stdout).toContain(`ok-photo-sync decide --data ${place.data} shrink ${quoted}`);
  expect((await ask('status')).stdout).toContain(`→ what to do: ok-photo-sync problems --data ${place.data}`);
  const problems = await ask('problems');
  expect(problems.stdout).toContain('(shrink)');
  expect(problems.stderr).toContain(quoted);
  expect((await ask('why', path)).stdout).toContain('(shrink)');
  expect((await ask('journal', path)).stdout).toContain('Stopped. The picture has more pixels than OK accepts.');
  expect((await ask('why', place.folder)).stderr).toContain('is a folder; name a file in it');
  expect((await ask('problems', '--json')).stdout).toContain('"decisions":["shrink","leave-out","send-anyway"]');

  const decided = await ask('decide', 'shrink', path);
  expect(decided).toMatchObject({ status: exitStatus.good, stdout: 'Decided: 1 photo. The next sync does it.' });
  expect(place.emulator.ledger().photos).toEqual([]);
  expect((await place.sync()).status).toBe(exitStatus.good);
  expect(place.emulator.ledger().photos).toMatchObject([{ width: 200 }]);
});

test('a folder stands for all photos in it that have the decision', async () => {
  await tooBig('big ones/1.jpg', 'big ones/2.jpg', 'other.jpg');
  await oldFile('big ones/broken.jpg', 'no picture');
  await place.sync();
  const { stdout, status } = await ask('decide', 'send-anyway', join(place.folder, 'big ones'), '--json');
  expect(status).toBe(exitStatus.good);
  expect(JSON.parse(stdout)).toEqual({ type: 'decided', decision: 'send-anyway', photos: 3 });
  const left = await ask('decide', 'leave-out', place.folder);
  expect(left.stdout).toBe('Decided: 1 photo.');
  expect((await ask('problems')).status).toBe(exitStatus.good);
});

// A disk that keeps them apart, as most of Linux do.
test.runIf(process.platform === 'linux')(
  'a folder does not stand for another one that is only spelled alike',
  async () => {
    const [one, other] = ['\u0439', '\u0438\u0306'];
    await mkdir(join(place.folder, one));
    await mkdir(join(place.folder, other));
    await tooBig(`${one}/1.jpg`, `${other}/2.jpg`);
    await place.sync();
    const { stdout } = await ask('decide', 'leave-out', `${join(place.folder, one)}/`, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ photos: 1 });
    const left = await ask('problems', '--json');
    expect(left.stdout.split('\n').map((line) => (JSON.parse(line) as { path: string }).path)).toEqual([
      join(place.folder, other, '2.jpg'),
    ]);
  },
);

test('what was left out can be wanted again', async () => {
  const [path = ''] = await tooBig('1.jpg');
  await place.sync();
  expect((await ask('decide', 'leave-out', path)).status).toBe(exitStatus.good);
  expect((await place.sync()).status).toBe(exitStatus.good);
  expect((await ask('why', path)).stdout).toContain('(send-anyway)');
  expect((await ask('decide', 'send-anyway', path)).status).toBe(exitStatus.good);
  expect((await place.sync()).objects.at(-1)).toMatchObject({ done: 1 });
});

test('an album that is gone is made again', async () => {
  await oldFile('1.jpg', await photoBytes({ width: 90, height: 80, seed: 1 }));
  await place.sync();
  const [aid = ''] = place.emulator.ledger().albums.map((album) => album.aid);
  await fetch(`${place.emulator.address}__emulator/albums/delete`, { method: 'POST', body: JSON.stringify({ aid }) });
  await oldFile('2.jpg', await photoBytes({ width: 90, height: 80, seed: 2 }));
  const held = await place.sync();
  expect(held.status).toBe(exitStatus.needsDecision);
  expect((await ask('problems')).stdout).toContain('sync with another --album, make the album again (new-album) or');
  expect((await ask('decide', 'new-album', place.folder)).status).toBe(exitStatus.good);
  expect((await place.sync()).status).toBe(exitStatus.good);
  expect(place.emulator.ledger().albums.filter(({ aid: one }) => one !== aid).length).toBe(1);
});

test('what cannot be decided is said, with what can', async () => {
  const [path = ''] = await tooBig('1.jpg');
  const before = await ask('decide', 'shrink', path);
  expect(before.status).toBe(exitStatus.usage);
  expect(before.stderr).toContain('no library');
  await place.sync();
  const wrong = await ask('decide', 'convert', path, join(place.base, 'nowhere.jpg'), place.data);
  expect(wrong.status).toBe(exitStatus.needsDecision);
  expect(wrong.stderr.trim().split('\n')).toEqual([
    `${path}: “convert” is nothing that can be decided about this photo now. Possible: shrink, leave-out, send-anyway.`,
    `${join(place.base, 'nowhere.jpg')} does not belong to a folder that was synced.`,
    `${place.data}: no photo in it waits for “convert”.`,
  ]);
});
