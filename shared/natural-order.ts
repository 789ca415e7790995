// The order of names as a person reads them: IMG_2 before IMG_10, IMG_1 before its copy IMG_1 (1), a folder before what it is a part of. Pure.

/** Longest run of digits that is told apart by its length. */
const LONGEST_RUN = 40;
const ZERO = 0x30;

/** A run of digits sorts by its length, then by its digits: no zeros in front of it. */
function run(digits: string): string {
  const plain = digits.replace(/^0+(?=\d)/u, '');
  return String.fromCharCode(ZERO + Math.min(plain.length, LONGEST_RUN)) + plain;
}

/** Compared as plain text, keys sort as their paths shall: `/` between parts. Equal only for names that a person takes for the same. */
export function naturalKey(path: string): string {
  // Folder and file name end before anything else can follow; the ending of a file counts last.
  const dot = path.lastIndexOf('.');
  const hasEnding = dot > path.lastIndexOf('/') + 1;
  const stem = hasEnding ? path.slice(0, dot) : path;
  const ending = hasEnding ? path.slice(dot + 1) : '';
  return `${stem}\u0001${ending}`
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll('/', '\u0000')
    .replaceAll(/\d+/gu, run);
}

const plain = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Total: 0 only for equal paths. */
export function compareNatural(a: string, b: string): number {
  return plain(naturalKey(a), naturalKey(b)) || plain(a, b);
}

/** A new list; each key is made once. */
export function inNaturalOrder<T>(items: readonly T[], pathOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, path: pathOf(item), key: naturalKey(pathOf(item)) }))
    .sort((a, b) => plain(a.key, b.key) || plain(a.path, b.path))
    .map(({ item }) => item);
}
