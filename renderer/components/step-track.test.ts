import { expect, test } from 'vitest';
import type { Lane } from '../../shared/snapshot.ts';
import { segmentsOf } from './step-track.tsx';

const sharesOf = (step: Lane['step'], converts: boolean, sentBytes = 0): unknown[] =>
  segmentsOf({ step, converts, sentBytes, totalBytes: 200 }).map((segment) => segment.share);

test('a photo that is sent as it is has three segments: what is done is full, what comes later is empty', () => {
  expect(segmentsOf({ step: 'sending', converts: false, sentBytes: 0, totalBytes: 1 }).map(({ step }) => step)).toEqual(
    ['reserving', 'sending', 'committing'],
  );
  expect(sharesOf('reserving', false)).toEqual(['running', 0, 0]);
  expect(sharesOf('sending', false, 50)).toEqual([100, 25, 0]);
  expect(sharesOf('committing', false, 200)).toEqual([100, 100, 'running']);
});

test('a photo of which a copy is made has a segment for the copy before the others', () => {
  expect(sharesOf('converting', true)).toEqual(['running', 0, 0, 0]);
  expect(sharesOf('reserving', true)).toEqual([100, 'running', 0, 0]);
  expect(sharesOf('sending', true, 200)).toEqual([100, 100, 100, 0]);
  expect(sharesOf('committing', true, 200)).toEqual([100, 100, 100, 'running']);
});

test('a lane of no bytes, and one that has sent more than it has, stay within their segment', () => {
  const share = (sentBytes: number, totalBytes: number) =>
    segmentsOf({ step: 'sending', converts: false, sentBytes, totalBytes })[1]?.share;
  expect(share(0, 0)).toBe(0);
  expect(share(300, 200)).toBe(100);
});
