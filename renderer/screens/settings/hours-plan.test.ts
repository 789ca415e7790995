// Painting cells of the week of sending hours.
import { expect, test } from 'vitest';
import { alwaysFull, hoursPlan } from '../../../shared/send-rules.ts';
import { levelAt, movedCell, nextLevel, painted } from './hours-plan.ts';
import { limitOf } from './speed-pref.tsx';

test('painting takes the rectangle between two cells, whichever way it was drawn', () => {
  const there = painted(alwaysFull, 9, 4 * 24 + 18, '-');
  const back = painted(alwaysFull, 4 * 24 + 18, 9, '-');
  expect(there).toBe(back);
  expect([...there].filter((letter) => letter === '-').length).toBe(5 * 10);
  expect(levelAt(there, 2 * 24 + 12)).toBe('-');
  expect(levelAt(there, 5 * 24 + 12)).toBe('f');
  expect(hoursPlan.safeParse(there).success).toBe(true);
});

test('a click cycles a cell through its three levels', () => {
  expect(nextLevel(nextLevel(nextLevel('f')))).toBe('f');
});

test('arrows stay inside the week', () => {
  expect(movedCell(0, 'ArrowLeft')).toBe(0);
  expect(movedCell(0, 'ArrowUp')).toBe(0);
  expect(movedCell(167, 'ArrowRight')).toBe(167);
  expect(movedCell(167, 'ArrowDown')).toBe(167);
  expect(movedCell(30, 'ArrowUp')).toBe(6);
  expect(movedCell(30, 'End')).toBe(47);
});

test('a speed limit is read as people write it, and refused outside its bounds', () => {
  expect(limitOf('2')).toBe(2_000_000);
  expect(limitOf(' 1,5 ')).toBe(1_500_000);
  for (const bad of ['', 'fast', '0', '-3', '5000', 'Infinity']) expect(limitOf(bad)).toBeNull();
});
