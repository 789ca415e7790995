import { expect, test } from 'vitest';
import { SharedPictures } from './shared-pictures.ts';

test('a picture is shared while two photos of the album show it', () => {
  const pictures = new SharedPictures();
  pictures.add(['aa', 'turned']);
  expect(pictures.isShared(['aa', 'turned'])).toBe(false);
  pictures.add(['aa', 'turned']);
  expect(pictures.isShared(['aa', 'turned'])).toBe(true);
  pictures.remove(['aa', 'turned']);
  expect(pictures.isShared(['aa', 'turned'])).toBe(false);
});

test('photos without a fingerprint share no picture', () => {
  const pictures = new SharedPictures();
  for (const none of [null, [], []]) pictures.add(none);
  expect(pictures.isShared([])).toBe(false);
});
