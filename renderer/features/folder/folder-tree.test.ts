// Ticks in the tree of a surveyed folder, and the patterns they become.
import { expect, test } from 'vitest';
import { albumsFor, patternsOf, remaining, tickOf, toggledNode, treeOf, type TreeSurvey } from './folder-tree.ts';

const folder = (path: string, photos: number) => ({ path, photos, bytes: photos * 10 });
const survey: TreeSurvey = {
  photos: 60,
  bytes: 600,
  complete: true,
  versions: 0,
  unopened: null,
  subfolders: [folder('', 10), folder('2026/Lake', 20), folder('2026', 5), folder('2025', 25)],
};

const nodeAt = (path: string) => {
  let node = treeOf(survey, 'Photos');
  for (const part of path.split('/')) node = node.children.find((child) => child.name === part) ?? node;
  return node;
};

test('a folder counts what is in it and below it', () => {
  expect(treeOf(survey, 'Photos').photos).toBe(60);
  expect(nodeAt('2026').photos).toBe(25);
  expect(nodeAt('2026/Lake').photos).toBe(20);
});

test('leaving a folder out leaves out what is below, and its parent is partly ticked', () => {
  const out = toggledNode(nodeAt('2026/Lake'), new Set());
  expect(tickOf(nodeAt('2026/Lake'), out)).toBe('off');
  expect(tickOf(nodeAt('2026'), out)).toBe('part');
  expect(tickOf(treeOf(survey, 'Photos'), out)).toBe('part');
  expect(remaining(survey, out)).toEqual({ photos: 40, bytes: 400 });
  expect(albumsFor(survey, out)).toBe(3);
  expect(patternsOf(out)).toEqual(['/2026/Lake']);
});

test('leaving out a parent makes one pattern, and ticking it again takes everything back', () => {
  const one = toggledNode(nodeAt('2026/Lake'), new Set());
  const both = toggledNode(nodeAt('2026'), one);
  expect([...both]).toEqual(['2026']);
  expect(tickOf(nodeAt('2026/Lake'), both)).toBe('off');
  expect([...toggledNode(nodeAt('2026'), both)]).toEqual([]);
});

test('ticking the root takes everything', () => {
  expect([...toggledNode(treeOf(survey, 'Photos'), new Set(['2025', '2026']))]).toEqual([]);
});
