// Finds and blanks the place in one XMP packet, whatever prefixes it uses.
import { belongsToPlace, namesPlace } from './names.ts';

type Attribute = { name: string; from: number; to: number; isEmpty: boolean };
type Tag = { name: string; attributes: Attribute[]; end: number; isClosed: boolean };

export type XmpWithoutPlace = {
  /** As long as the packet: what told the place is blanks, and so is what cannot be read as XML. */
  text: string;
  toldPlace: boolean;
};

const isBlank = (char: string | undefined) => char === ' ' || char === '\n' || char === '\r' || char === '\t';
const isName = (char: string | undefined) => char !== undefined && !isBlank(char) && !'=/<>"\''.includes(char);
/** What syntax needs and no person wrote. */
const isSyntax = (name: string) => /^(?:xmlns|xml|rdf)(?::|$)/i.test(name);
/** RDF's own attributes that carry a value. */
const isValue = (name: string) => name === 'rdf:value' || name === 'rdf:resource';
const mayTellPlace = /gps|city|country|location|state|locality|latitude|address/i;

/** The tag that opens at `open`; null when it never ends. */
function readTag(text: string, open: number): Tag | null {
  let at = open + 1;
  while (isName(text[at])) at += 1;
  const tag: Tag = { name: text.slice(open + 1, at), attributes: [], end: at, isClosed: false };
  for (;;) {
    while (isBlank(text[at])) at += 1;
    const char = text[at];
    if (char === undefined) return null;
    if (char === '>') return { ...tag, end: at + 1, isClosed: text[at - 1] === '/' };
    if (char === '<') return { ...tag, end: at };
    const from = at;
    while (isName(text[at])) at += 1;
    const name = text.slice(from, at);
    while (isBlank(text[at])) at += 1;
    if (text[at] !== '=' && text[at] !== '"' && text[at] !== "'") {
      at = Math.max(at, from + 1);
      continue;
    }
    if (text[at] === '=') at += 1;
    while (isBlank(text[at])) at += 1;
    const quote = text[at];
    if (quote !== '"' && quote !== "'") continue;
    const close = text.indexOf(quote, at + 1);
    if (close === -1) return null;
    tag.attributes.push({ name, from, to: close + 1, isEmpty: text.slice(at + 1, close).trim() === '' });
    at = close + 1;
  }
}

/**
 * Offset behind the comment, declaration or CDATA that begins at `open`; null: none begins there. -1: it never ends.
 */
function endOfOther(text: string, open: number): number | null {
  const closing = text.startsWith('<!--', open)
    ? '-->'
    : text.startsWith('<![CDATA[', open)
      ? ']]>'
      : text.startsWith('<?', open)
        ? '?>'
        : null;
  if (closing === null) return null;
  const at = text.indexOf(closing, open);
  return at === -1 ? -1 : at + closing.length;
}

/** In one go over the packet, however it is made. */
function onePass(packet: string): XmpWithoutPlace {
  const kept: string[] = [];
  let keptTo = 0;
  let toldPlace = false;
  const blank = (from: number, to: number) => {
    if (from < keptTo) return;
    kept.push(packet.slice(keptTo, from), ' '.repeat(to - from));
    keptTo = to;
  };
  /** Open elements, and how often each name is among them. */
  const open: string[] = [];
  const depths = new Map<string, number>();
  /** The element that is being blanked: where it begins, how deep it is, whether it holds anything. */
  let place: { from: number; depth: number; name: string; holds: boolean } | null = null;
  const endPlace = (to: number) => {
    if (place === null) return;
    if (place.holds && namesPlace(place.name)) toldPlace = true;
    blank(place.from, to);
    place = null;
  };
  const restAt = (from: number) => {
    if (mayTellPlace.test(packet.slice(from))) toldPlace = true;
    blank(from, packet.length);
  };

  let at = 0;
  for (;;) {
    const next = packet.indexOf('<', at);
    const text = packet.slice(at, next === -1 ? packet.length : next);
    if (place !== null && text.trim() !== '') place.holds = true;
    if (next === -1) break;
    const other = endOfOther(packet, next);
    if (other !== null) {
      if (other === -1) {
        if (place === null) restAt(next);
        break;
      }
      if (packet.startsWith('<!--', next) && place === null) blank(next, other);
      else if (place !== null) place.holds = true;
      at = other;
      continue;
    }
    if (packet[next + 1] === '/') {
      const end = packet.indexOf('>', next);
      if (end === -1) {
        if (place === null) restAt(next);
        break;
      }
      const name = packet.slice(next + 2, end).trim();
      // A closing tag that nothing opened is passed over; one of an outer element closes what is inside it.
      while ((depths.get(name) ?? 0) > 0) {
        const closed = open.pop() ?? name;
        depths.set(closed, (depths.get(closed) ?? 1) - 1);
        if (place !== null && open.length === place.depth) endPlace(end + 1);
        if (closed === name) break;
      }
      at = end + 1;
      continue;
    }
    const tag = readTag(packet, next);
    if (tag === null) {
      if (place === null) restAt(next);
      break;
    }
    if (place !== null) {
      if (tag.attributes.some(({ name, isEmpty }) => !isEmpty && (!isSyntax(name) || isValue(name))))
        place.holds = true;
    } else if (belongsToPlace(tag.name)) {
      const holds = tag.attributes.some(({ name, isEmpty }) => !isEmpty && (!isSyntax(name) || isValue(name)));
      place = { from: next, depth: open.length, name: tag.name, holds };
    } else {
      for (const { name, from, to, isEmpty } of tag.attributes) {
        if (isSyntax(name) || !belongsToPlace(name)) continue;
        if (!isEmpty && namesPlace(name)) toldPlace = true;
        blank(from, to);
      }
    }
    if (!tag.isClosed) {
      open.push(tag.name);
      depths.set(tag.name, (depths.get(tag.name) ?? 0) + 1);
    } else if (place !== null && place.depth === open.length) endPlace(tag.end);
    at = tag.end;
  }
  // An element that never ends takes what is behind it with it.
  endPlace(packet.length);
  kept.push(packet.slice(keptTo));
  return { text: kept.join(''), toldPlace };
}

/** In packets that are no XML, blanking may create new matches: after so many passes the whole packet is blanked. */
const mostPasses = 4;

export function withoutPlaceInXmp(packet: string): XmpWithoutPlace {
  const { text, toldPlace } = onePass(packet);
  let clean = text;
  for (let passes = 1; clean !== packet; passes += 1) {
    const again = onePass(clean);
    if (again.text === clean && !again.toldPlace) break;
    clean = passes < mostPasses ? again.text : ' '.repeat(packet.length);
  }
  return { text: clean, toldPlace };
}

/** Packets are UTF-8; UTF-16 tells itself by its zeros. */
function encodingOf(packet: Buffer): 'latin1' | 'utf16le' | 'utf16be' {
  if (packet[0] === 0xff && packet[1] === 0xfe) return 'utf16le';
  if (packet[0] === 0xfe && packet[1] === 0xff) return 'utf16be';
  if (packet[1] === 0 && packet[0] !== 0) return 'utf16le';
  return packet[0] === 0 && packet[1] !== 0 ? 'utf16be' : 'latin1';
}

const even = (packet: Buffer) => packet.subarray(0, packet.length - (packet.length % 2));

/** The packet as text, one character a byte (or two bytes), so that a blanked text has its length. */
function charactersOf(packet: Buffer): string {
  const encoding = encodingOf(packet);
  if (encoding === 'latin1') return packet.toString('latin1');
  const pairs = even(packet);
  return encoding === 'utf16le' ? pairs.toString('utf16le') : Buffer.from(pairs).swap16().toString('utf16le');
}

export const xmpTellsPlace = (packet: Buffer): boolean => onePass(charactersOf(packet)).toldPlace;

/** Blanks the place inside `packet`, which keeps its length. */
export function blankXmpPlace(packet: Buffer): void {
  const text = charactersOf(packet);
  const { text: clean } = withoutPlaceInXmp(text);
  if (clean === text) return;
  const encoding = encodingOf(packet);
  if (encoding === 'latin1') {
    packet.write(clean, 'latin1');
    return;
  }
  const written = Buffer.from(clean, 'utf16le');
  (encoding === 'utf16le' ? written : written.swap16()).copy(packet);
}

/** The packet as a person would read it, for its dates. */
export function xmpText(packet: Buffer): string {
  return encodingOf(packet) === 'latin1' ? packet.toString('utf8') : charactersOf(packet);
}
