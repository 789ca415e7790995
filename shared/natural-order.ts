// The natural order of names: IMG_2 before IMG_10, IMG_1 before its copy IMG_1 (1), «a» before «a b». Pure.

/** Longest run of digits whose length is compared. */
const LONGEST_RUN = 40;
const ZERO = 0x30;

/** Runs of digits sort by length without leading zeros, then by their digits. */
function run(digits: string): string {
  const plain = digits.replace(/^0+(?=\d)/u, '');
  return String.fromCharCode(ZERO + Math.min(plain.length, LONGEST_RUN)) + plain;
}

/**
 * The sort key of a path with `/` between parts; keys are compared as plain text. Equal keys: names that look the
 * same.
 */
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

/** Returns a sorted copy; computes each key once. */
export function inNaturalOrder<T>(items: readonly T[], pathOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, path: pathOf(item), key: naturalKey(pathOf(item)) }))
    .sort((a, b) => plain(a.key, b.key) || plain(a.path, b.path))
    .map(({ item }) => item);
}
