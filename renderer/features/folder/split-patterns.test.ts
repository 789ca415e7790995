// The text of the field for patterns, and the patterns it stands for.
import { expect, test } from 'vitest';
import { splitPatterns } from './rule-fields.tsx';

test('commas and line breaks separate patterns; duplicates are dropped', () => {
  expect(splitPatterns('*.png, Черновики,\n*.png\n, ')).toEqual(['*.png', 'Черновики']);
});

test('a folder with a comma in its name, once left out, stays left out when other patterns are changed', () => {
  const known = ['/Море, лето', '/Море, лето, вечер', '*.png'];
  const text = known.join(', ');
  expect(splitPatterns(text, known).sort()).toEqual([...known].sort());
  expect(splitPatterns(`${text}, new`, known).sort()).toEqual([...known, 'new'].sort());
  expect(splitPatterns('/Море, лето', known)).toEqual(['/Море, лето']);
  // Taken out by the person.
  expect(splitPatterns('*.png', known)).toEqual(['*.png']);
});

test('the path of a deep folder is a valid pattern', () => {
  const deep = `/${'папка/'.repeat(100)}конец`;
  expect(splitPatterns(deep)).toEqual([deep]);
});
