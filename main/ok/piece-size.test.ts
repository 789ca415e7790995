// Piece sizes on a fast, an ordinary and a slow line.
import { expect, test } from 'vitest';
import { FIRST_PIECE_BYTES, nextPieceBytes } from './piece-size.ts';

test('a fast line gets larger pieces, up to four mebibytes', () => {
  expect(nextPieceBytes(FIRST_PIECE_BYTES, 1)).toBe(FIRST_PIECE_BYTES * 2);
  expect(nextPieceBytes(4 * 1024 * 1024, 1)).toBe(4 * 1024 * 1024);
});

test('a slow line gets smaller ones, but never crumbs', () => {
  expect(nextPieceBytes(FIRST_PIECE_BYTES, 900)).toBe(FIRST_PIECE_BYTES / 2);
  expect(nextPieceBytes(32 * 1024, 900)).toBe(32 * 1024);
});

test('between them nothing changes', () => {
  expect(nextPieceBytes(FIRST_PIECE_BYTES, 100)).toBe(FIRST_PIECE_BYTES);
});
