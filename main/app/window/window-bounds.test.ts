// A remembered window is always found again.
import { expect, test } from 'vitest';
import { windowBounds } from './window-bounds.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const monitor = { x: 1440, y: 0, width: 2560, height: 1440 };
const place = { x: 1600, y: 100, width: 1200, height: 800, maximized: false };

test('the first window has its own size, and the system places it', () => {
  expect(windowBounds(null, [laptop])).toEqual({ width: 1180, height: 760, maximized: false });
});

test('on a small screen with a panel the first window ends where the screen does', () => {
  const small = { x: 0, y: 27, width: 1366, height: 741 };
  expect(windowBounds(null, [small])).toEqual({ width: 1180, height: 741, maximized: false });
});

test('a window comes back where it was, also on a second screen and to the left of the first', () => {
  expect(windowBounds(place, [laptop, monitor])).toEqual(place);
  const left = { ...place, x: -1100 };
  expect(windowBounds(left, [laptop, { ...monitor, x: -2560 }])).toEqual(left);
});

test('a window of a screen that is gone is placed anew, in its size', () => {
  expect(windowBounds(place, [laptop])).toEqual({ width: 1200, height: 800, maximized: false });
});

test('a window whose title bar cannot be reached is placed anew', () => {
  expect(windowBounds({ ...place, x: 100, y: -700 }, [laptop])).not.toHaveProperty('x');
  expect(windowBounds({ ...place, x: 1400, y: 100 }, [laptop])).not.toHaveProperty('x');
});

test('a window is never larger than its screen nor smaller than its smallest size', () => {
  expect(windowBounds({ ...place, x: 10, y: 30, width: 9_000, height: 9_000 }, [laptop])).toMatchObject({
    width: 1440,
    height: 875,
  });
  expect(windowBounds({ ...place, x: 10, y: 30, width: 400, height: 300 }, [laptop])).toMatchObject({
    width: 760,
    height: 560,
  });
});

test('without any screen there is still a window', () => {
  expect(windowBounds(place, [])).toMatchObject({ width: 1180, height: 760 });
});
