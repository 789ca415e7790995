// Which words of a file become its caption, byte by byte. What exiftool writes: test/places/captions.test.ts.
import { expect, test } from 'vitest';
import { captionOf } from './caption.ts';
import { xmpDescription } from './xmp-description.ts';

const dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"';
const frame = (inside: string, more = ''): Buffer =>
  Buffer.from(
    `<?xpacket begin="\uFEFF"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
      `<rdf:Description rdf:about="" ${dc} ${more}>${inside}</rdf:Description></rdf:RDF></x:xmpmeta>`,
  );
const alternatives = (...items: [language: string, text: string][]): Buffer =>
  frame(
    `<dc:description><rdf:Alt>${items.map(([language, text]) => `<rdf:li xml:lang="${language}">${text}</rdf:li>`).join('')}</rdf:Alt></dc:description>`,
  );

/** A data set of IIM. */
const set = (record: number, number: number, value: Buffer | string): Buffer => {
  const bytes = Buffer.from(value);
  const head = Buffer.from([0x1c, record, number, 0, 0]);
  head.writeUInt16BE(bytes.length, 3);
  return Buffer.concat([head, bytes]);
};
const utf8 = set(1, 90, '\u001B%G');
const resourcesWith = (iim: Buffer): Buffer => {
  const head = Buffer.from('8BIM\u0004\u0004\0\0\0\0\0\0', 'latin1');
  head.writeUInt32BE(iim.length, 8);
  return Buffer.concat([head, iim, Buffer.alloc(iim.length % 2)]);
};

/** EXIF with these texts, little-endian. */
const exif = (values: { description?: Buffer | string; comment?: Buffer | string }): Buffer => {
  const entries: [tag: number, type: number, bytes: Buffer][] = [];
  if (values.description !== undefined) entries.push([0x010e, 2, Buffer.from(values.description)]);
  if (values.comment !== undefined)
    entries.push([
      0x9c9c,
      1,
      Buffer.isBuffer(values.comment) ? values.comment : Buffer.from(`${values.comment}\0`, 'utf16le'),
    ]);
  const head = Buffer.alloc(8 + 2 + entries.length * 12 + 4);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(entries.length, 8);
  let free = head.length;
  for (const [index, [tag, type, bytes]] of entries.entries()) {
    const at = 10 + index * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(bytes.length, at + 4);
    if (bytes.length <= 4) bytes.copy(head, at + 8);
    else head.writeUInt32LE(free, at + 8);
    if (bytes.length > 4) free += bytes.length;
  }
  return Buffer.concat([head, ...entries.map(([, , bytes]) => bytes).filter((bytes) => bytes.length > 4)]);
};

const sources = (given: { xmp?: Buffer; iim?: Buffer; exif?: Buffer; path?: string; language?: string }) =>
  captionOf({
    parts: [
      ...(given.xmp === undefined ? [] : [{ kind: 'xmp' as const, bytes: given.xmp }]),
      ...(given.iim === undefined ? [] : [{ kind: 'resources' as const, bytes: resourcesWith(given.iim) }]),
    ],
    exif: given.exif ?? null,
    path: given.path ?? 'IMG_0042.JPG',
    language: given.language ?? 'ru-RU',
  });

test('XMP comes before IPTC, IPTC before EXIF, and XPComment last; what a camera wrote is passed over', () => {
  const xmp = alternatives(['x-default', 'from XMP']);
  const iim = set(2, 120, 'from IPTC');
  const both = exif({ description: 'from EXIF', comment: 'из Windows 🌲' });
  expect(sources({ xmp, iim, exif: both })).toBe('from XMP');
  expect(sources({ iim, exif: both })).toBe('from IPTC');
  expect(sources({ exif: both })).toBe('from EXIF');
  const camera = 'OLYMPUS DIGITAL CAMERA         \0';
  expect(sources({ exif: exif({ description: camera, comment: 'из Windows 🌲' }) })).toBe('из Windows 🌲');
  expect(sources({ xmp: alternatives(['x-default', camera.trim()]), iim, exif: exif({ description: camera }) })).toBe(
    'from IPTC',
  );
  expect(sources({ exif: exif({ description: camera }) })).toBe(null);
  expect(sources({ exif: exif({ description: 'IMG_0042.JPG' }) })).toBe(null);
  expect(sources({ exif: exif({ description: 'Лодка у реки' }), path: 'a/Лодка у реки.jpg' })).toBe(null);
  expect(sources({})).toBe(null);
});

test('of several languages the default goes, else the wanted one, else the first', () => {
  expect(xmpDescription(alternatives(['en', 'Boat'], ['x-default', 'Лодка']), 'en-US')).toBe('Лодка');
  expect(xmpDescription(alternatives(['de', 'Boot'], ['en-GB', 'Boat'], ['ru', 'Лодка']), 'ru-RU')).toBe('Лодка');
  expect(xmpDescription(alternatives(['de', 'Boot'], ['en-GB', 'Boat']), 'en-US')).toBe('Boat');
  expect(xmpDescription(alternatives(['de', 'Boot'], ['en-GB', 'Boat']), 'ru')).toBe('Boot');
  expect(xmpDescription(alternatives(['x-default', '  '], ['de', 'Boot']), 'ru')).toBe('Boot');
});

test.each([
  ['as an attribute', frame('', 'dc:description="Boat &amp; tea"'), 'Boat & tea'],
  ['as a plain element', frame('<dc:description>Boat</dc:description>'), 'Boat'],
  [
    'with another prefix',
    Buffer.from(
      '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description xmlns:d="http://purl.org/dc/elements/1.1/"><d:description><r:Alt><r:li xml:lang="x-default">Boat</r:li></r:Alt></d:description></r:Description></r:RDF>',
    ),
    'Boat',
  ],
  ['with entities', alternatives(['x-default', '&lt;b&gt; &#8212; &#x1F332; &quot;&apos;']), '<b> — 🌲 "\''],
  ['with CDATA', alternatives(['x-default', '<![CDATA[a < b & c]]>']), 'a < b & c'],
  ['with a comment inside', alternatives(['x-default', 'a<!-- no -->b']), 'ab'],
  ['with half a character by number', alternatives(['x-default', 'a&#xD83D;b&#x110000;c']), 'abc'],
  ['with a mark of direction by number', alternatives(['x-default', 'a&#x202E;bc']), 'abc'],
  ['with lines', alternatives(['x-default', 'one&#xA;two&#13;&#10;three']), 'one\ntwo\nthree'],
  ['in UTF-16', Buffer.from(`\uFEFF${alternatives(['x-default', 'Лодка']).toString('utf8')}`, 'utf16le'), 'Лодка'],
  [
    'in windows-1251',
    Buffer.from(
      alternatives(['x-default', 'PLACE'])
        .toString('latin1')
        .replace('PLACE', '\xC4\xE0\xF7\xE0, \xE8\xFE\xEB\xFC')
        .replace(/\u00EF\u00BB\u00BF/u, ''),
      'latin1',
    ),
    'Дача, июль',
  ],
])('a description %s is read', (_, xmp, text) => {
  expect(sources({ xmp })).toBe(text);
});

test('a description of another picture is none', () => {
  const ingredient =
    '<xmpMM:Pantry xmlns:xmpMM="m"><rdf:Bag><rdf:li rdf:parseType="Resource"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">Another picture</rdf:li></rdf:Alt></dc:description></rdf:li>' +
    '<rdf:li><rdf:Description><dc:description><rdf:Alt><rdf:li xml:lang="x-default">Third</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:li>' +
    '<rdf:li><rdf:Description dc:description="Fourth"/></rdf:li></rdf:Bag></xmpMM:Pantry>';
  expect(sources({ xmp: frame(ingredient) })).toBe(null);
  const own = '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">This one</rdf:li></rdf:Alt></dc:description>';
  expect(sources({ xmp: frame(ingredient + own) })).toBe('This one');
  // An element of the same name in another vocabulary, and one in a comment.
  expect(sources({ xmp: frame('<tiff:description xmlns:tiff="t">no</tiff:description>') })).toBe(null);
  expect(sources({ xmp: frame('<!-- <dc:description>no</dc:description> -->') })).toBe(null);
});

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

test.each([
  ['UTF-8 with its mark', Buffer.concat([utf8, set(2, 120, 'Дача, июль')]), 'Дача, июль'],
  ['UTF-8 without a mark', set(2, 120, 'Дача, июль'), 'Дача, июль'],
  ['windows-1251', set(2, 120, bytes('\xC4\xE0\xF7\xE0, \xE8\xFE\xEB\xFC')), 'Дача, июль'],
  [
    'windows-1251 with the mark of UTF-8',
    Buffer.concat([utf8, set(2, 120, bytes('\xC4\xE0\xF7\xE0, \xE8\xFE\xEB\xFC'))]),
    'Дача, июль',
  ],
  // Heinrichshütte in ISO 8859-1, as in a photo reported for another program.
  ['a western encoding', set(2, 120, bytes('Heinrichsh\xFCtte')), 'Heinrichshütte'],
  // UTF-8 that was taken for a western text and encoded again, once and twice.
  ['UTF-8 encoded twice', Buffer.concat([utf8, set(2, 120, bytes('TIP \xC3\xA5\xC2\xB1\xC2\xB1'))]), 'TIP 山'],
  ['UTF-8 encoded three times', set(2, 120, 'HERB ÃƒÂ¶'), 'HERB ö'],
  // A fixed field of 2,000 bytes ends in the middle of a letter.
  ['UTF-8 cut inside a letter', set(2, 120, Buffer.from('Дача').subarray(0, 7)), 'Дач'],
  ['nothing but blanks', set(2, 120, '   '), null],
  ['bytes that no encoding explains', set(2, 120, bytes('\xFF\xFE\x98\xA0\xFF')), null],
  ['a broken set', Buffer.from([0x1c, 2, 120, 0x7f, 0xff, 65, 66]), null],
])('IPTC in %s', (_, iim, text) => {
  expect(sources({ iim })).toBe(text);
});

test.each([
  ['Дача, июль', 'Дача, июль'],
  [bytes('\xC4\xE0\xF7\xE0, \xE8\xFE\xEB\xFC\0'), 'Дача, июль'],
  ['one\0two', 'one'],
  ['abc', 'abc'],
  ['', null],
  // Somebody else's decoder has lost a letter already.
  ['Да\uFFFDа', null],
  [`a${'\u0301'.repeat(30)}\u202Eb`, `á${'\u0301'.repeat(29)}b`],
])('ImageDescription %j', (description, text) => {
  expect(sources({ exif: exif({ description }) })).toBe(text);
});

test('XPComment keeps emoji whole and drops halves', () => {
  expect(sources({ exif: exif({ comment: 'Ёлка 🎄' }) })).toBe('Ёлка 🎄');
  expect(sources({ exif: exif({ comment: 'a\uD83Db' }) })).toBe('ab');
  // Cut in the middle of a unit.
  expect(sources({ exif: exif({ comment: Buffer.from('Ёлка!', 'utf16le').subarray(0, 9) }) })).toBe('Ёлка');
});

test('hostile packets end, and have at most a caption', () => {
  const rdf = frame('').toString();
  const huge = [
    Buffer.from('<'.repeat(200_000)),
    Buffer.from('<dc:description>'.repeat(20_000)),
    Buffer.from(`${rdf.slice(0, 300)}${' '.repeat(500_000)}`),
    Buffer.from(`<a ${'b="c" '.repeat(50_000)}`),
    Buffer.from(`<a${' '.repeat(200_000)}`),
    Buffer.from('&'.repeat(200_000)),
    frame(`<dc:description>${'x'.repeat(3_000_000)}</dc:description>`),
    frame(
      `<dc:description><rdf:Alt>${'<rdf:li xml:lang="x-default">y</rdf:li>'.repeat(20_000)}</rdf:Alt></dc:description>`,
    ),
  ];
  for (const xmp of huge) expect((sources({ xmp }) ?? '').length).toBeLessThanOrEqual(4_000);
  // Random changes of a sound packet: never throws.
  const sound = alternatives(['x-default', 'Лодка'], ['en', 'Boat']);
  let state = 11;
  const next = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  for (let round = 0; round < 3_000; round += 1) {
    const xmp = Buffer.from(sound);
    for (let change = 0; change < 1 + (round % 6); change += 1) xmp[next(xmp.length)] = next(256);
    const caption = sources({ xmp, iim: xmp.subarray(next(50)), exif: xmp.subarray(next(50)) });
    expect(caption ?? '').not.toMatch(/\p{Cs}/u);
  }
});
