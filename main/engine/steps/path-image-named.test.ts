import { expect, test } from 'vitest';
import { isImageNamed } from './path-image-named.ts';

test.each(['a.jpg', 'A.JPEG', 'море.HEIC', 'x.y.png', 'IMG.DNG'])('%j looks like an image', (name) =>
  expect(isImageNamed(name)).toBe(true),
);
test.each(['a.mov', 'jpg', '.jpg', 'a.jpg.txt', 'a.', ''])('%j does not', (name) =>
  expect(isImageNamed(name)).toBe(false),
);
