import { mkdir, mkdtemp, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countFound, evaluateRoot, probeRoot, sameIdentity, type RootFacts } from './root.ts';

const here = { device: 1n, inode: 2n };
const other = { device: 9n, inode: 2n };
const facts = (over: Partial<RootFacts>): RootFacts => ({
  known: here,
  now: here,
  knownFiles: 100,
  holdsAnything: true,
  sampled: 0,
  sampleFound: 0,
  ...over,
});

test('a new folder is present, whatever it holds', () => {
  expect(evaluateRoot(facts({ known: null, knownFiles: 0, holdsAnything: false })).kind).toBe('present');
});

test('an empty root is absent while the table knows files, even when it is the very same directory', () => {
  expect(evaluateRoot(facts({ holdsAnything: false })).kind).toBe('absent');
  expect(evaluateRoot(facts({ holdsAnything: false, now: other })).kind).toBe('absent');
});

test('a drive mounted again has other numbers and is known by its files', () => {
  expect(evaluateRoot(facts({ now: other, sampled: 20, sampleFound: 19 })).kind).toBe('present');
});

test('another drive at the same path is «replaced», though it happens to hold a file of the same name', () => {
  expect(evaluateRoot(facts({ now: other, sampled: 20, sampleFound: 1 })).kind).toBe('replaced');
  expect(evaluateRoot(facts({ now: other, sampled: 0 })).kind).toBe('replaced');
});

test('the same root with most files deleted is present: that is what the person did', () => {
  expect(evaluateRoot(facts({ sampled: 20, sampleFound: 0 })).kind).toBe('present');
});

test('a probe tells a root from a file, from nothing, and from a new folder of its name', async () => {
  const base = await mkdtemp(join(tmpdir(), 'root-'));
  const root = join(base, 'photos');
  expect(await probeRoot(root)).toEqual({ kind: 'absent' });
  await writeFile(root, 'x');
  expect(await probeRoot(root)).toEqual({ kind: 'not_a_folder' });
  await rename(root, join(base, 'file'));
  await mkdir(root);
  const first = await probeRoot(root);
  await rename(root, join(base, 'old'));
  await mkdir(root);
  const second = await probeRoot(root);
  if (first.kind !== 'folder' || second.kind !== 'folder') throw new Error('expected folders');
  expect(sameIdentity(first.identity, second.identity)).toBe(false);
});

test('sampled files count when they have their path and size', async () => {
  const root = await mkdtemp(join(tmpdir(), 'root-'));
  await writeFile(join(root, 'a.jpg'), 'four');
  await writeFile(join(root, 'b.jpg'), 'other');
  await mkdir(join(root, 'c.jpg'));
  const sample = ['a.jpg', 'b.jpg', 'c.jpg', 'd/e.jpg'].map((relativePath) => ({ relativePath, sizeBytes: 4 }));
  expect(await countFound(root, sample)).toBe(1);
});
