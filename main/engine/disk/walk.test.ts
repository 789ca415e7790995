import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hexOfName } from '../../../shared/byte-names.ts';
import { ignoreRules } from './ignore-rules.ts';
import { walk, type DiskEntry, type WalkRequest, type WalkResult } from './walk.ts';

const rules = ignoreRules([], { foldCase: false });

async function temp(files: string[] = []): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'scan-'));
  for (const file of files) {
    await mkdir(join(root, file, '..'), { recursive: true });
    await writeFile(join(root, file), file);
  }
  return root;
}

async function walked(
  root: string,
  over: Partial<WalkRequest> = {},
): Promise<{ result: WalkResult; entries: DiskEntry[]; paths: string[]; batches: number[] }> {
  const entries: DiskEntry[] = [];
  const batches: number[] = [];
  const result = await walk({
    root,
    ignore: rules,
    onBatch(batch) {
      entries.push(...batch);
      batches.push(batch.length);
    },
    ...over,
  });
  return { result, entries, paths: entries.map((entry) => entry.relativePath).sort(), batches };
}

test('every regular file is told once, with size, time in nanoseconds and inode', async () => {
  const root = await temp(['a.jpg', 'b/c.jpg', 'b/d/e.jpg']);
  const { result, entries, paths } = await walked(root);
  expect(result).toEqual({ kind: 'complete', files: 3, folders: 3, unreadable: [] });
  expect(paths).toEqual(['a.jpg', 'b/c.jpg', 'b/d/e.jpg']);
  for (const entry of entries) {
    expect(entry.sizeBytes).toBe(entry.relativePath.length);
    expect(entry.inode).toBeGreaterThan(0n);
    expect(entry.mtimeNs).toBeGreaterThan(1_600_000_000_000_000_000n);
  }
});

test.runIf(process.platform === 'linux')(
  'names with spaces, Cyrillic, emoji, a line break, 250 bytes and both spellings of one letter come as they are',
  async () => {
    const names = [
      'with space.jpg',
      'Море 2024/закат.jpg',
      '🌊/👨‍👩‍👧.jpg',
      'line\nbreak.jpg',
      `${'a'.repeat(246)}.jpg`,
      'Мой.jpg',
      'Мои\u0306.jpg',
      'back\\slash.jpg',
      ' lead.jpg',
      'trail .jpg',
    ];
    const root = await temp(names);
    expect((await walked(root)).paths).toEqual([...names].sort());
  },
);

test('junk and the person’s patterns are not entered', async () => {
  const root = await temp([
    'a.jpg',
    '.hidden/b.jpg',
    '@eaDir/c.jpg',
    'x/node_modules/d.jpg',
    'x/Screenshots/e.png',
    '2019/raw/f.jpg',
    'raw/g.jpg',
  ]);
  const { paths, result } = await walked(root, {
    ignore: ignoreRules(['Screenshots', '2019/raw'], { foldCase: false }),
  });
  expect(paths).toEqual(['a.jpg', 'raw/g.jpg']);
  expect(result).toMatchObject({ folders: 4 });
});

test('links are not followed: no loop, no file outside, none twice', async () => {
  const root = await temp(['a/b.jpg']);
  const outside = await temp(['secret.jpg']);
  await symlink(root, join(root, 'a', 'loop'));
  await symlink('.', join(root, 'self'));
  await symlink(outside, join(root, 'outside'));
  await symlink(join(root, 'a', 'b.jpg'), join(root, 'twin.jpg'));
  await symlink('nowhere', join(root, 'broken.jpg'));
  expect((await walked(root)).paths).toEqual(['a/b.jpg']);
});

test.runIf(process.platform === 'linux')('FIFOs and devices are passed by without being opened', async () => {
  const root = await temp(['a.jpg']);
  execFileSync('mkfifo', [join(root, 'pipe.jpg')]);
  if (process.getuid?.() === 0) execFileSync('mknod', [join(root, 'zero.jpg'), 'c', '1', '5']);
  expect((await walked(root)).paths).toEqual(['a.jpg']);
});

test.runIf(process.platform === 'linux')(
  'names that are no UTF-8 are found, each, and what lies below them',
  async () => {
    const root = await temp(['a.jpg', '\uFFFD.jpg']);
    const inRoot = (hex: string): Buffer => Buffer.concat([Buffer.from(`${root}/`), Buffer.from(hex, 'hex')]);
    await mkdir(inRoot('cceef0e5'));
    // Read with bytes lost, the first three are one name.
    const files = ['ff2e6a7067', 'fe2e6a7067', 'cceef0e52fcfebffe62e6a7067', 'eda0800a1b5b2e6a7067', 'c0af'];
    for (const file of files) await writeFile(inRoot(file), 'x');
    for (const neverBlock of [false, true]) {
      const { result, paths } = await walked(root, { neverBlock });
      expect(result).toMatchObject({ kind: 'complete', files: 7, folders: 2, unreadable: [] });
      expect(paths.map(hexOfName).sort()).toEqual([...files, '612e6a7067', 'efbfbd2e6a7067'].sort());
    }
  },
);

test.runIf(process.platform !== 'win32' && process.getuid?.() !== 0)(
  'a folder that may not be read is reported; the rest is walked',
  async () => {
    const root = await temp(['a.jpg', 'closed/b.jpg']);
    await chmod(join(root, 'closed'), 0);
    const { result, paths } = await walked(root);
    await chmod(join(root, 'closed'), 0o700);
    expect(paths).toEqual(['a.jpg']);
    expect(result).toMatchObject({ kind: 'complete', unreadable: [{ relativePath: 'closed', code: 'EACCES' }] });
  },
);

test('no such folder, and a file where a folder is meant, each have their answer', async () => {
  const root = await temp(['a.jpg']);
  expect((await walked(join(root, 'none'))).result).toEqual({ kind: 'absent' });
  expect((await walked(join(root, 'a.jpg'))).result).toEqual({ kind: 'not_a_folder' });
  expect((await walked(join(root, 'a.jpg', 'b'))).result).toEqual({ kind: 'absent' });
});

test.runIf(process.platform === 'linux')('a root that refuses is unreadable, not absent', async () => {
  expect((await walked(join(tmpdir(), 'x'.repeat(300)))).result).toEqual({ kind: 'unreadable', code: 'ENAMETOOLONG' });
});

test('a root that goes away while it is walked is absent, not empty', async () => {
  const root = await temp(Array.from({ length: 40 }, (_, index) => `d${index}/a.jpg`));
  const { result } = await walked(root, {
    batch: 1,
    async onBatch() {
      await rm(root, { recursive: true, force: true });
    },
  });
  expect(result).toEqual({ kind: 'absent' });
});

test('a subfolder that goes away while walking is no error', async () => {
  const root = await temp(['a.jpg', 'b/1.jpg', 'c/1.jpg', 'd/1.jpg']);
  let first = true;
  const { result } = await walked(root, {
    batch: 1,
    async onBatch() {
      if (first) for (const name of ['b', 'c', 'd']) await rm(join(root, name), { recursive: true });
      first = false;
    },
  });
  expect(result).toMatchObject({ kind: 'complete', unreadable: [] });
});

test('one subfolder can be walked alone, its paths still from the root', async () => {
  const root = await temp(['a.jpg', 'b/1.jpg', 'b/c/2.jpg']);
  expect((await walked(root, { below: 'b' })).paths).toEqual(['b/1.jpg', 'b/c/2.jpg']);
  expect((await walked(root, { below: 'gone' })).result).toEqual({ kind: 'absent' });
});

test('batches are bounded, also in one folder of thousands, and the next waits for the caller', async () => {
  const root = await temp();
  for (let index = 0; index < 2_100; index++) await writeFile(join(root, `${index}.jpg`), '');
  let running = 0;
  const sizes: number[] = [];
  const { result } = await walked(root, {
    async onBatch(batch) {
      expect(++running).toBe(1);
      sizes.push(batch.length);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
    },
  });
  expect(result).toMatchObject({ files: 2_100 });
  expect(Math.max(...sizes)).toBeLessThanOrEqual(520);
});

test('asking without blocking tells the same', async () => {
  const root = await temp(['a.jpg', 'b/1.jpg', 'b/c/2.jpg', 'b/c/d/3.jpg']);
  expect((await walked(root, { neverBlock: true })).paths).toEqual((await walked(root)).paths);
});

test('an abort ends the walk', async () => {
  const root = await temp(['a.jpg', 'b/1.jpg', 'c/1.jpg']);
  const stop = new AbortController();
  const { result } = await walked(root, { signal: stop.signal, batch: 1, onBatch: () => stop.abort() });
  expect(result).toEqual({ kind: 'aborted' });
});

test('a moved file keeps its inode, size, time and birth; one replaced by rename has another inode', async () => {
  const root = await temp(['a/x.jpg', 'y.jpg']);
  const before = (await walked(root)).entries.find((entry) => entry.relativePath === 'a/x.jpg');
  await mkdir(join(root, 'b'));
  await rename(join(root, 'a/x.jpg'), join(root, 'b/z.jpg'));
  const moved = (await walked(root)).entries.find((entry) => entry.relativePath === 'b/z.jpg');
  // Its ctime is the move's on most disks.
  expect(moved).toEqual({ ...before, relativePath: 'b/z.jpg', ctimeNs: moved?.ctimeNs });
  await rename(join(root, 'y.jpg'), join(root, 'b/z.jpg'));
  const replaced = (await walked(root)).entries.find((entry) => entry.relativePath === 'b/z.jpg');
  expect(replaced?.inode).not.toBe(before?.inode);
});

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'a folder bound into itself is walked once',
  async (context) => {
    const root = await temp(['a/1.jpg']);
    await mkdir(join(root, 'a', 'again'));
    try {
      execFileSync('mount', ['--bind', root, join(root, 'a', 'again')], { stdio: 'ignore' });
    } catch {
      return context.skip();
    }
    try {
      expect((await walked(root)).paths).toEqual(['a/1.jpg']);
    } finally {
      execFileSync('umount', [join(root, 'a', 'again')]);
    }
  },
);
