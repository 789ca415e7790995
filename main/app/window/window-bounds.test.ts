// A remembered window is always reachable.
import { expect, test } from 'vitest';
import { windowBounds } from './window-bounds.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const monitor = { x: 1440, y: 0, width: 2560, height: 1440 };
const remembered = { x: 1600, y: 100, width: 1200, height: 800, maximized: false };

test('the first window has its default size, and the system places it', () => {
  expect(windowBounds(null, [laptop])).toEqual({ width: 1180, height: 760, maximized: false });
});

test('on a small screen with a panel the first window is as high as the screen', () => {
  const small = { x: 0, y: 27, width: 1366, height: 741 };
  expect(windowBounds(null, [small])).toEqual({ width: 1180, height: 741, maximized: false });
});

test('a window comes back where it was, also on a second screen or left of the first', () => {
  expect(windowBounds(remembered, [laptop, monitor])).toEqual(remembered);
  const left = { ...remembered, x: -1100 };
  expect(windowBounds(left, [laptop, { ...monitor, x: -2560 }])).toEqual(left);
});

test('when its screen is gone, the window keeps its size and the system places it', () => {
  expect(windowBounds(remembered, [laptop])).toEqual({ width: 1200, height: 800, maximized: false });
});

test('when its title bar cannot be reached, the system places the window', () => {
  expect(windowBounds({ ...remembered, x: 100, y: -700 }, [laptop])).not.toHaveProperty('x');
  expect(windowBounds({ ...remembered, x: 1400, y: 100 }, [laptop])).not.toHaveProperty('x');
});

test('a window is never larger than its screen or smaller than its smallest size', () => {
  expect(windowBounds({ ...remembered, x: 10, y: 30, width: 9_000, height: 9_000 }, [laptop])).toMatchObject({
    width: 1440,
    height: 875,
  });
  expect(windowBounds({ ...remembered, x: 10, y: 30, width: 400, height: 300 }, [laptop])).toMatchObject({
    width: 760,
    height: 560,
  });
});

test('without any screen there is still a window', () => {
  expect(windowBounds(remembered, [])).toMatchObject({ width: 1180, height: 760 });
});
