// Pseudo-localised texts are longer and keep placeholders and tags.
import { expect, test } from 'vitest';
import { makePseudo, pseudo } from './pseudo.ts';

test('a text is accented and a third longer', () => {
  expect(pseudo('Sign in')).toBe('Šïgñ ïñ~~~');
});

test('placeholders and tags stay, and do not count', () => {
  expect(pseudo('Sending <done>{done}</done> of {total}')).toBe('Šéñdïñg <done>{done}</done> öf {total}~~~~');
});

test('plural forms and sections are translated, too', () => {
  const dictionary = { a: 'on', b: { one: '{n} on', other: '{n} ons' } };
  makePseudo(dictionary);
  expect(dictionary).toEqual({ a: 'öñ~', b: { one: '{n} öñ~', other: '{n} öñš~~' } });
});
