// What inspection says when the disk does not play along: no file, no right, no room, and files that change while they
// are read.
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, utimesSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { thumbnailPath } from '../../shared/facts.ts';
import { photoBytes } from '../../test/fixtures/make-photos.ts';
import { inspect } from './inspect.ts';
import { inspectionsOfFile } from './testing/inspections.ts';

const isPosix = process.platform !== 'win32';
const { folder, thumbnails, put, look } = inspectionsOfFile();

test('what is not there has vanished', async () => {
  expect(await inspect(join(folder, 'nowhere.jpg'), thumbnails)).toEqual({ kind: 'vanished' });
  const file = await put('a file', 'x');
  expect(await inspect(join(file, 'below.jpg'), thumbnails)).toEqual({ kind: 'vanished' });
  expect(await inspect(join(folder, 'nul\0.jpg'), thumbnails)).toEqual({ kind: 'vanished' });
});

test.runIf(isPosix)('folders, links, FIFOs and devices are no files, and nothing waits for them', async () => {
  const notAFile = { kind: 'unreadable', code: 'NOT_A_FILE' };
  const target = await put('target.jpg', await photoBytes({ width: 40, height: 30 }));
  await mkdir(join(folder, 'folder.jpg'));
  await symlink(target, join(folder, 'link.jpg'));
  await symlink(join(folder, 'loop.jpg'), join(folder, 'loop.jpg'));
  execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
  for (const path of ['folder.jpg', 'link.jpg', 'loop.jpg', 'pipe.jpg'].map((name) => join(folder, name)))
    expect(await inspect(path, thumbnails)).toEqual(notAFile);
  expect(await inspect('/dev/zero', thumbnails)).toEqual(notAFile);
});

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'a file that may not be read says so',
  async () => {
    const path = await put('locked.jpg', await photoBytes({ width: 40, height: 30 }));
    await chmod(path, 0);
    expect(await inspect(path, thumbnails)).toEqual({ kind: 'unreadable', code: 'EACCES' });
  },
);

test('a file that grows, or is written again, while being read has changed', async () => {
  const bytes = await photoBytes({ width: 1200, height: 900 });
  for (const [name, disturb] of [
    ['growing.jpg', (path: string) => appendFileSync(path, 'more')],
    ['touched.jpg', (path: string) => utimesSync(path, 1, 1)],
  ] as const) {
    const path = await put(name, Buffer.concat([bytes, Buffer.alloc(600_000)]));
    let disturbed = false;
    const onRead = () => {
      if (!disturbed) disturb(path);
      disturbed = true;
    };
    expect(await inspect(path, thumbnails, { onRead })).toEqual({ kind: 'changed' });
  }
});

test('a file that is cut short while being read has changed', async () => {
  const path = await put(
    'shrinking.jpg',
    Buffer.concat([await photoBytes({ width: 400, height: 300 }), Buffer.alloc(900_000)]),
  );
  let pieces = 0;
  const onRead = () => {
    pieces += 1;
    if (pieces === 1) execFileSync(process.execPath, ['-e', `fs.truncateSync(${JSON.stringify(path)}, 1000)`]);
  };
  expect(await inspect(path, thumbnails, { onRead })).toEqual({ kind: 'changed' });
});

test('a thumbnail that is there is not written again, and nothing half-written stays', async () => {
  const path = await put('twice.jpg', await photoBytes({ width: 300, height: 200, seed: 77 }));
  const { sha256 } = await look(path);
  const thumbnail = join(thumbnails, thumbnailPath(sha256));
  await writeFile(thumbnail, 'kept');
  await copyFile(path, join(folder, 'copy.jpg'));
  expect((await look(join(folder, 'copy.jpg'))).sha256).toBe(sha256);
  expect(await readFile(thumbnail, 'utf8')).toBe('kept');
  const left = (await readdir(thumbnails, { recursive: true })).filter((name) => name.endsWith('.partial'));
  expect(left).toEqual([]);
});

test('where thumbnails cannot be kept, the facts come without one', async () => {
  const path = await put('no room.jpg', await photoBytes({ width: 300, height: 200, seed: 78 }));
  const outcome = await inspect(path, join(path, 'below a file'));
  expect(outcome).toMatchObject({ kind: 'facts', facts: { soundness: 'whole', hasThumbnail: false } });
});

test.runIf(isPosix)('a FIFO that replaces a file between looking and opening does not hang either', async () => {
  const pipe = join(folder, 'pipe.jpg');
  // Somebody who holds the other end and never writes.
  const writer = spawn('sh', ['-c', `exec 3<>"$0"; sleep 60`, pipe], { stdio: 'ignore' });
  expect(await inspect(pipe, thumbnails)).toEqual({ kind: 'unreadable', code: 'NOT_A_FILE' });
  writer.kill('SIGKILL');
});
