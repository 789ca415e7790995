// Where a long path is cut.
import { expect, test } from 'vitest';
import { splitPath } from './split-path.ts';

test('the last part stays whole, with both kinds of slash, and nothing of the path is lost', () => {
  expect(splitPath('D:\\Фото\\Дача 2026')).toEqual({ head: 'D:\\Фото', tail: '\\Дача 2026' });
  expect(splitPath('/home/anna/Photos/')).toEqual({ head: '/home/anna', tail: '/Photos/' });
  for (const short of ['/', 'E:\\', '/photos', 'name', '']) expect(splitPath(short)).toEqual({ head: '', tail: short });
  const path = '\\\\NAS\\photo\\Семья';
  const { head, tail } = splitPath(path);
  expect(head + tail).toBe(path);
});
