import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { thumbnailPath, type FingerprintOutcome } from '../../../shared/facts.ts';
import type { PlacementWork } from '../db/placement-work.ts';
import type { Picture } from '../../ok/picture.ts';
import type { RemotePhoto } from '../../ok/api.ts';
import type { PipelineContext } from '../pipeline/context.ts';
import { openUncertainFingerprints } from './commit-fingerprints.ts';

const signal = new AbortController().signal;
const sunny = '0123456789abcdef';
const rainy = 'fedcba9876543210';

let folder: string;
/** What the service shows now, by address, and what was asked for. */
let shown: Map<string, Picture>;
let asked: string[];
let thumbnails: Map<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ok-doubt-looks-'));
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

const looks = (previewFolder = folder) =>
  openUncertainFingerprints({
    thumbnailFolder: folder,
    previewFolder,
    imaging: { fingerprint },
    fetchPicture: (url: string) => {
      asked.push(url);
      return Promise.resolve(shown.get(url) ?? { kind: 'later' });
    },
  } as unknown as PipelineContext);

const picture = (look: string): Picture => ({ kind: 'picture', bytes: new TextEncoder().encode(look) });
const ours = (more: Partial<PlacementWork> = {}): PlacementWork =>
  ({ placementId: 1, sha256: 'aa', format: 'jpeg', orientation: 1, sent: null, ...more }) as PlacementWork;
const theirs = (id: string): RemotePhoto => ({
  id,
  width: 1600,
  height: 1200,
  text: '',
  createdMs: 0,
  previewUrl: `https://there/${id}`,
});

test('a picture is asked for once, and once more when the service can no longer be at it', async () => {
  const { of } = looks();
  shown.set('https://there/7', picture(rainy));
  expect((await of(1, [ours()], [theirs('7')], true, signal))?.(1, '7')).toBe('other');
  expect((await of(1, [ours()], [theirs('7')], true, signal))?.(1, '7')).toBe('other');
  expect(asked.length).toBe(1);
  // It was a stand-in.
  shown.set('https://there/7', picture(sunny));
  expect((await of(1, [ours()], [theirs('7')], false, signal))?.(1, '7')).toBe('same');
  await of(1, [ours()], [theirs('7')], false, signal);
  expect(asked.length).toBe(2);
});

test('a picture that cannot be had is asked for three times, and then says nothing', async () => {
  const { of } = looks();
  shown.set('https://there/8', picture(rainy));
  const both = [theirs('7'), theirs('8')];
  expect(await of(1, [ours()], both, false, signal)).toBeNull();
  expect(await of(1, [ours()], both, false, signal)).toBeNull();
  const look = await of(1, [ours()], both, false, signal);
  expect([look?.(1, '7'), look?.(1, '8')]).toEqual(['unsure', 'other']);
  expect(asked.filter((url) => url.endsWith('8')).length).toBe(1);
});

test('a picture that two photos show exactly alike is no proof, either way', async () => {
  const { of } = looks();
  for (const id of ['7', '8']) shown.set(`https://there/${id}`, picture(rainy));
  const look = await of(1, [ours()], [theirs('7'), theirs('8')], false, signal);
  expect([look?.(1, '7'), look?.(1, '8')]).toEqual(['unlikely', 'unlikely']);
});

test('a picture that is neither like ours nor clearly another is not believed', async () => {
  // 12 of 64 bits away.
  shown.set('https://there/7', picture('fed3456789abcdef'));
  const look = await looks().of(1, [ours()], [theirs('7')], false, signal);
  expect(look?.(1, '7')).toBe('unlikely');
});

test.each<[string, Partial<PlacementWork>, string]>([
  ['may be transparent', { format: 'png' }, 'unlikely'],
  ['may move', { format: 'gif' }, 'unlikely'],
  ['is mirrored', { orientation: 2 }, 'unlikely'],
  ['has no thumbnail any more', { sha256: 'bb' }, 'unsure'],
])('of a photo that %s another picture is no proof', async (_, more, how) => {
  shown.set('https://there/7', picture(rainy));
  const look = await looks().of(1, [ours(more)], [theirs('7')], false, signal);
  expect(look?.(1, '7')).toBe(how);
});

test('what was sent as a JPEG is shown as one, whatever it was made of', async () => {
  shown.set('https://there/7', picture(rainy));
  const sent = { bytes: 1, width: 640, height: 480, format: 'jpeg' } as const;
  const look = await looks().of(1, [ours({ format: 'png', sent })], [theirs('7')], false, signal);
  expect(look?.(1, '7')).toBe('other');
});

test('where pictures cannot be written nothing is concluded, however often it is tried', async () => {
  const blocked = join(folder, 'blocked');
  await writeFile(blocked, '');
  const { of } = looks(join(blocked, 'previews'));
  shown.set('https://there/7', picture(rainy));
  for (let time = 0; time < 5; time += 1) expect(await of(1, [ours()], [theirs('7')], false, signal)).toBeNull();
  await rm(blocked);
  expect((await of(1, [ours()], [theirs('7')], false, signal))?.(1, '7')).toBe('other');
});

test('however many there are, a hundred are looked at', async () => {
  const many = Array.from({ length: 130 }, (_, index) => theirs(String(index)));
  for (const { id, previewUrl } of many) shown.set(previewUrl ?? '', picture(id.padStart(16, '0')));
  await looks().of(1, [ours()], many, false, signal);
  expect(asked.length).toBe(100);
});
