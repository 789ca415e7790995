// Pseudo-localisation: English with accents and a third longer, to find cut-off texts and words outside the dictionary.

const accents: Readonly<Record<string, string>> = {
  a: 'á',
  c: 'ç',
  e: 'é',
  i: 'ï',
  n: 'ñ',
  o: 'ö',
  s: 'š',
  u: 'ü',
  y: 'ý',
  A: 'Å',
  E: 'É',
  I: 'Ï',
  O: 'Ö',
  S: 'Š',
  U: 'Ü',
};

/** Placeholders in braces and tags stay as they are. */
export function pseudo(text: string): string {
  const words = text
    .split(/(\{\w+\}|<\/?\w+>)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll(/[a-zA-Z]/g, (letter) => accents[letter] ?? letter),
    )
    .join('');
  return `${words}${'~'.repeat(Math.ceil(text.replaceAll(/\{\w+\}|<\/?\w+>/g, '').length / 3))}`;
}

/** Replaces every text of a dictionary in place; only the stories' page uses it. */
export function makePseudo(dictionary: object): void {
  for (const [key, value] of Object.entries(dictionary)) {
    if (typeof value === 'string') Object.assign(dictionary, { [key]: pseudo(value) });
    else if (typeof value === 'object' && value !== null) makePseudo(value as object);
  }
}
