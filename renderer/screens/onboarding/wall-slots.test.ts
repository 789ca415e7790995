import { expect, test } from 'vitest';
import type { FolderPreview } from '../../../shared/library/folder.ts';
import { emptySlots, frames, mixed, filledSlots } from './wall-slots.ts';

const photo = (name: string, width = 1600, height = 1000): FolderPreview => ({ sha256: name, width, height });
const many = (name: string, count: number): FolderPreview[] =>
  Array.from({ length: count }, (_, n) => photo(`${name}${n}`));
const names = (photos: readonly (FolderPreview | null)[]): string[] => photos.flatMap((one) => one?.sha256 ?? []);

test('folders take turns; a copy in both is shown once; no more than there are frames', () => {
  expect(names(mixed([many('a', 3), [photo('b0'), photo('a1'), photo('b1')]]))).toEqual(['a0', 'b0', 'a1', 'a2', 'b1']);
  expect(mixed([])).toEqual([]);
  expect(mixed([many('a', 50)]).length).toBe(frames.length);
});

test('a photo keeps its frame in whatever order photos arrive', () => {
  const all = many('a', frames.length).map((one, n) => (n % 4 === 1 ? { ...one, width: 1000, height: 1600 } : one));
  let slots = emptySlots;
  for (let count = 1; count <= all.length; count += 1) {
    const next = filledSlots(slots, all.slice(0, count));
    for (const [index, before] of slots.entries()) if (before !== null) expect(next[index]).toBe(before);
    expect(names(next).length).toBe(count);
    slots = next;
  }
  expect(slots).not.toContain(null);
});

test('a tall photo takes a tall frame near by, and no frame stays empty behind more than three', () => {
  expect(filledSlots(emptySlots, [photo('tall', 1000, 1500)]).indexOf(null)).toBe(0);
  expect(frames[filledSlots(emptySlots, [photo('tall', 1000, 1500)]).findIndex((one) => one !== null)]).toBe(0.76);
  for (let count = 1; count <= frames.length; count += 1) {
    const slots = filledSlots(emptySlots, many('wide', count));
    const last = slots.findLastIndex((one) => one !== null);
    expect(last - Math.min(last, slots.indexOf(null) < 0 ? last : slots.indexOf(null))).toBeLessThanOrEqual(3);
  }
});

test('an unticked folder frees its frames, and the other photos do not move', () => {
  const both = filledSlots(emptySlots, mixed([many('a', 12), many('b', 12)]));
  const left = filledSlots(both, mixed([many('a', 12)]));
  expect(names(left).sort()).toEqual(names(many('a', 12)).sort());
  for (const [index, one] of left.entries()) if (one !== null) expect(both[index]).toBe(one);
  const filled = filledSlots(left, mixed([many('a', 20)]));
  expect(names(filled).length).toBe(20);
  expect(filledSlots(filled, mixed([many('a', 20)]))).toBe(filled);
});
