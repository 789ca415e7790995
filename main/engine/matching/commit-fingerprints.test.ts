import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { thumbnailPath, type FingerprintOutcome } from '../../../shared/facts.ts';
import type { PlacementWork } from '../db/placement-work.ts';
import type { Picture } from '../../ok/picture.ts';
import type { RemotePhoto } from '../../ok/api.ts';
import { CommitFingerprints } from './commit-fingerprints.ts';
import { FingerprintSource } from './fingerprint-source.ts';

const signal = new AbortController().signal;
const sunny = '0123456789abcdef';
const rainy = 'fedcba9876543210';

let folder: string;
/** What the service shows now, by address, and the addresses that were fetched. */
let shown: Map<string, Picture>;
let asked: string[];
let thumbnails: Map<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ok-commit-fingerprints-'));
  shown = new Map();
  asked = [];
  thumbnails = new Map([[basename(thumbnailPath('aa')), sunny]]);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Pictures are their own fingerprints here. */
async function fingerprint(path: string): Promise<FingerprintOutcome> {
  const upright = path.endsWith('.part') ? await readFile(path, 'utf8') : thumbnails.get(basename(path));
  if (upright === undefined) return { kind: 'none' };
  return { kind: 'fingerprint', turns: [upright], width: 640, height: 480 };
}

const fingerprints = (previewFolder = folder) =>
  new CommitFingerprints(
    new FingerprintSource({
      thumbnailFolder: folder,
      previewFolder,
      imaging: { fingerprint },
      fetchPicture: (url) => {
        asked.push(url);
        return Promise.resolve(shown.get(url) ?? { kind: 'later' });
      },
    }),
  );

const picture = (upright: string): Picture => ({ kind: 'picture', bytes: new TextEncoder().encode(upright) });
const ours = (more: Partial<PlacementWork> = {}): PlacementWork =>
  ({ placementId: 1, sha256: 'aa', format: 'jpeg', orientation: 1, sent: null, ...more }) as PlacementWork;
const remote = (id: string): RemotePhoto => ({
  id,
  width: 1600,
  height: 1200,
  text: '',
  createdMs: 0,
  previewUrl: `https://there/${id}`,
});

test('a preview is fetched once, and once more when the service has certainly carried out the commit', async () => {
  const commits = fingerprints();
  shown.set('https://there/7', picture(rainy));
  expect((await commits.compare(1, [ours()], [remote('7')], true, signal))?.(1, '7')).toBe('other');
  expect((await commits.compare(1, [ours()], [remote('7')], true, signal))?.(1, '7')).toBe('other');
  expect(asked.length).toBe(1);
  // It was a stand-in.
  shown.set('https://there/7', picture(sunny));
  expect((await commits.compare(1, [ours()], [remote('7')], false, signal))?.(1, '7')).toBe('same');
  await commits.compare(1, [ours()], [remote('7')], false, signal);
  expect(asked.length).toBe(2);
});

test('a preview that cannot be fetched is tried three times, and then its photo stays unsure', async () => {
  const commits = fingerprints();
  shown.set('https://there/8', picture(rainy));
  const both = [remote('7'), remote('8')];
  expect(await commits.compare(1, [ours()], both, false, signal)).toBeNull();
  expect(await commits.compare(1, [ours()], both, false, signal)).toBeNull();
  const found = await commits.compare(1, [ours()], both, false, signal);
  expect([found?.(1, '7'), found?.(1, '8')]).toEqual(['unsure', 'other']);
  expect(asked.filter((url) => url.endsWith('8')).length).toBe(1);
});

test('a picture that two photos show exactly alike proves nothing', async () => {
  const commits = fingerprints();
  for (const id of ['7', '8']) shown.set(`https://there/${id}`, picture(rainy));
  const found = await commits.compare(1, [ours()], [remote('7'), remote('8')], false, signal);
  expect([found?.(1, '7'), found?.(1, '8')]).toEqual(['unlikely', 'unlikely']);
});

test('a picture that is neither the same as ours nor clearly another is unlikely', async () => {
  // 12 of 64 bits away.
  shown.set('https://there/7', picture('fed3456789abcdef'));
  const found = await fingerprints().compare(1, [ours()], [remote('7')], false, signal);
  expect(found?.(1, '7')).toBe('unlikely');
});

test.each<[string, Partial<PlacementWork>, string]>([
  ['may be transparent', { format: 'png' }, 'unlikely'],
  ['may move', { format: 'gif' }, 'unlikely'],
  ['is mirrored', { orientation: 2 }, 'unlikely'],
  ['has no thumbnail any more', { sha256: 'bb' }, 'unsure'],
])('another picture does not rule out a photo that %s', async (_, more, how) => {
  shown.set('https://there/7', picture(rainy));
  const found = await fingerprints().compare(1, [ours(more)], [remote('7')], false, signal);
  expect(found?.(1, '7')).toBe(how);
});

test('a photo that was sent as a JPEG is compared as one, whatever its file is', async () => {
  shown.set('https://there/7', picture(rainy));
  const sent = { bytes: 1, width: 640, height: 480, format: 'jpeg' } as const;
  const found = await fingerprints().compare(1, [ours({ format: 'png', sent })], [remote('7')], false, signal);
  expect(found?.(1, '7')).toBe('other');
});

test('where previews cannot be written nothing is concluded, however often it is tried', async () => {
  const blocked = join(folder, 'blocked');
  await writeFile(blocked, '');
  const commits = fingerprints(join(blocked, 'previews'));
  shown.set('https://there/7', picture(rainy));
  for (let time = 0; time < 5; time += 1)
    expect(await commits.compare(1, [ours()], [remote('7')], false, signal)).toBeNull();
  await rm(blocked);
  expect((await commits.compare(1, [ours()], [remote('7')], false, signal))?.(1, '7')).toBe('other');
});

test('at most a hundred previews of an album are fetched', async () => {
  const many = Array.from({ length: 130 }, (_, index) => remote(String(index)));
  for (const { id, previewUrl } of many) shown.set(previewUrl ?? '', picture(id.padStart(16, '0')));
  await fingerprints().compare(1, [ours()], many, false, signal);
  expect(asked.length).toBe(100);
});
