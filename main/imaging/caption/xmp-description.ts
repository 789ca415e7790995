// XMP's description (dc:description) of the picture itself: a packet may also describe the pictures it was made of.
import { xmpText } from '../place/xmp-place.ts';
import { mostTextBytes, unmarkedText } from './unmarked-text.ts';

const dublinCore = 'http://purl.org/dc/elements/1.1/';
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
/** Hostile packets nest without end. */
const deepest = 64;

interface Element {
  name: string;
  attributes: Map<string, string>;
}

interface Told {
  language: string | null;
  text: string;
}

/** null: the packet has none. With several languages: the default, the wanted one, the first. */
export function xmpDescription(packet: Buffer, language: string): string | null {
  const told = descriptionsIn(textOf(packet)).filter(({ text }) => text.trim() !== '');
  const wanted = language.toLowerCase();
  const short = wanted.split('-', 1)[0];
  const best =
    told.find((one) => one.language === 'x-default') ??
    told.find((one) => one.language === wanted) ??
    told.find((one) => one.language?.split('-', 1)[0] === short) ??
    told[0];
  return best?.text ?? null;
}

/** XMP is UTF-8 (or UTF-16); a packet in an old encoding is guessed like any other text, if it is no longer. */
function textOf(packet: Buffer): string {
  const text = xmpText(packet);
  return text.includes('\uFFFD') && packet.length <= mostTextBytes ? (unmarkedText(packet) ?? text) : text;
}

function descriptionsIn(packet: string): Told[] {
  const prefixes = new Map<string, string>();
  for (const [, prefix, address] of packet.matchAll(/\bxmlns:([\w.-]{1,64})\s*=\s*["']([^"']{1,200})["']/gu))
    if (prefix !== undefined && address !== undefined) prefixes.set(prefix, address);
  /** «dc:description» whatever prefix the packet uses. */
  const known = (name: string): string => {
    const [prefix, local] = name.split(':', 2);
    const address = prefixes.get(prefix ?? '');
    return address === dublinCore ? `dc:${local}` : address === rdf ? `rdf:${local}` : name;
  };
  const told: Told[] = [];
  const open: string[] = [];
  /** The text inside the description, or inside one of its items. */
  let item: Told | null = null;
  for (const token of tokens(packet)) {
    if (typeof token === 'string') {
      if (item !== null && item.text.length < mostTextBytes) item.text += token;
      continue;
    }
    const name = known(token.name);
    if (token.kind === 'close') {
      const at = open.lastIndexOf(name);
      if (at === -1) continue;
      open.length = at;
      if (name === 'dc:description' || name === 'rdf:li') item = null;
      if (name === 'rdf:RDF') break;
      continue;
    }
    const parent = open.at(-1);
    // Only what is said of the whole picture: RDF's own Description, not one inside a list of ingredients.
    const isOfPicture = open.filter((one) => one === 'rdf:Description').length === 1;
    const isWhole = name === 'rdf:Description' && parent === 'rdf:RDF';
    for (const [attribute, text] of token.attributes)
      if (isWhole && known(attribute) === 'dc:description') told.push({ language: null, text });
    const isItem = name === 'rdf:li' && open.at(-2) === 'dc:description' && open.at(-3) === 'rdf:Description';
    if (token.kind === 'empty') continue;
    if (name === 'dc:description' ? parent === 'rdf:Description' && isOfPicture : isItem && isOfPicture) {
      item = { language: token.attributes.get('xml:lang')?.toLowerCase() ?? null, text: '' };
      told.push(item);
    }
    open.push(name);
    if (open.length > deepest) break;
  }
  return told;
}

type Token = string | ({ kind: 'open' | 'empty' | 'close' } & Element);

/** Tags and texts in their order; comments and instructions are left out. What is no XML ends it. */
function* tokens(packet: string): Generator<Token> {
  for (let at = 0; at < packet.length;) {
    const next = packet.indexOf('<', at);
    if (next === -1) return;
    if (next > at) yield unescaped(packet.slice(at, next));
    const other = ends.find(([begin]) => packet.startsWith(begin, next));
    if (other !== undefined) {
      const [begin, end, isText] = other;
      const to = packet.indexOf(end, next + begin.length);
      if (to === -1) return;
      if (isText) yield packet.slice(next + begin.length, to);
      at = to + end.length;
      continue;
    }
    tagAt.lastIndex = next;
    const found = tagAt.exec(packet);
    if (found === null) return;
    const [whole, slash, name, attributes, closed] = found;
    const kind = slash === '/' ? 'close' : closed === '/' ? 'empty' : 'open';
    yield { kind, name: name ?? '', attributes: attributesIn(attributes ?? '') };
    at = next + whole.length;
  }
}

const ends = [
  ['<!--', '-->', false],
  ['<![CDATA[', ']]>', true],
  ['<?', '?>', false],
  ['<!', '>', false],
] as const;
const tagAt = /<(\/?)([\w:.-]{1,128})((?:\s+[\w:.-]{1,128}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/uy;

function attributesIn(text: string): Map<string, string> {
  const found = text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/gu);
  return new Map(Array.from(found, ([, name, one, other]) => [name ?? '', unescaped(one ?? other ?? '')]));
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/giu, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? String(whole);
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code > 0x10ffff ? '' : String.fromCodePoint(code);
  });
}
