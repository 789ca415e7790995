// Decodes file names in old encodings for showing and searching; the names themselves keep their bytes
// (byte-names.ts). Pure.
import { byteOfCharacter, isByteName } from './byte-names.ts';

/** Characters for bytes 128 to 255. In order of preference: of two equally plausible readings the first one wins. */
const russian = {
  'windows-1251':
    'ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u0098™љ›њќћџ\u00A0ЎўЈ¤Ґ¦§Ё©Є«¬\u00AD®Ї°±Ііґµ¶·ё№є»јЅѕїАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя',
  ibm866:
    'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀рстуфхцчшщъыьэюяЁёЄєЇїЎў°∙·√№¤■\u00A0',
  'koi8-r':
    '─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\u00A0⌡°²·÷═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ',
} as const;
type Encoding = keyof typeof russian;
const encodings = Object.keys(russian) as Encoding[];
/** The letters of windows-1252, from 0xC0 on. */
const western = 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ';

/**
 * Characters that people write in names besides letters. Others (box drawing, no-break spaces) mean a wrong encoding.
 */
const marks = '«»„“”‘’–—…';
/** Letters of Ukrainian and Belarusian. */
const neighbours = 'іїєґў';
const letters = 'абвгдежзийклмнопрстуфхцчшщъыьэюяё';
/**
 * How often one letter follows another in Russian, from 0 (hardly ever) to 9. Rows: the letter before; columns: the
 * letter after; both begin with «no letter» and continue in the order of `letters`. Counted in this program's Russian
 * texts and in usual names of photos.
 */
const follows = [
  '0446353335052465645335113000003100',
  '7025044340545550544532102300000110',
  '3600005005015027060050200011500002',
  '6600206006046135044210400000520020',
  '5400055005003008070040000000000000',
  '6602006006043156050050200000240035',
  '7012442330444460165600011430000012',
  '5400077006002070000020000000000000',
  '7804055203000555040020010000440030',
  '7033234243445552345600323210000350',
  '8000050020047020003500004000000000',
  '6702004025044037053350000000000000',
  '6600306306023016001120000000460352',
  '7720006005032536200040001000310030',
  '5700037006030046002440021000440042',
  '7045553320455540455701203100000010',
  '2600004005054007181140000000320001',
  '4702206005030227002440100100440032',
  '5503025004064455424730200001240263',
  '6603005005040017545030000000260022',
  '6042453550344450455600203330000400',
  '0700003005000008030020000000020002',
  '7502004005000048060420000000000000',
  '5605007008000000000050000000000000',
  '3700007006010053000620000000030005',
  '4700008006066000030000000000000002',
  '0700007006000000000000000000000008',
  '0000005000000000000000000000000069',
  '8055316310634430333600302400000000',
  '8050200030040230002300000600000340',
  '0000000000065300050900000000000000',
  '7040040000006040041700006450000100',
  '8032045230003240023600300000000400',
  '7000030500044560030700000300000000',
];
/** A reading is plausible from this mean of `follows` on. Random letters have less than 2. */
const plausible = 2.6;
/**
 * A reading with so many letters and this lead over the next one is certain; others follow the certain parts of the
 * path.
 */
const clearly = 0.7;
const fewLetters = 4;
const caseFault = 4;
const mixedFault = 4;
const allCapitals = 0.4;
/** Score of a pair with a Ukrainian or Belarusian letter, which was not counted. */
const foreignPair = 1;

/**
 * The text with every byte name decoded; ordinary text is unchanged. Parts of a path that could be read in two ways
 * follow the nearest certain part. A name that fits no encoding is shown as bytes, like \xE9. Not reversible.
 */
export function readable(text: string): string {
  if (!isByteName(text)) return text;
  const parts = text.split('/').map((part) => ({ part, readings: isByteName(part) ? readingsOf(part) : [] }));
  const sure = parts.map(({ readings: [best, next] }) =>
    best !== undefined &&
    best.letters >= fewLetters &&
    best.score >= plausible &&
    best.score - (next?.score ?? 0) >= clearly
      ? best.encoding
      : null,
  );
  return parts
    .map(({ part, readings }, index) => {
      if (!isByteName(part)) return part;
      const near = sure[index] ?? sure.slice(0, index).findLast(isSome) ?? sure.slice(index).find(isSome);
      const reading =
        readings.find(({ encoding }) => encoding === near) ?? readings.find(({ score }) => score >= plausible);
      return reading?.text ?? westernReading(part) ?? byteByByte(part);
    })
    .join('/');
}

/** The last part of a path, decoded with the help of the other parts. */
export function readableName(path: string): string {
  return readableParts(path).at(-1) ?? path;
}

/** All parts, for both kinds of slash. */
export function readableParts(path: string): string[] {
  // A name shown as bytes contains backslashes that are not separators.
  const parts = isByteName(path) ? readable(path).split('/') : path.split(/[/\\]/u);
  return parts.filter((part) => part !== '');
}

const isSome = (encoding: Encoding | null): encoding is Encoding => encoding !== null;

interface Reading {
  encoding: Encoding;
  text: string;
  /** Mean of `follows` minus penalties. */
  score: number;
  letters: number;
}

/** Readings with usual characters only, best first. */
function readingsOf(part: string): Reading[] {
  return encodings
    .map((encoding) => readingIn(encoding, part))
    .filter((reading) => reading !== null)
    .sort((a, b) => b.score - a.score);
}

function readingIn(encoding: Encoding, part: string): Reading | null {
  const table = russian[encoding];
  let text = '';
  let score = 0;
  let pairs = 0;
  /** The letters of one word, including ASCII letters, which are not Russian. */
  let word = '';
  let isWordOurs = false;

  function endWord(): boolean {
    if (isWordOurs) {
      const rated = rateWord(word);
      if (rated === null) return false;
      score += rated.score;
      pairs += rated.pairs;
    }
    word = '';
    isWordOurs = false;
    return true;
  }

  for (const character of part) {
    const byte = byteOfCharacter(character);
    const decoded = byte === null ? character : (table[byte - 0x80] ?? '');
    const isLetter = byte === null ? /[a-z]/iu.test(character) : isRussian(decoded);
    if (byte !== null && !isLetter && !marks.includes(decoded) && decoded !== '№') return null;
    // «№» stands before a number only.
    if (text.endsWith('№') && !/[\d\s№]/u.test(decoded)) return null;
    text += decoded;
    if (isLetter) {
      word += decoded;
      isWordOurs ||= byte !== null;
    } else if (!endWord()) return null;
  }
  if (!endWord()) return null;
  return { encoding, text, score: pairs === 0 ? 0 : score / pairs, letters: pairs };
}

/** null: not a Russian word: mostly Latin letters, or it begins with «ь» or «ъ». */
function rateWord(word: string): { score: number; pairs: number } | null {
  const latin = word.replaceAll(/[^a-z]/giu, '').length;
  if (latin * 2 > word.length || /^[ьъ]/iu.test(word)) return null;
  let score = latin > 0 ? -mixedFault : 0;
  let before = '';
  for (const letter of [...word, '']) {
    const isForeign =
      neighbours.includes(letter.toLowerCase() || '-') || neighbours.includes(before.toLowerCase() || '-');
    score += isForeign ? foreignPair : Number(follows[letterIndex(before)]?.[letterIndex(letter)] ?? 0);
    if (isLower(before) && isUpper(letter)) score -= caseFault;
    before = letter;
  }
  const pairs = word.length + 1;
  if (word.length > 1 && word === word.toUpperCase()) score -= allCapitals * pairs;
  else if (/^\p{Lu}{2,}\p{Ll}/u.test(word)) score -= caseFault;
  return { score, pairs };
}

const isRussian = (character: string): boolean =>
  character !== '' && (letters + neighbours).includes(character.toLowerCase());
const letterIndex = (letter: string): number => (letter === '' ? 0 : letters.indexOf(letter.toLowerCase()) + 1);
const isLower = (letter: string): boolean => letter !== '' && letter !== letter.toUpperCase();
const isUpper = (letter: string): boolean => letter !== '' && letter !== letter.toLowerCase();

/** Names like «Müller» and «café»: at least as many ASCII letters as others, and the others western letters. */
function westernReading(part: string): string | null {
  let text = '';
  let plain = 0;
  let others = 0;
  for (const character of part.replace(/\.[^.]*$/u, '')) {
    const byte = byteOfCharacter(character);
    if (byte === null) plain += /[a-z]/iu.test(character) ? 1 : 0;
    else if (byte < 0xc0 || byte === 0xd7 || byte === 0xf7) return null;
    else others += 1;
  }
  if (plain < others) return null;
  for (const character of part) {
    const byte = byteOfCharacter(character);
    text += byte === null ? character : (western[byte - 0xc0] ?? '');
  }
  return text;
}

function byteByByte(part: string): string {
  let text = '';
  for (const character of part) {
    const byte = byteOfCharacter(character);
    text += byte === null ? character : `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return text;
}
